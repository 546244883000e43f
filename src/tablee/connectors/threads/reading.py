"""Search Threads for one campaign's tag, within what a token may ask in a day."""

import asyncio
import hashlib
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tablee.connectors.threads.place import MS_PER_S, PAGE, Place, read_place
from tablee.connectors.threads.posts import FIELDS, NETWORK, sighting
from tablee.core.post.sighting import Haul
from tablee.evidence.address import registrable
from tablee.outside.fetch import Gate, open_fetcher
from tablee.ports.networks.bulletins import Condition
from tablee.ports.stream import Watch
from tablee.usecases.networks.ask_network import LONG_MS, NetworkApi, token_of
from tablee.usecases.networks.report import Halted, Report
from tablee.usecases.networks.spend import Till
from tablee.usecases.networks.take_haul import take_haul
from tablee.usecases.networks.wanted import Wanted
from tablee.wiring import Site

ROOT = "https://graph.threads.net/v1.0"
POLL_S = 60.0
HOUR_MS = 3_600_000
MOST_IN_AN_HOUR = 88
"""A token may ask 2,200 times in 24 hours, which touch 25 hours of the clock."""
LATE_MS = 600_000
"""What is found again goes so far back: a search may know a post a little late."""


class Wish(NamedTuple):
    """What one reader reads, and for whom."""

    wanted: Wanted
    token_name: str

    @property
    def reader(self) -> str:
        """The name of its cursor."""
        return self.wanted.reader()


class Reading:
    """One turn of reading."""

    def __init__(self, site: Site, wish: Wish, watch: Watch) -> None:
        self._site = site
        self._wish = wish
        self._watch = watch
        cursor = watch.cursors.get(wish.wanted.id, "")
        self._place = read_place(cursor) or Place(wish.wanted.opens_at_ms)
        self._report = Report(site.desks, site.clock, watch, wish.wanted.id, wish.reader)

    async def run(self) -> None:
        """Read until something stops us; what that was is told to the organiser.

        Raises:
            Halted: the quota is used, or Threads asks us to wait, or does not take the token.
            NotFetched: it does not answer.
            CursorLost: somebody else reads there.
        """
        gate = open_fetcher(self._site.settings, domain_of=registrable)
        try:
            await self._report.through(lambda: self._read(gate))
        finally:
            await gate.close()

    async def _read(self, gate: Gate) -> None:
        name = self._wish.token_name
        token = token_of(self._site.settings.network_secrets, name)
        if token is None:
            raise Halted(Condition.NO_TOKEN, LONG_MS, name)
        mark = hashlib.sha256(token.reveal().encode()).hexdigest()[:16]
        network = NetworkApi(gate, self._site.clock, token)
        while True:
            await self._catch_up(network, mark)
            await self._report.tell(Condition.READING, has_read=True)
            await asyncio.sleep(POLL_S)

    async def _catch_up(self, network: NetworkApi, mark: str) -> None:
        """Search newest first, back to where everything is read; each page is stored at once."""
        while True:
            page = await self._page(network, mark)
            self._place = self._place.after(page)
            await self._watch.ask(self._write, page)
            if not self._place.until_ms:
                return

    async def _page(self, network: NetworkApi, mark: str) -> list[Any]:
        since_ms, until_ms = max(0, self._place.since_ms - LATE_MS), self._place.until_ms
        words = {
            "q": self._wish.wanted.tags[0],
            "search_type": "RECENT",
            "search_mode": "TAG",
            "fields": FIELDS,
            "limit": str(PAGE),
            "since": str(since_ms // MS_PER_S),
        }
        if until_ms:
            words["until"] = str(until_ms // MS_PER_S)
        address = f"{ROOT}/keyword_search?{urlencode(words)}"
        site = self._site
        hour = site.clock.now_ms() // HOUR_MS
        purse = f"{NETWORK}/{mark}/{hour}"
        till = Till(site.desks, site.clock, self._watch, purse, MOST_IN_AN_HOUR, is_quota=True)
        said = await till.pay(1, lambda: network.ask(address))
        rows = said.get("data") if isinstance(said, dict) else None
        return rows if isinstance(rows, list) else []

    def _write(self, page: list[Any]) -> None:
        """Write the posts with the cursor, in one transaction."""
        site, wish = self._site, self._wish
        found = [sighting(each) for each in reversed(page)]
        seen = tuple(each for each in found if each is not None)
        haul = Haul(wish.wanted.slug, seen, reader=wish.reader, cursor=str(self._place))
        take_haul(site.desks, site.clock, site.secret, haul, self._watch.holder)
