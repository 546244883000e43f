"""The live count: one figure for any number of listeners, never queued, never stale."""

import asyncio
import time

from tablee.core.errors import TableeError
from tablee.intake.board import Board, Sheet
from tablee.problems.mistakes import TooManyListeners
from tablee.wire.asgi import NO_STORE, Header, Message, Receive, Scope, Send, language

HEARTBEAT_S = 15.0
"""How long a listener hears nothing at most: silence longer than this is a broken line."""
_SLICE = 250
"""Listeners woken before others get a turn: acts come in while ten thousand are being told."""
_HEADERS: list[Header] = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    NO_STORE,
    (b"access-control-allow-origin", b"*"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
_BEGINNING = b"retry: 2000\n\n"
_HEARTBEAT = b":\n\n"


class _Listener:
    """Somebody who follows a count; at most one figure waits for them, the latest."""

    __slots__ = ("is_gone", "language", "mark", "wake")

    def __init__(self, spoken: str) -> None:
        self.language = spoken
        self.mark = ""
        self.wake = asyncio.Event()
        self.is_gone = False


class _Audience:
    """The listeners of one campaign."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.listeners: set[_Listener] = set()
        self.ticking: asyncio.Task[None] | None = None

    async def wake(self) -> None:
        """Tell everybody that there is something to say."""
        for number, listener in enumerate(tuple(self.listeners), start=1):
            listener.wake.set()
            if number % _SLICE == 0:
                await asyncio.sleep(0)

    def next_words(self, listener: _Listener) -> bytes:
        """Return what *listener* is to hear now."""
        if listener.mark == self.sheet.mark:
            return _HEARTBEAT
        listener.mark = self.sheet.mark
        return self.sheet.frame(listener.language)


class Live:
    """All audiences of the site."""

    def __init__(
        self,
        board: Board,
        *,
        interval_ms: int,
        limit_listeners: int,
        heartbeat_s: float = HEARTBEAT_S,
    ) -> None:
        self._board = board
        self._interval_s = interval_ms / 1_000
        self._limit_listeners = limit_listeners
        self.heartbeat_s = heartbeat_s
        self._audiences: dict[str, _Audience] = {}
        self._is_closed = False

    @property
    def listeners(self) -> int:
        """How many follow a count now."""
        return sum(len(audience.listeners) for audience in self._audiences.values())

    def close(self) -> None:
        """Let all listeners go: they will come back to whoever serves next."""
        self._is_closed = True
        for audience in self._audiences.values():
            if audience.ticking is not None:
                audience.ticking.cancel()
            for listener in audience.listeners:
                listener.is_gone = True
                listener.wake.set()

    async def follow(self, slug: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer ``GET /c/<slug>/live`` until the listener hangs up.

        Raises:
            UnknownCampaign: there is no campaign of that name.
            TooManyListeners: this machine serves as many as it can.
        """
        if self._is_closed or self.listeners >= self._limit_listeners:
            raise TooManyListeners
        sheet = await self._board.sheet(slug)
        audience = self._audiences.get(slug)
        if audience is None:
            audience = self._audiences[slug] = _Audience(sheet)
        listener = _Listener(language(scope))
        audience.listeners.add(listener)
        if audience.ticking is None:
            audience.ticking = asyncio.create_task(self._tick(slug, audience))
        watching = asyncio.create_task(_watch(receive, listener))
        try:
            await _tell(send, audience, listener)
        finally:
            watching.cancel()
            audience.listeners.discard(listener)

    async def _tick(self, slug: str, audience: _Audience) -> None:
        """Look at the board as long as somebody listens, and tell what has changed."""
        spoken_s = time.monotonic()
        while audience.listeners and not self._is_closed:
            try:
                sheet = await self._board.sheet(slug)
            except TableeError:  # those who listen hear of it when it can be read again
                sheet = audience.sheet
            has_changed = sheet.mark != audience.sheet.mark
            audience.sheet = sheet
            if has_changed or time.monotonic() - spoken_s >= self.heartbeat_s:
                spoken_s = time.monotonic()
                await audience.wake()
            await asyncio.sleep(self._interval_s)
        audience.ticking = None
        if not audience.listeners:
            self._audiences.pop(slug, None)


async def _tell(send: Send, audience: _Audience, listener: _Listener) -> None:
    """Tell a listener the latest figure, whenever woken, as fast as they hear it."""
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    words = _BEGINNING + audience.next_words(listener)
    while not listener.is_gone:
        portion: Message = {"type": "http.response.body", "body": words, "more_body": True}
        await send(portion)
        await listener.wake.wait()
        listener.wake.clear()
        words = audience.next_words(listener)
    await send({"type": "http.response.body", "body": b""})


async def _watch(receive: Receive, listener: _Listener) -> None:
    """Notice when a listener hangs up."""
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.is_gone = True
    listener.wake.set()
