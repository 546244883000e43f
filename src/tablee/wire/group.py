"""Group commit for what strangers tell: all that wait for the disk are written together."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from tablee.core.errors import JournalFull, TableeError
from tablee.problems.mistakes import StoreUnreachable
from tablee.wire.writer import Writer

Told = TypeVar("Told")
Taken = TypeVar("Taken")

_FAILURES_TO_GIVE_UP = 2

log = logging.getLogger("tablee.wire")


class Group(Writer, Generic[Told, Taken]):
    """One writer thread, and those that wait for it.

    There is no timer: while some are being written the next ones gather, so groups are as large
    as the disk is slow and the crowd is big.
    """

    def __init__(
        self,
        write: Callable[[Sequence[Told]], Sequence[Taken]],
        *,
        queue_limit: int,
        group_limit: int,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """Take what writes several in one transaction; *after* is called when the thread ends."""
        super().__init__("tablee-told", after)
        self._write = write
        self._queue_limit = queue_limit
        self._group_limit = group_limit
        self._waiting: list[tuple[Told, asyncio.Future[Taken]]] = []
        self._is_idle = False

    async def add(self, told: Told) -> Taken:
        """Return what became of *told*, once that is on disk.

        Raises:
            JournalFull: too many are waiting; this one was not taken.
            StoreUnreachable: it was not written.
        """
        loop = self._loop
        if loop is None or self._is_ending:
            raise StoreUnreachable
        written: asyncio.Future[Taken] = loop.create_future()
        with self._turn:
            if len(self._waiting) >= self._queue_limit:
                raise JournalFull
            self._waiting.append((told, written))
            if self._is_idle:
                # Once all that has arrived is read: a group of one helps nobody.
                self._is_idle = False
                loop.call_soon(self._wake)
        return await written

    def _wake(self) -> None:
        with self._turn:
            self._turn.notify()

    def _write_next(self) -> bool:
        group = self._next_group()
        if group and self._loop is not None:
            outcomes = self._outcomes([told for told, _ in group])
            futures = [written for _, written in group]
            self._loop.call_soon_threadsafe(_tell, futures, outcomes)
        return bool(group)

    def _next_group(self) -> list[tuple[Told, asyncio.Future[Taken]]]:
        """Wait for some; return those to be written now, or none at the end."""
        with self._turn:
            while not self._waiting and not self._is_ending:
                self._is_idle = True
                self._turn.wait()
            self._is_idle = False
            group = self._waiting[: self._group_limit]
            del self._waiting[: self._group_limit]
            return group

    def _outcomes(self, told: Sequence[Told]) -> Sequence[Taken | BaseException]:
        """Write together, or, if that fails, each alone: one cannot spoil it for the others."""
        together = self._written(told)
        if not isinstance(together, BaseException):
            return together
        outcomes: list[Taken | BaseException] = []
        failures = 0
        for one in told if len(told) > 1 else ():
            alone = together if failures >= _FAILURES_TO_GIVE_UP else self._written([one])
            failures = failures + 1 if isinstance(alone, BaseException) else 0
            outcomes.append(alone if isinstance(alone, BaseException) else alone[0])
        return outcomes or [together]

    def _written(self, told: Sequence[Told]) -> Sequence[Taken] | TableeError:
        try:
            return self._write(told)
        except TableeError as refusal:
            return refusal
        except Exception:
            log.exception("%d posts that were told could not be written", len(told))
            return StoreUnreachable()


def _tell(
    waiting: Sequence[asyncio.Future[Taken]], outcomes: Sequence[Taken | BaseException]
) -> None:
    """Give each sender its outcome; those that went away in the meantime need none."""
    for written, outcome in zip(waiting, outcomes, strict=True):
        if written.done():
            continue
        if isinstance(outcome, BaseException):
            written.set_exception(outcome)
        else:
            written.set_result(outcome)
