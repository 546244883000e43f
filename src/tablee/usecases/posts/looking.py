"""What settling a look needs at hand, and what every look brings with it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from tablee.core.act import Act, State, fingerprint
from tablee.core.campaign import Campaign
from tablee.core.post.conclusion import is_shown
from tablee.core.post.finding import Finding
from tablee.core.post.patience import DAY_MS, Duty
from tablee.core.post.post import Post
from tablee.core.post.submission import Submission
from tablee.core.reason import Reason
from tablee.core.rulebook import as_ms
from tablee.core.terms import Kind, Proof
from tablee.ports.blogs import HostRule, Standing
from tablee.ports.desk import Desk
from tablee.ports.journal import Journal
from tablee.ports.tasks import Task
from tablee.usecases.chains.across_kinds import acts_of_pages

TWIN_BITS = 3
"""Bits in which the simhashes of nearly the same texts differ, at most."""
DESCRIBE = "describe"
"""The verb of tasks that find out what to show of a post."""


class Look(NamedTuple):
    """One look at the page of one submission."""

    submission: int
    finding: Finding | None
    """What was seen; nothing when there was no answer."""
    reason: Reason = Reason.NOT_FOUND
    """Why there was no answer, where there was none."""
    is_lasting: bool = False
    """Whether it is of no use to look again, where there was no answer."""
    exhibit: str = ""
    """Name of the snapshot."""
    is_on_network: bool = False
    """Whether it is a post on a network, as the network itself or its address says."""
    is_spam: bool | None = None
    is_spam_asked: bool = False
    task: Task | None = None
    """The task that asked for the look; it is done when the look is settled."""


class Seen(NamedTuple):
    """A page that is there to be judged, and the submission that told of it."""

    submission: Submission
    look: Look
    finding: Finding


class Room:
    """A campaign held by an open transaction, with what settling looks asks it for."""

    def __init__(self, desk: Desk, campaign: Campaign, secret: bytes, now_ms: int) -> None:
        self.desk = desk
        self.campaign = campaign
        self.secret = secret
        self.now_ms = now_ms
        self.terms = campaign.rulebook_at(now_ms).terms

    @property
    def journal(self) -> Journal:
        """The journal as it stands now: acts recorded meanwhile are in it."""
        return self.desk.journal(self.campaign)

    def fingerprint(self, submission: Submission, look: Look) -> bytes:
        """Return what names the act of a page, whoever told us of it; of none without an answer."""
        if look.finding is None:
            return b""
        return fingerprint(
            self.campaign.slug, self.kind_name(submission, look), look.finding.canonical
        )

    def kind_name(self, submission: Submission, look: Look) -> str:
        """Return the kind a page counts as.

        A post on a network is the same act wherever its address was pasted, and whoever found it:
        it is of the hashtag's kind, where the campaign has one.
        """
        kind = self.terms.hashtag_kind if look.is_on_network else None
        return kind.name if kind else submission.kind

    def kind(self, name: str) -> Kind | None:
        """Return a kind of the terms in force."""
        return self.terms.kind(name)

    def proof(self, kind: str) -> Proof:
        """Return what the terms ask a post of that kind to show; a link at least."""
        found = self.kind(kind)
        return (found.proof if found else Proof.NONE) or Proof.LINK

    def shows(self, kind: str, finding: Finding | None) -> bool:
        """Return whether a page is there and shows what the terms ask of that kind."""
        return finding is not None and is_shown(finding, self.proof(kind))

    def duty(self, post: Post, kind: str, received_at_ms: int) -> Duty:
        """Return how long a post must stay, and where it stands."""
        found = self.kind(kind)
        closes_at_ms = as_ms(self.terms.closes_at)
        days = found.stays_days if found else 0
        until_ms = received_at_ms + days * DAY_MS if days else closes_at_ms
        return Duty(until_ms, closes_at_ms, post.checks, post.failing_since_ms)

    def rules_among(self, looks: Iterable[tuple[Submission, Look]]) -> dict[str, HostRule]:
        """Return what people have decided about whose the pages are, by `Finding.blog`.

        Of a post on a network that is its author; a block of the host they are on, or on which the
        post was pasted, holds for them too.
        """
        homes: dict[str, set[str]] = {}
        for submission, look in looks:
            if look.finding is not None:
                blog = look.finding.blog
                near = {submission.blog, *_hosts_of(blog)} if look.is_on_network else set[str]()
                homes[blog] = homes.get(blog, {blog}) | near
        rules = self.desk.hosts.among({each for names in homes.values() for each in names})
        for blog, names in homes.items():
            blocks = [each for name, each in rules.items() if name in names]
            blocked = next((each for each in blocks if each.standing is Standing.BLOCKED), None)
            if blocked is not None:
                rules = {**rules, blog: blocked}
        return rules

    def describe_task(self, act_number: int) -> Task:
        """Return the task to find out what to show of a post."""
        body: dict[str, str | int] = {"act": act_number}
        key = f"{DESCRIBE}:{act_number}"
        return Task(self.campaign.id, DESCRIBE, key, body, self.now_ms)


def are_twins(one: int, other: int) -> bool:
    """Return whether two texts are nearly the same; *one* and *other* are their simhashes."""
    return (one ^ other).bit_count() <= TWIN_BITS


def posts_among(room: Room, looks: Iterable[tuple[Submission, Look]]) -> dict[int, Act]:
    """Return the acts of the posts on the fediverse that new pages are too, by submission."""
    pages = {
        submission.number: look.finding.canonical
        for submission, look in looks
        if look.finding and not look.is_on_network and not submission.act_number
    }
    found = acts_of_pages(room.desk, room.campaign, room.terms, set(pages.values()))
    return {number: found[page] for number, page in pages.items() if page in found}


def post_at(room: Room, page: str, act: Act) -> list[Act]:
    """Return the act that stands for *page* as a post on the fediverse, beside its own *act*."""
    found = acts_of_pages(room.desk, room.campaign, room.terms, [page]).values()
    standing = {State.COUNTED, State.PENDING}
    return [each for each in found if each.state in standing and each.number != act.number]


def _hosts_of(author: str) -> Iterator[str]:
    """Give the host of an author who is named by an address, and the domains that it is in."""
    parts = (urlsplit(author).hostname or "").split(".")
    return (".".join(parts[each:]) for each in range(len(parts) - 1))


Pair = tuple[Submission, Look]


def strangers(room: Room, looks: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Give *looks* in their order, in runs in which no page has anything to do with another.

    Their acts have different names and their texts are not alike, so it makes no difference
    whether they are settled one after the other or together.
    """
    run: list[Pair] = []
    names: set[bytes] = set()
    likenesses: list[int] = []
    for submission, look in looks:
        name = room.fingerprint(submission, look)
        likeness = look.finding.likeness if look.finding else 0
        is_alike = likeness and any(are_twins(each, likeness) for each in likenesses)
        if is_alike or name in names:
            yield run
            run, names, likenesses = [], set(), []
        run.append((submission, look))
        names |= {name} - {b""}
        likenesses += [likeness] if likeness else []
    if run:
        yield run
