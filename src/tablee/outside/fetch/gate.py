"""The one gate through which everything goes out."""

import asyncio
from collections.abc import Callable, Hashable

from tablee.outside.fetch.destination import BadAddress, Destination, read_address
from tablee.outside.fetch.errand import Errand
from tablee.outside.fetch.lines.flow import Flow, flow_request, open_flow
from tablee.outside.fetch.lines.websocket import Line, Reached, open_line
from tablee.outside.fetch.names import Names, NameSystem
from tablee.outside.fetch.record import Record
from tablee.outside.fetch.rules import Rules
from tablee.outside.fetch.turns import Turns
from tablee.outside.fetch.visit import Visits
from tablee.ports.fetch import Ask, Fetched, NotFetched, Obstacle

_SCHEMES = {"ws": "http", "wss": "https"}
SHARED_METHODS = frozenset({"GET", "HEAD"})
"""Asking twice is asking once."""


class Gate:
    """A `Fetcher`: resolve once, judge every address, connect to that one, look at the peer.

    Redirects pass through it again by hand. It speaks HTTP/1.1 over a fresh connection each
    time, knows no proxy and keeps no cookie. It belongs to one event loop at a time: call it
    from the loop on which the site runs.
    """

    def __init__(
        self,
        rules: Rules | None = None,
        *,
        domain_of: Callable[[str], str],
        names: Names | None = None,
    ) -> None:
        """Go out by *rules*; *domain_of* tells whose a host is, for politeness."""
        self._rules = rules or Rules()
        self._domain_of = domain_of
        self._turns = Turns(self._rules.per_minute, self._rules.at_once)
        self.record = Record()
        self._visits = Visits(self._rules, names or NameSystem(), self.record)
        self._errands: dict[Hashable, tuple[Errand, asyncio.Task[Fetched]]] = {}

    async def fetch(self, ask: Ask) -> Fetched:
        """Return the answer to *ask*, whatever its status.

        Who asks for the same page while it is on its way gets the same answer. Only GET and HEAD
        follow redirects: another method's answer is returned as it is.

        Raises:
            NotFetched: there is none; nothing was sent to an address that is not public.
            ValueError: *ask* carries a cookie, a credential or a broken header; nothing was sent.
        """
        self.record.asked += 1
        try:
            return await self._shared(ask)
        except NotFetched as refusal:
            self.record.obstacles[refusal.obstacle] += 1
            raise

    async def listen(self, address: str) -> Line:
        """Return a line to a server that speaks WebSocket, judged as every other address is.

        Raises:
            LineRefused: the server answers, and opens no line.
            NotFetched: it does not answer; nothing was sent to an address that is not public.
        """
        scheme, _, rest = address.partition("://")
        plain = _SCHEMES.get(scheme, "")
        try:
            destination = read_address(f"{plain}://{rest}")
        except BadAddress:
            raise NotFetched(Obstacle.BAD_ADDRESS, address) from None
        reached = await self._reached(destination)
        return await open_line(reached, address, self._rules.user_agent)

    async def follow(self, ask: Ask) -> Flow:
        """Return an answer that goes on; it is neither shared nor decoded, and goes nowhere else.

        Raises:
            LineRefused: the server answers otherwise than with 200.
            NotFetched: it does not answer; nothing was sent to an address that is not public.
            ValueError: *ask* carries what we do not send; nothing was sent.
        """
        try:
            destination = read_address(ask.address)
        except BadAddress:
            raise NotFetched(Obstacle.BAD_ADDRESS, ask.address) from None
        self._visits.check_token(ask, destination)
        request = flow_request(ask, destination, self._rules.user_agent)
        reached = await self._reached(destination)
        try:
            async with asyncio.timeout(self._rules.deadline_s):
                return await open_flow(reached, request, ask.address)
        except TimeoutError:
            raise NotFetched(Obstacle.TOO_SLOW, ask.address) from None

    async def _reached(self, destination: Destination) -> Reached:
        try:
            async with asyncio.timeout(self._rules.deadline_s):
                return await self._visits.reach(destination)
        except TimeoutError:
            raise NotFetched(Obstacle.TOO_SLOW, destination.address) from None

    async def close(self) -> None:
        """Let go of every connection; who still waits is told that there is no answer."""
        loop = asyncio.get_running_loop()
        tasks = [task for _, task in self._errands.values() if task.get_loop() is loop]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _shared(self, ask: Ask) -> Fetched:
        key = _key(ask)
        errand, task = self._errands.get(key, (None, None))
        if errand is None or task is None or task.get_loop() is not asyncio.get_running_loop():
            task = self._sent(ask, key)
        elif errand.ask.is_patient and not ask.is_patient and not errand.is_under_way:
            raise NotFetched(Obstacle.BUSY, ask.address)
        else:
            self.record.joined += 1
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():  # the gate was closed; otherwise it is the caller who goes
                raise NotFetched(Obstacle.BUSY, ask.address, "closing") from None
            raise
        finally:
            del task  # it holds what it raised, and that holds us: a ring the longer to be kept

    def _sent(self, ask: Ask, key: Hashable) -> asyncio.Task[Fetched]:
        errand = Errand(ask, self._rules.deadline_s)
        task = asyncio.create_task(errand.run(self._visits, self._turns, self._domain_of))
        self._errands[key] = (errand, task)
        task.add_done_callback(lambda done: self._forget(key, done))
        return task

    def _forget(self, key: Hashable, done: "asyncio.Task[Fetched]") -> None:
        if not done.cancelled():
            done.exception()  # somebody has looked, also when every caller has gone
        if self._errands.get(key, (None, None))[1] is done:
            del self._errands[key]


def _key(ask: Ask) -> Hashable:
    if ask.method not in SHARED_METHODS:
        return object()
    return ask._replace(headers=frozenset(ask.headers.items()), is_patient=True)  # type: ignore[arg-type]
