"""Read posts of X for one campaign, as long as it wants to pay for them."""

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tablee.connectors.x import place, prices
from tablee.connectors.x.posts import NETWORK, Page, read_page, sighting
from tablee.core.post.sighting import Haul
from tablee.evidence.address import registrable
from tablee.evidence.page import Target
from tablee.outside.fetch import Gate, open_fetcher
from tablee.ports.networks.bulletins import Condition
from tablee.ports.networks.estimates import Estimate
from tablee.ports.stream import Watch
from tablee.usecases.networks.ask_network import LONG_MS, NetworkApi, token_of
from tablee.usecases.networks.report import Halted, Report
from tablee.usecases.networks.spend import Till
from tablee.usecases.networks.take_haul import take_haul
from tablee.usecases.networks.wanted import Wanted
from tablee.wiring import Site

MOST_POSTS = 100
FEWEST_POSTS = 10
"""X gives no fewer at once."""
SECONDS = 60.0
MEASURE = "posts_in_a_week"


class Wish(NamedTuple):
    """What one reader reads, and for whom."""

    wanted: Wanted
    target: Target
    what: str
    """``search``, ``mentions`` or ``counts``."""
    limit: int
    """In millionths of a dollar."""
    every_minutes: int

    @property
    def reader(self) -> str:
        """The name of its cursor."""
        return self.wanted.reader(self.what)

    @property
    def cost(self) -> int:
        """What each post costs."""
        is_owned = self.wanted.network.option("account_is_ours") == "yes"
        is_cheap = self.what == "mentions" and is_owned
        return prices.OWNED_READ if is_cheap else prices.POST_READ


def purse_of(campaign_id: int) -> str:
    """Return the name of a campaign's purse."""
    return f"{NETWORK}/{campaign_id}"


class Reading:
    """One turn of reading."""

    def __init__(self, site: Site, wish: Wish, watch: Watch) -> None:
        self._site = site
        self._wish = wish
        self._watch = watch
        wanted = wish.wanted
        self._place = place.read_place(watch.cursors.get(wanted.id, ""))
        self._report = Report(site.desks, site.clock, watch, wanted.id, wish.reader)
        self._till = Till(site.desks, site.clock, watch, purse_of(wanted.id), wish.limit)

    async def run(self) -> None:
        """Read until something stops us; what that was is told to the organiser.

        Raises:
            Halted: the money is spent, or X asks us to wait, or does not take the token.
            NotFetched: it does not answer.
            CursorLost: somebody else reads there.
        """
        gate = open_fetcher(self._site.settings, domain_of=registrable)
        try:
            await self._report.through(lambda: self._read(gate))
        finally:
            await gate.close()

    async def _read(self, gate: Gate) -> None:
        site, wish = self._site, self._wish
        name = wish.wanted.network.option("token", NETWORK)
        token = token_of(site.settings.network_secrets, name)
        if token is None:
            raise Halted(Condition.NO_TOKEN, LONG_MS, name)
        network = NetworkApi(gate, site.clock, token)
        work = self._count if wish.what == "counts" else self._catch_up
        while True:
            await work(network)
            await self._report.tell(Condition.READING, has_read=True)
            await asyncio.sleep(wish.every_minutes * SECONDS)

    async def _catch_up(self, network: NetworkApi) -> None:
        """Ask page by page until there is nothing new; each is stored at once."""
        while True:
            page = await self._page(network)
            self._place = self._place.after(page)
            await self._watch.ask(self._write, page)
            if not self._place.until:
                return

    async def _page(self, network: NetworkApi) -> Page:
        """Return the next page: never more posts than can be paid for."""
        price = self._wish.cost
        most = min(MOST_POSTS, await self._till.left() // price)
        if most < FEWEST_POSTS:
            raise Halted(Condition.SPENT, LONG_MS, "the limit is reached")
        wanted, now_ms = self._wish.wanted, self._site.clock.now_ms()
        words = place.asked(self._place, wanted.opens_at_ms, now_ms, most)
        said = await self._till.pay(most * price, _asking(network, self._address(words)))
        page = read_page(said)
        await self._till.settle((most - page.paid) * price)
        return page

    def _address(self, words: str) -> str:
        network, target = self._wish.wanted.network, self._wish.target
        if self._wish.what == "mentions":
            return f"{place.ROOT}/users/{network.option('account')}/mentions?{words}"
        query = urlencode({"query": f"#{target.hashtag.strip('# ')} -is:retweet"})
        return f"{place.ROOT}/tweets/search/recent?{query}&{words}"

    def _write(self, page: Page) -> None:
        """Write the posts with the cursor, in one transaction."""
        site, wish = self._site, self._wish
        found = [sighting(each, wish.target) for each in reversed(page.posts)]
        seen = tuple(each for each in found if each is not None)
        haul = Haul(wish.wanted.slug, seen, reader=wish.reader, cursor=str(self._place))
        take_haul(site.desks, site.clock, site.secret, haul, self._watch.holder)

    async def _count(self, network: NetworkApi) -> None:
        """Keep how many posts X says there were in a week: an estimate, and no act."""
        words = {"query": f"#{self._wish.target.hashtag.strip('# ')}", "granularity": "day"}
        address = f"{place.ROOT}/tweets/counts/recent?{urlencode(words)}"
        said = await self._till.pay(prices.COUNTS_REQUEST, _asking(network, address))
        meta = said.get("meta") if isinstance(said, dict) else None
        number = meta.get("total_tweet_count") if isinstance(meta, dict) else None
        if isinstance(number, int) and number >= 0:
            now_ms = self._site.clock.now_ms()
            await self._watch.ask(self._keep, Estimate(NETWORK, MEASURE, number, address, now_ms))

    def _keep(self, estimate: Estimate) -> None:
        with self._site.desks.write() as desk:
            desk.estimates.keep(self._wish.wanted.id, estimate)


def _asking(network: NetworkApi, address: str) -> Callable[[], Any]:
    return lambda: network.ask(address)
