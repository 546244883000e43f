"""Let requests out in turn: few at once to one place, and so many in all."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from tablee.outside.fetch.pace import Pace

AT_ONCE_PER_PLACE = 2


class Busy(Exception):
    """That place, or all of the way out, is taken; nothing was sent."""


class _Lane:
    """The way to one place."""

    def __init__(self) -> None:
        self.room = asyncio.Semaphore(AT_ONCE_PER_PLACE)
        self.users = 0
        """Those on it and those waiting for it."""


class Turns:
    """Who may go out now."""

    def __init__(self, per_minute: int, at_once: int) -> None:
        """Let *per_minute* go to each place, and *at_once* be under way in all."""
        self._pace = Pace(per_minute)
        self._at_once = at_once
        self._room: asyncio.Semaphore | None = None
        self._lanes: dict[str, _Lane] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    @asynccontextmanager
    async def turn(
        self, place: str, until_s: float, *, is_patient: bool
    ) -> AsyncGenerator[None, None]:
        """Hold a turn at *place*, waiting for it no longer than *until_s* on the loop's clock.

        Raises:
            Busy: it did not come in time, or did not come at once and *is_patient* is false.
        """
        room = self._room_here()
        lane = self._lanes.setdefault(place, _Lane())
        lane.users += 1
        try:
            if not is_patient and (lane.room.locked() or room.locked() or self._delay_s(place)):
                raise Busy
            await self._come(place, lane, room, until_s)
            try:
                yield
            finally:
                room.release()
                lane.room.release()
        finally:
            lane.users -= 1
            if not lane.users and self._lanes.get(place) is lane:
                del self._lanes[place]

    async def _come(self, place: str, lane: _Lane, room: asyncio.Semaphore, until_s: float) -> None:
        try:
            async with asyncio.timeout_at(until_s):
                await lane.room.acquire()
                try:
                    await self._start(place, room, until_s)
                except BaseException:
                    lane.room.release()
                    raise
        except TimeoutError:
            raise Busy from None

    async def _start(self, place: str, room: asyncio.Semaphore, until_s: float) -> None:
        """Start when *place* has been left alone for long enough and there is room."""
        loop = asyncio.get_running_loop()
        while True:
            delay_s = self._delay_s(place)
            if loop.time() + delay_s > until_s:
                raise Busy
            if delay_s:
                await asyncio.sleep(delay_s)
            await room.acquire()
            if not self._delay_s(place):  # somebody else may have started while we waited
                self._pace.note(place, loop.time())
                return
            room.release()

    def _delay_s(self, place: str) -> float:
        return self._pace.delay_s(place, asyncio.get_running_loop().time())

    def _room_here(self) -> asyncio.Semaphore:
        """Return the room of the running loop: a loop that has ended leaves nobody on the way."""
        loop = asyncio.get_running_loop()
        if self._room is None or self._loop is not loop:
            self._loop = loop
            self._room = asyncio.Semaphore(self._at_once)
            self._lanes.clear()
        return self._room
