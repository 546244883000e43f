"""Keeps the readers of networks at work, in a thread of its own, one process at a time for each."""

import asyncio
import logging
import os
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from tablee.jobs.strand import Strand
from tablee.ports.desk import Clock, Desks
from tablee.ports.networks.bulletins import Bulletin, Condition
from tablee.ports.stream import Stream
from tablee.ports.tasks import Hold
from tablee.ports.verb import NotNow

MS_PER_S = 1_000
LONGEST_WORDS = 300
Answer = TypeVar("Answer")
Ask = Callable[..., Awaitable[Any]]

log = logging.getLogger("tablee.jobs")


class Pace(NamedTuple):
    """How often things are looked at, and how long anything may take."""

    look_s: float = 5.0
    """How often to ask which readers are wanted, and whether a cursor is free."""
    hold_s: float = 15.0
    """For how long cursors are ours; they are renewed three times in that time."""
    pause_s: float = 1.0
    """The first pause after a failure; it grows twice as long each time."""
    longest_pause_s: float = 60.0
    sound_s: float = 60.0
    """After reading for so long, an earlier failure is forgotten."""
    stop_limit_s: float = 20.0


class CursorTaken(Exception):
    """Somebody else reads there by now."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A `Watch`: the cursors of one reader, held."""

    holder: str
    cursors: Mapping[int, str]
    desk_thread: ThreadPoolExecutor

    async def ask(self, do: Callable[..., Answer], *words: object) -> Answer:
        """Do something in the thread that talks to the database."""
        return await asyncio.get_running_loop().run_in_executor(self.desk_thread, do, *words)


class Streams(Strand):
    """Begins the readers that are wanted, ends those that are not, and begins again what fails."""

    def __init__(
        self,
        desks: Desks,
        clock: Clock,
        wanted: Callable[[], Sequence[Stream]],
        pace: Pace = Pace(),  # noqa: B008 - it cannot change
        *,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """Furnish it; *wanted* and *after* are called in the thread that talks to the database."""
        # Not uvloop: a line that is cut in its handshake would keep its transport open there.
        super().__init__("tablee-streams", pace.stop_limit_s)
        self._berths = Berths(desks, clock, pace)
        self._wanted = wanted
        self._pace = pace
        self._after = after
        self._readers: dict[str, tuple[Stream, asyncio.Task[None]]] = {}

    async def _work(self) -> None:
        """End every reader at the end, and give back the cursors."""
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1, thread_name_prefix="tablee-streams-desk") as desk_thread:
            while not self._is_ending.is_set():
                try:
                    wanted = await loop.run_in_executor(desk_thread, self._wanted)
                except Exception as failure:  # noqa: BLE001 - whatever it is, it will pass
                    log.warning("nobody says which networks to read: %r", failure)
                else:
                    await self._change_to(wanted, desk_thread)
                await self._wait(self._pace.look_s)
            await self._end([*self._readers])
            await loop.run_in_executor(desk_thread, self._after)

    async def _change_to(self, wanted: Sequence[Stream], desk_thread: ThreadPoolExecutor) -> None:
        """End what is wanted no more or otherwise, then begin what is new."""
        streams = {each.reader: each for each in wanted if each.campaigns}
        running = {name: stream.key for name, (stream, _) in self._readers.items()}
        await self._end(
            [
                name
                for name, key in running.items()
                if name not in streams or streams[name].key != key
            ]
        )
        for name, stream in streams.items():
            if name not in self._readers:
                task = asyncio.create_task(self._keep_reading(stream, desk_thread))
                self._readers[name] = (stream, task)

    async def _end(self, names: Sequence[str]) -> None:
        tasks = [self._readers.pop(name)[1] for name in names]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep_reading(self, stream: Stream, desk_thread: ThreadPoolExecutor) -> None:
        """Read whenever the cursors can be had; after a failure later, and later again."""
        loop = asyncio.get_running_loop()
        failures = 0
        while True:
            pause_s, begun_s = self._pace.look_s, loop.time()
            try:
                if await self._berths.take_turn(stream, desk_thread):
                    pause_s, failures = 0.0, 0
            except NotNow as wish:
                pause_s = wish.pause_ms / MS_PER_S
                log.info("%s reads on in %.0f s: %s", stream.reader, pause_s, wish)
            except Exception as failure:  # noqa: BLE001 - one reader must not stop the others
                is_sound = loop.time() - begun_s >= self._pace.sound_s
                failures = 1 if is_sound else failures + 1
                pause_s = pause_after(failures, self._pace)
                await self._berths.tell(stream, desk_thread, repr(failure))
                log.warning("%s reads on in %.0f s: %r", stream.reader, pause_s, failure)
            await asyncio.sleep(max(pause_s, self._pace.pause_s))


class Berths:
    """Holds the cursors of readers while they read."""

    def __init__(self, desks: Desks, clock: Clock, pace: Pace) -> None:
        self._desks = desks
        self._clock = clock
        self._pace = pace
        self._holder = f"{os.getpid()}-{secrets.token_hex(6)}"

    async def take_turn(self, stream: Stream, desk_thread: ThreadPoolExecutor) -> bool:
        """Read until the reader ends or the cursors are lost; return whether it read at all.

        Raises:
            CursorTaken: they were lost.
        """
        turn = Turn(self._holder, {}, desk_thread)
        try:
            cursors = await turn.ask(self._hold, stream)
            if cursors is not None:
                await self._read(stream, Turn(self._holder, cursors, desk_thread))
        finally:
            # Also when we are ended while they are being taken: that goes on in its thread. Ended
            # while this waits for that thread, it is done all the same.
            loop = asyncio.get_running_loop()
            await asyncio.shield(loop.run_in_executor(desk_thread, self._release, stream))
        return cursors is not None

    async def tell(self, stream: Stream, desk_thread: ThreadPoolExecutor, trouble: str) -> None:
        """Tell organisers that a reader has failed."""
        turn = Turn(self._holder, {}, desk_thread)
        try:
            await turn.ask(self._post, stream, Condition.TROUBLE, trouble)
        except Exception as failure:  # noqa: BLE001 - what failed first is told in the log
            log.warning("no bulletin of %s: %r", stream.reader, failure)

    async def _read(self, stream: Stream, turn: Turn) -> None:
        """Read, and keep the cursors meanwhile; whichever ends first ends the other."""
        reading = asyncio.ensure_future(stream.read(turn))
        renewing = asyncio.create_task(self._renew(stream, turn))
        try:
            done, _ = await asyncio.wait({reading, renewing}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            reading.cancel()
            renewing.cancel()
            await asyncio.gather(reading, renewing, return_exceptions=True)

    async def _renew(self, stream: Stream, turn: Turn) -> None:
        while True:
            await asyncio.sleep(self._pace.hold_s / 3)
            if await turn.ask(self._hold, stream) is None:
                raise CursorTaken(stream.reader)
            await turn.ask(self._post, stream, Condition.READING, "")

    def _hold(self, stream: Stream) -> dict[int, str] | None:
        """Take or renew all cursors of a reader; nothing, and none of them, if one is taken."""
        now_ms = self._clock.now_ms()
        hold = Hold(self._holder, now_ms + int(self._pace.hold_s * MS_PER_S))
        cursors: dict[int, str] = {}
        with self._desks.write() as desk:
            for campaign in stream.campaigns:
                position = desk.cursors.hold(campaign, stream.reader, hold, now_ms)
                if position is None:
                    for taken in cursors:
                        desk.cursors.release(taken, stream.reader, self._holder)
                    return None
                cursors[campaign] = position
        return cursors

    def _post(self, stream: Stream, condition: Condition, words: str) -> None:
        """Put up a bulletin; that it reads is none where the reader has told more of itself."""
        now_ms = self._clock.now_ms()
        bulletin = Bulletin(stream.reader, condition, words[:LONGEST_WORDS], now_ms)
        with self._desks.write() as desk:
            for campaign in stream.campaigns:
                known = {each.reader: each.condition for each in desk.bulletins.every(campaign)}
                last = known.get(stream.reader, Condition.TROUBLE)
                if condition is Condition.TROUBLE or last is Condition.TROUBLE:
                    desk.bulletins.post(campaign, bulletin)

    def _release(self, stream: Stream) -> None:
        with self._desks.write() as desk:
            for campaign in stream.campaigns:
                desk.cursors.release(campaign, stream.reader, self._holder)


def pause_after(failures: int, pace: Pace) -> float:
    """Return how long to wait after so many failures in a row.

    >>> [pause_after(failures, Pace()) for failures in (1, 2, 3, 99)]
    [1.0, 2.0, 4.0, 60.0]
    """
    return min(pace.longest_pause_s, pace.pause_s * (1 << min(failures - 1, 20)))
