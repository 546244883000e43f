"""Erasing in memory: over everything on the shelf that knows somebody."""

from collections.abc import Collection

from tablee.core.drawing.drawing import Files, Words
from tablee.core.drawing.likeness import Likeness
from tablee.core.post.submission import Outcome
from tablee.ports.erasures import Leftovers, Wish
from tablee.store.anonymity import forgetful
from tablee.store.memory.privacy.people import rename_people
from tablee.store.memory.privacy.words import blank_words
from tablee.store.memory.shelf import Pages, Transaction

PRESENCE = "presence"


class MemoryErasures:
    """Erasing in one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._shelf = transaction.shelf

    def acts_of(self, campaign_id: int, supporter: bytes) -> list[int]:
        """See `Erasures.acts_of`."""
        acts = self._shelf.pages[campaign_id].acts
        return [act.number for act in acts if supporter and act.supporter == supporter]

    def named_alike(self, campaign_id: int, numbers: Collection[int]) -> list[int]:
        """See `Erasures.named_alike`."""
        named = [
            act
            for act in self._shelf.pages[campaign_id].acts
            if act.object and act.source != PRESENCE
        ]
        objects = {act.object for act in named if act.number in numbers}
        return [act.number for act in named if act.object in objects]

    def erase(self, campaign_id: int, wish: Wish) -> Leftovers:
        """See `Erasures.erase`."""
        pages = self._shelf.pages[campaign_id]
        objects = {
            pages.acts[number - 1].object
            for number in wish.numbers
            if pages.acts[number - 1].source != PRESENCE
        } - {""}
        leftovers = Leftovers(self._posts(campaign_id, wish), self._drawings(campaign_id, wish))
        self._tell_apart(campaign_id, wish, objects)
        blank_words(self._transaction, campaign_id, wish, objects)
        self._acts(pages, wish)
        rename_people(self._transaction, campaign_id, wish.supporters, forgetful())
        return leftovers

    def told_again(self, campaign_id: int) -> list[int]:
        """See `Erasures.told_again`."""
        acts = self._shelf.pages[campaign_id].acts
        told = {
            each.act_number
            for each in self._shelf.submissions
            if each.campaign_id == campaign_id and each.act_number and each.source
        }
        return sorted(number for number in told if not acts[number - 1].object)

    def forget_names(self, campaign_id: int) -> int:
        """See `Erasures.forget_names`."""
        pages, renamed = self._shelf.pages[campaign_id], forgetful()
        for index, act in enumerate(pages.acts):
            other = act._replace(claim=renamed(act.claim))
            self._transaction.replace(pages.acts, index, other)
            self._transaction.drop(pages.claims, act.claim)
            self._transaction.put(pages.claims, other.claim, act.number)
        for number, (leaf, _salt) in [*pages.places.items()]:
            self._transaction.put(pages.places, number, (leaf, b""))
        for number in [*pages.first_claims]:
            self._transaction.drop(pages.first_claims, number)
        people = {act.supporter for act in pages.acts} | {each.supporter for each in pages.taken}
        people |= {key[3] for key in self._shelf.traces if key[0] == campaign_id}
        rename_people(self._transaction, campaign_id, people - {b""}, renamed)
        return len(pages.acts)

    def _acts(self, pages: Pages, wish: Wish) -> None:
        for number in wish.numbers:
            act = pages.acts[number - 1]
            if act.source != PRESENCE:
                self._transaction.replace(pages.acts, number - 1, act._replace(object=""))

    def _posts(self, campaign_id: int, wish: Wish) -> frozenset[str]:
        names: set[str] = set()
        for number in wish.numbers:
            post = self._shelf.posts.get((campaign_id, number))
            names |= {post.exhibit} if post else set()
            self._transaction.drop(self._shelf.posts, (campaign_id, number))
        return frozenset(names - {""})

    def _drawings(self, campaign_id: int, wish: Wish) -> frozenset[str]:
        names: set[str] = set()
        for number in wish.numbers:
            drawing = self._shelf.drawings.get((campaign_id, number))
            if drawing is not None:
                names |= {*drawing.files.names}
                blank = drawing._replace(
                    files=Files(), words=Words(), likeness=Likeness(), sender=b"", is_shown=False
                )
                self._transaction.put(self._shelf.drawings, (campaign_id, number), blank)
        return frozenset(names)

    def _tell_apart(self, campaign_id: int, wish: Wish, objects: Collection[str]) -> None:
        """Blank what was told of pages and blogs, and take out the work about them."""
        gone: set[tuple[str, str]] = set()
        said = {*objects, *wish.blogs}
        for index, each in enumerate(self._shelf.submissions):
            is_named = each.source in objects or each.blog in wish.blogs
            if each.campaign_id == campaign_id and (is_named or each.act_number in wish.numbers):
                is_waiting = each.outcome is Outcome.QUEUED
                over = Outcome.DELETED if is_waiting else each.outcome
                blank = each._replace(source="", blog="", target="", outcome=over)
                self._transaction.replace(self._shelf.submissions, index, blank)
                name = (campaign_id, each.kind, each.source)
                self._transaction.drop(self._shelf.sources, name)
                gone.add(("look", f"look:{each.number}"))
                said |= {each.source} - {""}
        for index, blog in enumerate(self._shelf.blogs):
            if blog.campaign_id == campaign_id and blog.blog in wish.blogs:
                blank_blog = type(blog)(campaign_id, "", "", "", number=blog.number)
                self._transaction.replace(self._shelf.blogs, index, blank_blog)
                gone |= {(verb, f"{verb}:{blog.number}") for verb in ("poll", "subscribe")}
        self._tasks(campaign_id, gone, said)

    def _tasks(
        self, campaign_id: int, gone: Collection[tuple[str, str]], said: Collection[str]
    ) -> None:
        for name, number in [*self._shelf.task_names.items()]:
            ticket = self._shelf.tickets[number]
            words = f"{name[2]}\n{ticket}"
            is_about = name[1:] in gone or any(word in words for word in said)
            if name[0] == campaign_id and is_about:
                self._transaction.drop(self._shelf.task_names, name)
                self._transaction.drop(self._shelf.tickets, number)
