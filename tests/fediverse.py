"""Servers of the fediverse on this machine, over real HTTP, and a site that hears from them."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from tests import make
from tests.blogs import Blogs, Page
from tests.intake.house import Reply
from tests.receivers.porch import Porch, porch_of
from tests.signing import Key, Sender, by_draft, by_message, key

from tablee.config import read_settings
from tablee.connectors.activitypub.meet import Meetings
from tablee.core.act import Act
from tablee.core.network import Network
from tablee.core.terms import Proof
from tablee.evidence.address import registrable
from tablee.jobs.clerk import Clerk
from tablee.jobs.worker import Pace, Worker
from tablee.outside.clock import SetClock
from tablee.outside.fetch import open_fetcher
from tablee.ports.tasks import Task
from tablee.usecases.fediverse.meeting import MEET
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import Site, memory_site

ROOT = "https://meals.example"
US = f"{ROOT}/c/{make.SLUG}/actor"
INBOX, SHARED = f"/c/{make.SLUG}/inbox", "/inbox"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
CONTEXT = "https://www.w3.org/ns/activitystreams"
ACTIVITY = "application/activity+json"
TAG = "Restos2026"
PATIENCE_S = 20


def terms(**changes):
    plain = {
        "kinds": (make.kind("toot", 1, proof=Proof.HASHTAG),),
        "hashtag": f"#{TAG}",
        "networks": (Network("activitypub"),),
        "pools": make.terms().pools[:1],
        "pledges": (make.pledge(),),
    }
    return make.terms(**{**plain, **changes})


def hashtag(name=TAG) -> dict[str, str]:
    return {"type": "Hashtag", "name": f"#{name}", "href": f"https://social.example/tags/{name}"}


def mention(name=US) -> dict[str, str]:
    return {"type": "Mention", "href": name, "name": "@restos@meals.example"}


class Person:
    """Somebody on a server of the fediverse."""

    def __init__(self, town: "Town", name: str, host: str, key_pair: Key) -> None:
        self.town = town
        self.host = host
        self.id = f"http://{host}/u/{name}"
        self.key = key_pair
        self.key_id = f"{self.id}#main-key"
        self.name = name

    def document(self, **changes: Any) -> dict[str, Any]:
        plain = {
            "@context": [CONTEXT, "https://w3id.org/security/v1"],
            "id": self.id,
            "type": "Person",
            "preferredUsername": self.name,
            "name": self.name.title(),
            "inbox": f"{self.id}/inbox",
            "endpoints": {"sharedInbox": f"http://{self.host}/inbox"},
            "publicKey": {"id": self.key_id, "owner": self.id, "publicKeyPem": self.key.pem},
        }
        return {**plain, **changes}

    def show(self, **changes: Any) -> "Person":
        """Let the server answer who this is."""
        self.town.put(self.id, self.document(**changes))
        return self

    def note(self, number: int = 1, *tags: Any, **changes: Any) -> dict[str, Any]:
        """Publish a post, and return it."""
        plain = {
            "@context": CONTEXT,
            "id": f"http://{self.host}/notes/{self.name}-{number}",
            "type": "Note",
            "attributedTo": self.id,
            "content": "<p>Soup for <b>all</b></p><p>of us</p>",
            "published": "2026-03-01T11:00:00Z",
            "to": [PUBLIC],
            "cc": [f"{self.id}/followers"],
            "tag": list(tags),
        }
        note = {**plain, **changes}
        self.town.put(note["id"], note)
        return note

    def activity(self, kind: str, about: Any, **changes: Any) -> dict[str, Any]:
        """Return an activity of theirs."""
        plain = {
            "@context": CONTEXT,
            "id": f"{self.id}/did/{next(self.town.numbers)}",
            "type": kind,
            "actor": self.id,
            "object": about,
            "to": [PUBLIC],
        }
        return {**plain, **changes}

    def send(self, activity: Any, **manner: Any) -> Reply:
        """Sign a message and send it."""
        return self.town.send(activity, Sender(self.key_id, self.key), **manner)

    def tell(self, kind: str, about: Any, path: str = INBOX, **changes: Any) -> Reply:
        """Send an activity as most servers do."""
        return self.send(self.activity(kind, about, **changes), path=path)


class Town:
    """Servers, and the site that hears from them."""

    def __init__(self, blogs: Blogs, porch: Porch) -> None:
        self.blogs = blogs
        self.porch = porch
        self.site = porch.site
        self.clock = porch.site.clock
        self.numbers = iter(range(1, 1_000_000))
        self.meetings = Meetings(self.site)

    def person(self, name="emil", host="social.example") -> Person:
        return Person(self, name, host, key(name)).show()

    def put(self, address: str, document: Any, status=200, media=ACTIVITY) -> None:
        """Let a server answer at an address."""
        body = document if isinstance(document, str) else json.dumps(document)
        name = address.partition("://")[2]
        self.blogs.pages[name] = Page(body, status, (("content-type", media),))

    def drop(self, address: str, status=410) -> None:
        """Let a server say that nothing is there any more."""
        self.put(address, "", status)

    def send(
        self, activity, sender: Sender, *, path=INBOX, standard=False, late_s=0, **changes
    ) -> Reply:
        body = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        at_s = self.clock.now_ms() / 1_000 + late_s
        if standard:
            headers = by_message(sender, ROOT + path, body, at_s)
        else:
            headers = by_draft(sender, "meals.example", path, body, at_s)
        return self.post(body, headers, path=path, **changes)

    def post(self, body, headers, *, path=INBOX, **changes) -> Reply:
        """Send a message as it is."""
        named = {name.replace("_", "-"): value for name, value in changes.items()}
        return self.porch.ask("POST", path, body, {**headers, **named})

    def pass_time(self, ms: int) -> None:
        self.clock.move_to(self.clock.now_ms() + ms)

    def tasks(self, verb=MEET) -> int:
        """Return how many tasks wait."""
        with self.site.desks.read() as desk:
            return sum(
                each.waiting + each.held for each in desk.tasks.queues() if each.verb == verb
            )

    def put_task(self, task: Task) -> None:
        with self.site.desks.write() as desk:
            desk.tasks.put([task])

    def work(self) -> None:
        """Let all that is due now be looked at."""
        clerk = Clerk(self.site.desks, self.clock, {MEET: self.meetings})
        with Worker(clerk, Pace(4, poll_s=0.02), close=self.site.fetcher.close):
            deadline_s = time.monotonic() + PATIENCE_S
            while self._is_busy():
                assert time.monotonic() < deadline_s
                time.sleep(0.01)

    def _is_busy(self) -> bool:
        with self.site.desks.read() as desk:
            queues = [each for each in desk.tasks.queues() if each.verb == MEET]
            now_ms = self.clock.now_ms()
        return any(each.held or (each.waiting and each.oldest_due_ms <= now_ms) for each in queues)

    def acts(self) -> list[Act]:
        """Return every act, in order."""
        with self.site.desks.read() as desk:
            journal = desk.journal(desk.campaigns.see(make.SLUG))
            found = []
            while (act := journal.act(len(found) + 1)) is not None:
                found.append(act)
        return found

    def objects(self) -> list[str]:
        """Return what counts now."""
        return [each.object for each in self.acts() if each.state == "counted"]


@contextmanager
def town_of(blogs: Blogs, *, site: Site | None = None, environ=None, **changes) -> Iterator[Town]:
    """Open a site among these servers; *changes* are those of its campaign's terms."""
    said = {"TABLEE_PUBLIC_URL": ROOT, "TABLEE_FETCH_PER_MINUTE": "100000", **(environ or {})}
    settings = read_settings({**said, **blogs.environ})
    plain = site or memory_site(clock=SetClock(make.MIDDLE_MS))
    settings = replace(settings, home=plain.settings.home)
    opened = replace(
        plain,
        settings=settings,
        fetcher=open_fetcher(settings, domain_of=registrable),
        door_fetcher=open_fetcher(settings, domain_of=registrable),
    )
    publish_terms(opened.desks, opened.clock, Publication(terms(**changes), "Ada", "as agreed"))
    with opened.desks.write() as desk:  # to make one takes a while, and it is always the same
        desk.actors.keep_key(desk.campaigns.see(make.SLUG).id, key("campaign").private_pem)
    with porch_of(opened) as porch:
        yield Town(blogs, porch)
