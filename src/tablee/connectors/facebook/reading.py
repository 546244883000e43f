"""Ask Facebook how often a campaign's page was shared: an estimate, and never acts."""

import asyncio
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tablee.evidence.address import registrable
from tablee.outside.fetch import Gate, open_fetcher
from tablee.ports.fetch import NotFetched, Obstacle
from tablee.ports.networks.bulletins import Condition
from tablee.ports.networks.estimates import Estimate
from tablee.ports.stream import Watch
from tablee.usecases.networks.ask_network import LONG_MS, NetworkApi, token_of
from tablee.usecases.networks.report import Halted, Report
from tablee.usecases.networks.spend import Till
from tablee.usecases.networks.wanted import Wanted
from tablee.wiring import Site

NETWORK = "facebook"
ROOT = "https://graph.facebook.com"
POLL_S = 900.0
SLOT_MS = 400_000
"""One request for a page in each: any hour touches ten of them at most."""
MEASURES = {
    "share_count": "shares",
    "reaction_count": "reactions",
    "comment_count": "comments",
}


class Wish(NamedTuple):
    """What one reader asks, and for whom."""

    wanted: Wanted
    page: str
    """The address of the campaign's page."""
    token_name: str

    @property
    def reader(self) -> str:
        """The name of its cursor."""
        return self.wanted.reader()


class Reading:
    """One turn of asking."""

    def __init__(self, site: Site, wish: Wish, watch: Watch) -> None:
        self._site = site
        self._wish = wish
        self._watch = watch
        self._report = Report(site.desks, site.clock, watch, wish.wanted.id, wish.reader)

    async def run(self) -> None:
        """Ask every now and then until something stops us; the organiser is told what.

        Raises:
            Halted: Facebook asks us to wait, or does not take the token.
            NotFetched: it does not answer.
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
        network = NetworkApi(gate, self._site.clock, token)
        while True:
            await self._ask(network)
            await self._report.tell(Condition.READING, has_read=True)
            await asyncio.sleep(POLL_S)

    async def _ask(self, network: NetworkApi) -> None:
        words = {"id": self._wish.page, "fields": "engagement"}
        address = f"{ROOT}/?{urlencode(words)}"
        site = self._site
        now_ms = site.clock.now_ms()
        purse = f"{NETWORK}/{self._wish.wanted.id}/{now_ms // SLOT_MS}"
        till = Till(site.desks, site.clock, self._watch, purse, 1, is_quota=True)
        if not await till.left():
            pause_ms = SLOT_MS - now_ms % SLOT_MS
            raise Halted(Condition.WAITING, pause_ms, "ten times in an hour is enough")
        said = await till.pay(1, lambda: network.ask(address))
        told = said.get("engagement") if isinstance(said, dict) else None
        if not isinstance(told, dict):
            raise NotFetched(Obstacle.BAD_ANSWER, address, "no engagement")
        await self._watch.ask(self._keep, told, address)

    def _keep(self, told: dict[str, Any], address: str) -> None:
        now_ms = self._site.clock.now_ms()
        with self._site.desks.write() as desk:
            for field, measure in MEASURES.items():
                number = told.get(field)
                if isinstance(number, int) and number >= 0:
                    estimate = Estimate(NETWORK, measure, number, address, now_ms)
                    desk.estimates.keep(self._wish.wanted.id, estimate)
