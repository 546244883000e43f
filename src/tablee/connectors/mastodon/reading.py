"""Read one server's hashtag timeline for one campaign: told as it happens, and asked again."""

import asyncio
from collections.abc import Sequence
from functools import reduce
from typing import Any, NamedTuple

import msgspec

from tablee.connectors.mastodon.feed import Event
from tablee.connectors.mastodon.listening import Ears, open_ears
from tablee.connectors.mastodon.origin import (
    Server,
    beginning,
    document,
    later,
    read_server,
    rewound,
)
from tablee.connectors.mastodon.status import Status, fold, host_of, read_status, sighting
from tablee.core.post.sighting import Haul, Sighting
from tablee.evidence.address import registrable
from tablee.evidence.page import Target
from tablee.outside.fetch import Gate, LineEnded, open_fetcher
from tablee.ports.fetch import Ask, Fetcher, NotFetched, Obstacle
from tablee.ports.networks.bulletins import Condition
from tablee.ports.stream import Watch
from tablee.usecases.networks.ask_network import LONG_MS, NetworkApi, token_of
from tablee.usecases.networks.report import Halted, Refused, Report
from tablee.usecases.networks.take_haul import take_haul
from tablee.usecases.networks.wanted import Wanted
from tablee.wiring import Site

POLL_S = 30.0
"""How often a server is asked that tells us nothing by itself."""
ASK_AGAIN_S = 300.0
"""How often one is asked that does: what its stream left out is found then."""
LATE_MS = 900_000
"""Statuses of other servers that come later than so, by their names, are not found by asking."""
MOST_REMEMBERED = 20_000
GONE = frozenset({404, 410})
ACTIVITY = 'application/activity+json, application/ld+json; q="0.9"'


class Wish(NamedTuple):
    """What one reader reads, and for whom."""

    wanted: Wanted
    target: Target
    address: str
    """Of the server."""
    more_tags: tuple[str, ...]
    token_name: str

    @property
    def reader(self) -> str:
        """The name of its cursor."""
        return self.wanted.reader(self.address.partition("://")[2])

    @property
    def tags(self) -> tuple[str, ...]:
        """Every hashtag that is looked for; the campaign's is the first."""
        return (*self.wanted.tags, *self.more_tags)


class Reading:
    """One turn of reading."""

    def __init__(self, site: Site, wish: Wish, watch: Watch) -> None:
        self._site = site
        self._wish = wish
        self._watch = watch
        self._folded = frozenset(map(fold, wish.tags))
        self._cursor = watch.cursors.get(wish.wanted.id, "") or beginning(wish.wanted.opens_at_ms)
        self._known: dict[tuple[str, str], None] = {}
        self._report = Report(site.desks, site.clock, watch, wish.wanted.id, wish.reader)
        self._token = token_of(site.settings.network_secrets, wish.token_name)

    async def run(self) -> None:
        """Read until something stops us; what that was is told to the organiser.

        Raises:
            Halted: the server asks us to wait, or does not let us read.
            NotFetched: it does not answer.
            CursorLost: somebody else reads there.
        """
        gate = open_fetcher(self._site.settings, domain_of=registrable)
        try:
            await self._report.through(lambda: self._read(gate))
        finally:
            await gate.close()

    async def _read(self, gate: Gate) -> None:
        network = NetworkApi(gate, self._site.clock, self._token)
        server = await self._meet(network)
        ears: Ears | None = None
        try:
            while True:
                if ears is None and self._token is not None:
                    # Before asking: what is made meanwhile is told.
                    ears = await open_ears(gate, server, self._wish.tags, self._token)
                await self._catch_up(network, server)
                condition = Condition.LISTENING if ears else Condition.READING
                await self._report.tell(condition, server.shows, has_read=True)
                ears = await self._hear(ears, gate, server)
        finally:
            if ears is not None:
                await ears.close()

    async def _meet(self, network: NetworkApi) -> Server:
        address, has_token = self._wish.address, self._token is not None
        try:
            said = await network.ask(document(address))
        except Refused:  # older than version 4
            said = {}
        return read_server(address, said, has_token=has_token)

    async def _catch_up(self, network: NetworkApi, server: Server) -> None:
        """Ask page by page, oldest first, until there is nothing new; each is stored at once."""
        tag, *more = self._wish.tags
        after = rewound(self._cursor, LATE_MS)
        while True:
            try:
                page = await network.ask(server.timeline(tag, tuple(more), after))
            except Refused as refusal:
                raise Halted(Condition.CLOSED, LONG_MS, str(refusal)) from None
            if not isinstance(page, list):
                raise NotFetched(Obstacle.BAD_ANSWER, server.address, "no list of statuses")
            keys = [str(each.get("id", "")) for each in page if isinstance(each, dict)]
            newest = reduce(later, keys, after)
            if newest == after:
                return
            after = newest
            self._cursor = later(self._cursor, after)
            await self._store([read_status(each) for each in reversed(page)], server)

    async def _hear(self, ears: Ears | None, gate: Gate, server: Server) -> Ears | None:
        """Wait until it is time to ask again; store what is told meanwhile."""
        if ears is None:
            await asyncio.sleep(POLL_S)
            return None
        loop = asyncio.get_running_loop()
        until_s = loop.time() + ASK_AGAIN_S
        try:
            while loop.time() < until_s:
                event = await ears.hear(until_s - loop.time())
                if event is not None:
                    await self._take(event, gate, server)
        except LineEnded:
            await ears.close()
            return None
        return ears

    async def _take(self, event: Event, gate: Fetcher, server: Server) -> None:
        if event.name in {"update", "status.update"}:
            await self._store([read_status(_decoded(event.words))], server)
        elif event.name == "delete":
            key = event.words.decode("utf-8", "replace").strip().strip('"')
            objects = await self._watch.ask(self._objects, key)
            lost = [each for each in objects if await _is_gone(each, gate, server)]
            await self._watch.ask(self._write, [], lost)

    async def _store(self, statuses: Sequence[Status | None], server: Server) -> None:
        """Store what counts among statuses, and what counted and does so no more.

        That a post is one no more is said by its own server only.
        """
        new = [each for each in statuses if each is not None and self._is_new(each)]
        seen = [each for each in new if each.is_public and each.tags & self._folded]
        lost = [each.uri for each in new if each not in seen and _is_own(each.uri, server)]
        await self._watch.ask(self._write, seen, lost)

    def _is_new(self, status: Status) -> bool:
        """Say whether a status has not been stored in this turn as it is now."""
        mark = (status.uri, str(status.raw.get("edited_at")))
        if mark in self._known:
            return False
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[mark] = None
        return True

    def _write(self, seen: Sequence[Status], lost: Sequence[str]) -> None:
        """Write statuses with the cursor in one transaction, and before it their names here."""
        site, wish = self._site, self._wish
        if seen:
            with site.desks.write() as desk:
                names = {each.key: each.uri for each in seen}
                desk.aliases.keep(wish.wanted.id, wish.reader, names)
        haul = Haul(
            wish.wanted.slug,
            tuple(self._sighting(each) for each in seen),
            tuple(lost),
            reader=wish.reader,
            cursor=self._cursor,
        )
        take_haul(site.desks, site.clock, site.secret, haul, self._watch.holder)

    def _sighting(self, status: Status) -> Sighting:
        """Return what is to be counted; what is there again its own server says only."""
        seen = sighting(status, self._wish.target)
        return seen._replace(is_at_origin=host_of(status.uri) == host_of(self._wish.address))

    def _objects(self, key: str) -> list[str]:
        with self._site.desks.read() as desk:
            found = desk.aliases.named(self._wish.wanted.id, self._wish.reader, [key])
        return [*found.values()]


def _is_own(uri: str, server: Server) -> bool:
    return host_of(uri) == host_of(server.address)


async def _is_gone(uri: str, fetcher: Fetcher, server: Server) -> bool:
    """Say whether a status is gone: a server's word is enough for its own, others are asked."""
    if _is_own(uri, server):
        return True
    try:
        fetched = await fetcher.fetch(Ask(uri, ACTIVITY))
    except NotFetched:
        return False
    return fetched.status in GONE


def _decoded(words: bytes) -> Any:
    try:
        return msgspec.json.decode(words)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
