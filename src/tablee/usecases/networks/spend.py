"""Ask a network for money, or within a quota: booked before it is asked, never past the limit."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, NamedTuple

from tablee.ports.desk import Clock, Desks
from tablee.ports.networks.bulletins import Condition
from tablee.ports.networks.spending import Bill
from tablee.ports.stream import Watch
from tablee.usecases.networks.ask_network import LONG_MS
from tablee.usecases.networks.report import Halted, Refused

SURELY_FREE = range(HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR)
"""Answers that bring nothing, and so cost nothing."""


class Till(NamedTuple):
    """One purse, out of which a reader pays."""

    desks: Desks
    clock: Clock
    watch: Watch
    purse: str
    limit: int
    is_quota: bool = False
    """Whether requests are counted, not money: what was asked was asked, whatever it brought."""

    async def left(self) -> int:
        """Return what may still be spent."""
        return max(0, self.limit - (await self.watch.ask(self._spent)))

    async def pay(self, most: int, ask: Callable[[], Awaitable[Any]]) -> Any:
        """Return what *ask* brings, having booked the *most* it can cost.

        What is not sure to have cost nothing stays booked, whatever crashes meanwhile; `settle`
        takes off what it cost less.

        Raises:
            Halted: that would pass the limit, and nothing was asked; or the network halts us.
        """
        if not await self.watch.ask(self._book, most):
            condition = Condition.WAITING if self.is_quota else Condition.SPENT
            raise Halted(condition, LONG_MS, "the limit is reached")
        try:
            return await ask()
        except (Halted, Refused) as refusal:
            is_free = refusal.status == 0 or refusal.status in SURELY_FREE
            if is_free and not self.is_quota:
                await self.settle(most)
            raise

    async def settle(self, less: int) -> None:
        """Take off what a request cost *less* than was booked."""
        if less > 0:
            await self.watch.ask(self._give_back, less)

    def _spent(self) -> int:
        with self.desks.read() as desk:
            return desk.spending.spent(self.purse).amount

    def _book(self, most: int) -> bool:
        with self.desks.write() as desk:
            bill = Bill(self.purse, most, self.limit)
            return desk.spending.book(bill, self.clock.now_ms())

    def _give_back(self, less: int) -> None:
        with self.desks.write() as desk:
            desk.spending.give_back(self.purse, less)
