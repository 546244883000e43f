"""Group commit: all acts that wait for the disk are written together, and answered once there."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tablee.core.act import Claim
from tablee.core.errors import JournalFull, TableeError
from tablee.problems.mistakes import StoreUnreachable
from tablee.usecases.record_acts import Recorded
from tablee.wire.writer import Writer

Record = Callable[[str, Sequence[Claim], str], list[Recorded]]
"""Writes claims of one campaign and one source in one transaction."""

ENOUGH_ACTS = 1_000
"""So many are worth a group of their own, whatever else is about to arrive."""
TURNS = 20
"""How often the loop may turn, at most, while a smaller group still grows."""
_FAILURES_TO_GIVE_UP = 2

log = logging.getLogger("tablee.intake")


Outcome = list[Recorded] | BaseException
"""What became of some claims, or why none of them were written."""
Tell = Callable[[Outcome], None]
"""Tells a sender, in the loop."""


class _Waiting(NamedTuple):
    """What one sender waits for."""

    claims: Sequence[Claim]
    tell: Tell


_Group = list[_Waiting]


class Batch(Writer):
    """One writer thread, and the acts that wait for it.

    There is no timer: while one group is being written the next one gathers, so groups are as
    large as the disk is slow and the crowd is big. And a small group is not written before the
    loop has read all that has arrived: two groups cost the disk, and the processor, twice.
    """

    def __init__(
        self,
        record: Record,
        *,
        queue_limit_acts: int,
        group_limit_acts: int,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """Take what writes a group; *after* is called once in the thread, when it ends."""
        super().__init__("tablee-writer", after)
        self.record = record
        self._queue_limit_acts = queue_limit_acts
        self._group_limit_acts = group_limit_acts
        self._groups: dict[tuple[str, str], _Group] = {}
        self._waiting_acts = 0
        self._is_idle = True
        """Whether the writer has nothing to do; known to the loop alone."""
        self._is_due = False
        """Whether the writer is to write what waits."""

    @property
    def waiting_acts(self) -> int:
        """How many acts are not on disk yet."""
        return self._waiting_acts

    def put(self, slug: str, source: str, claims: Sequence[Claim], tell: Tell) -> None:
        """Take *claims*; *tell* is called in the loop, once it is on disk what became of them.

        Raises:
            JournalFull: too many acts are waiting; none of these were taken.
            StoreUnreachable: nothing is taken any more.
        """
        loop = self._loop
        if loop is None or self._is_ending:
            raise StoreUnreachable
        waiting = _Waiting(claims, tell)
        with self._lock:
            acts = self._waiting_acts
            if acts and acts + len(claims) > self._queue_limit_acts:
                raise JournalFull
            self._waiting_acts = acts + len(claims)
            group = self._groups.get((slug, source))
            if group is None:
                self._groups[slug, source] = [waiting]
            else:
                group.append(waiting)
        if self._is_idle:
            self._is_idle = False
            loop.call_soon(self._look, loop, 0, TURNS)

    async def add(self, slug: str, source: str, claims: Sequence[Claim]) -> list[Recorded]:
        """Return what became of *claims*, once that is on disk.

        Raises:
            JournalFull: too many acts are waiting; none of these were taken.
            StoreUnreachable: none of these were written.
        """
        written: asyncio.Future[list[Recorded]] = asyncio.get_running_loop().create_future()

        def tell(outcome: Outcome) -> None:
            if written.done():  # the sender went away in the meantime
                return
            if isinstance(outcome, list):
                written.set_result(outcome)
            else:
                written.set_exception(outcome)

        self.put(slug, source, claims, tell)
        return await written

    async def add_patiently(
        self, slug: str, source: str, claims: Sequence[Claim]
    ) -> list[Recorded]:
        """As `add`, but wait for room: whoever streams is slowed down instead of sent away."""
        pause_s = 0.01
        while True:
            try:
                return await self.add(slug, source, claims)
            except JournalFull:
                await asyncio.sleep(pause_s)
                pause_s = min(2 * pause_s, 0.5)

    def _look(self, loop: asyncio.AbstractEventLoop, seen_acts: int, turns: int) -> None:
        """Wake the writer, unless more acts have come in the last turn of the loop."""
        acts = self._waiting_acts
        if seen_acts < acts < ENOUGH_ACTS and turns:
            loop.call_soon(self._look, loop, acts, turns - 1)
            return
        with self._turn:
            self._is_due = True
            self._turn.notify()

    def _go_on(
        self, loop: asyncio.AbstractEventLoop, group: _Group, outcomes: Sequence[Outcome]
    ) -> None:
        """Tell the senders of a group, and look for the next one."""
        _tell(group, outcomes)
        self._is_idle = not self._groups
        if not self._is_idle:
            self._look(loop, 0, TURNS)

    def _write_next(self) -> bool:
        turn = self._next_group()
        if turn is not None:
            (slug, source), group = turn
            self._write(slug, source, group)
        return turn is not None

    def _next_group(self) -> tuple[tuple[str, str], _Group] | None:
        """Wait for acts; return those that may be written together, or nothing at the end."""
        with self._turn:
            while not (self._is_ending or (self._groups and self._is_ready())):
                self._turn.wait()
            self._is_due = False
            if not self._groups:
                return None
            key, group = next(iter(self._groups.items()))
            del self._groups[key]
            acts = 0
            for number, waiting in enumerate(group, start=1):
                acts += len(waiting.claims)
                if acts >= self._group_limit_acts and number < len(group):
                    self._groups[key] = group[number:]  # behind the other campaigns
                    group = group[:number]
                    break
            return key, group

    def _is_ready(self) -> bool:
        return self._is_due or self._waiting_acts >= ENOUGH_ACTS

    def _write(self, slug: str, source: str, group: _Group) -> None:
        """Write a group and tell its senders."""
        claims: Sequence[Claim] = (
            group[0].claims
            if len(group) == 1
            else [claim for waiting in group for claim in waiting.claims]
        )
        outcome = self._outcome(slug, source, claims)
        if not isinstance(outcome, list) and len(group) > 1:
            outcomes = self._one_by_one(slug, source, group)
        else:
            outcomes = _portions(outcome, group)
        with self._turn:
            self._waiting_acts -= len(claims)
        loop = self._loop
        if loop is not None:
            loop.call_soon_threadsafe(self._go_on, loop, group, outcomes)

    def _outcome(self, slug: str, source: str, claims: Sequence[Claim]) -> Outcome:
        try:
            return self.record(slug, claims, source)
        except TableeError as refusal:
            return refusal
        except Exception:
            log.exception("a group of %d acts of %s could not be written", len(claims), slug)
            return StoreUnreachable()

    def _one_by_one(self, slug: str, source: str, group: _Group) -> list[Outcome]:
        """Write each sender's acts alone, so that one sender cannot spoil it for the others."""
        outcomes: list[Outcome] = []
        failures = 0
        for waiting in group:
            if failures >= _FAILURES_TO_GIVE_UP:
                outcomes.append(StoreUnreachable())
                continue
            outcome = self._outcome(slug, source, waiting.claims)
            failures = 0 if isinstance(outcome, list) else failures + 1
            outcomes.append(outcome)
        return outcomes


def _portions(outcome: Outcome, group: _Group) -> list[Outcome]:
    """Cut the outcome of a group into what each of its senders waits for."""
    if len(group) == 1 or not isinstance(outcome, list):
        return [outcome] * len(group)
    portions: list[Outcome] = []
    first = 0
    for waiting in group:
        last = first + len(waiting.claims)
        portions.append(outcome[first:last])
        first = last
    return portions


def _tell(group: _Group, outcomes: Sequence[Outcome]) -> None:
    """Give each sender its outcome; one that cannot be told keeps it from no other."""
    for waiting, outcome in zip(group, outcomes, strict=True):
        try:
            waiting.tell(outcome)
        except Exception:
            log.exception("a sender could not be told")
