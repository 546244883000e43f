"""The verb `meet`: see at its origin what a post is now, or whether its author is still there.

Whoever told of it, and whatever came along, nothing else counts. So a post that arrives by five
roads is looked at and counted as the one object that its own host shows.
"""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from tablee.core.campaign import Stage
from tablee.core.post.sighting import Haul, Sighting
from tablee.evidence.activity import (
    Document,
    Note,
    NotReadable,
    NotThere,
    Origins,
    Person,
    Voice,
    concerns,
    host_of,
    is_left_out,
    is_tombstone,
    links_to,
    read_actor,
    read_note,
)
from tablee.evidence.address import named, page_at
from tablee.evidence.key_pair import own_key
from tablee.evidence.page import Target
from tablee.ports.blogs import Standing
from tablee.ports.desk import Desk
from tablee.ports.fetch import LASTING, NotFetched, Obstacle
from tablee.ports.networks.bulletins import Bulletin, Condition
from tablee.ports.tasks import Task
from tablee.ports.verb import Done, Labour, NotNow
from tablee.usecases.fediverse.meeting import AUTHOR
from tablee.usecases.fediverse.names import NETWORK, find_actor
from tablee.usecases.networks.take_haul import take_haul
from tablee.wiring import Site

AUTHORS_KEPT_MS = 10 * 60_000
"""How long it is believed of an author that they are a person who wants to take part."""
MOST_AUTHORS = 2_000
MINUTE_MS = 60_000
LONGEST_PAUSE_MS = 10 * MINUTE_MS
MOST_HOSTS = 10_000
READER = f"{NETWORK}:origins"
LEFT_OUT = "by who asks to be left alone"
BLOCKED = "on blocked hosts"
SEEN = "seen as they should be"


class _Errand(NamedTuple):
    """What to see, for which campaign, and as whom to ask."""

    name: str
    actor: str
    target: Target
    voice: Voice


class _Met(NamedTuple):
    """What was found, and what organisers are told of it in a word or two."""

    haul: Haul
    words: str


_See = Callable[[_Errand], Awaitable[_Met]]


class Meetings:
    """Asks origins; what is found counts, and what is gone is taken back."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._origins = Origins(site.fetcher, site.clock, is_patient=False)
        self._authors: OrderedDict[str, tuple[Person, int]] = OrderedDict()
        self._apart_ms = MINUTE_MS // site.settings.fetch_per_minute + 1
        self._next_ms: dict[str, int] = {}
        self._found: dict[int, Counter[str]] = {}
        """What was found for each campaign since this process began."""

    def begin(self, tasks: Sequence[Task]) -> list[Labour | None]:
        """Find out for which campaigns; those that are settled are left alone."""
        pems = {each: own_key(self._site.desks, each) for each in {t.campaign_id for t in tasks}}
        with self._site.desks.read() as desk:
            return [self._labour(desk, task, pems[task.campaign_id]) for task in tasks]

    def settle(self, done: Sequence[Done], holder: str) -> None:
        """Count what was seen, take back what is gone, and take the tasks out."""
        site = self._site
        met = self._without_blocked([each.outcome for each in done])
        hauls = [each.haul for each in met]
        campaign_id = done[0].task.campaign_id
        found = self._found.setdefault(campaign_id, Counter())
        found.update(each.words for each in met)
        whole = Haul(
            hauls[0].slug,
            tuple(seen for each in hauls for seen in each.seen),
            tuple(lost for each in hauls for lost in each.lost),
            tuple(gone for each in hauls for gone in each.gone),
        )
        if whole.seen or whole.lost or whole.gone:
            take_haul(site.desks, site.clock, site.secret, whole)
        with site.desks.write() as desk:
            for author in whole.gone:
                desk.actors.unfollow(campaign_id, author)
            desk.bulletins.post(campaign_id, _bulletin(found, site.clock.now_ms()))
            desk.tasks.done([each.task for each in done], holder)

    def close(self) -> None:
        """Do nothing: the gate is everybody's."""

    def _without_blocked(self, met: Sequence[_Met]) -> list[_Met]:
        """Leave out what blocked authors wrote, and what is on blocked hosts.

        What counted before somebody blocked them is left as it stands.
        """
        names = {seen.object: _homes(seen) for each in met for seen in each.haul.seen}
        with self._site.desks.read() as desk:
            rules = desk.hosts.among({name for homes in names.values() for name in homes})
        blocked = {name for name, rule in rules.items() if rule.standing is Standing.BLOCKED}
        return [
            _Met(each.haul._replace(seen=()), BLOCKED)
            if any(blocked & names[seen.object] for seen in each.haul.seen)
            else each
            for each in met
        ]

    def _labour(self, desk: Desk, task: Task, pem: str) -> Labour | None:
        campaign = desk.campaigns.by_id(task.campaign_id)
        settings, now_ms = self._site.settings, self._site.clock.now_ms()
        root = settings.public_url or f"http://{settings.host}:{settings.port}"
        actor = find_actor(desk, campaign.slug, root, now_ms)
        if actor is None or campaign.stage is Stage.SETTLED:
            return None
        hashtag = campaign.rulebook_at(now_ms).terms.hashtag
        errand = _Errand(
            str(task.body["id"]),
            actor.id,
            Target(campaign.slug, (urlsplit(root).netloc.lower(),), hashtag),
            Voice(actor.key_id, pem),
        )
        see = self._see_author if task.body["sort"] == AUTHOR else self._see_post
        return partial(self._politely, see, errand)

    async def _politely(self, see: _See, errand: _Errand) -> _Met:
        """See what there is to see; what cannot be reached for good is left as it stands.

        Raises:
            NotNow: its host is being asked for enough already.
            NotFetched: there is no answer now.
        """
        try:
            return await see(errand)
        except NotFetched as obstacle:
            if obstacle.obstacle is Obstacle.BUSY:
                pause_ms = self._pause_ms(host_of(errand.name))
                raise NotNow(pause_ms, "that host is being asked for enough already") from None
            if obstacle.obstacle not in LASTING:
                raise
            return _Met(Haul(errand.target.slug), "out of reach")
        except NotThere:
            return _Met(Haul(errand.target.slug), "not shown to us")
        except NotReadable:
            return _Met(Haul(errand.target.slug), "not what they should be")

    def _pause_ms(self, host: str) -> int:
        """Return how long to wait for a host: everybody who waits has a moment of their own."""
        now_ms = self._site.clock.now_ms()
        if len(self._next_ms) > MOST_HOSTS:
            self._next_ms = {each: at for each, at in self._next_ms.items() if at > now_ms}
        at_ms = max(now_ms, self._next_ms.get(host, 0)) + self._apart_ms
        if at_ms - now_ms > LONGEST_PAUSE_MS:
            return LONGEST_PAUSE_MS
        self._next_ms[host] = at_ms
        return at_ms - now_ms

    async def _see_author(self, errand: _Errand) -> _Met:
        """See whether an author's account is there; what a host hides is not gone."""
        try:
            document = await self._origins.near(errand.name, errand.voice)
            is_gone = is_tombstone(document) or document.get("suspended") is True
        except NotThere as absence:
            is_gone = absence.is_gone
        haul = Haul(errand.target.slug, gone=(errand.name,) if is_gone else ())
        return _Met(haul, "accounts gone" if is_gone else "accounts still there")

    async def _see_post(self, errand: _Errand) -> _Met:
        """See a post: it counts as it stands now, or not at all."""
        document = await self._shown(errand)
        if document is None:
            return _Met(Haul(errand.target.slug, lost=(errand.name,)), "gone")
        note = await asyncio.to_thread(read_note, document)  # a long one takes a while
        lost = Haul(errand.target.slug, lost=tuple({errand.name, note.id}))
        words = _objection(note, errand)
        if words:
            return _Met(lost, words)
        author = await self._author(note.author, errand)
        if author.is_bot or author.is_opted_out:
            return _Met(lost, "bots'" if author.is_bot else LEFT_OUT)
        seen = (_sighting(note, author, errand.target),)
        return _Met(Haul(errand.target.slug, seen=seen), SEEN)

    async def _shown(self, errand: _Errand) -> Document | None:
        """Return what the origin shows; nothing when it is not there any more."""
        try:
            document = await self._origins.exact(errand.name, errand.voice)
        except NotThere as absence:
            if absence.is_gone:
                return None
            raise
        return None if is_tombstone(document) else document

    async def _author(self, name: str, errand: _Errand) -> Person:
        """Return who wrote it, as its own host says."""
        now_ms = self._site.clock.now_ms()
        person, met_at_ms = self._authors.get(name, (None, 0))
        if person is not None and now_ms - met_at_ms < AUTHORS_KEPT_MS:
            return person
        document: Document = await self._origins.exact(name, errand.voice)
        person = read_actor(document)
        if host_of(person.id) != host_of(name):  # led there by a redirect: nobody writes for others
            raise NotReadable("Its author is on another host.")
        self._authors.pop(name, None)
        self._authors[name] = (person, now_ms)
        if len(self._authors) > MOST_AUTHORS:
            self._authors.popitem(last=False)
        return person


def _homes(seen: Sighting) -> set[str]:
    """Return under which names people may have judged an author: their own, or their host's."""
    return {seen.author, named(seen.author).blog}


def _objection(note: Note, errand: _Errand) -> str:
    """Return what keeps a post from being counted, whoever wrote it; empty for nothing."""
    if not note.is_public:
        return "not public"
    if is_left_out(note):
        return LEFT_OUT
    return "" if concerns(note, errand.target, errand.actor) else "not about the campaign"


def _bulletin(found: Counter[str], now_ms: int) -> Bulletin:
    others = [f"{number} {words}" for words, number in found.most_common() if words != SEEN]
    words = f"{found[SEEN]} {SEEN}; {', '.join(others) or 'nothing else'}"
    read_at_ms = now_ms if found[SEEN] else 0
    return Bulletin(READER, Condition.READING, words, now_ms, read_at_ms)


def _sighting(note: Note, author: Person, target: Target) -> Sighting:
    return Sighting(
        object=note.id,
        author=author.id,
        address=note.address,
        network=NETWORK,
        posted_at_ms=note.posted_at_ms,
        display=note.display._replace(author=author.name),
        via=next(iter(links_to(note, target)), ""),
        page=page_at(note.address, note.id),
        is_at_origin=True,
    )
