"""uvicorn's protocol, with a short way for acts that come as whole requests.

One task and eight messages for each request are most of what uvicorn costs. A request that is
for the hatch is taken here as soon as its last byte has come, and answered in one write. All
others, and everything unusual, go to uvicorn with every byte that has come of them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from tablee.server.heads import END, LIMIT_BYTES, Hatch, Heads

if TYPE_CHECKING:
    from asyncio import TimerHandle

BODY_PAUSE_S = 5
"""How long we wait for the rest of a body before uvicorn, and the door's own limits, take over."""
_METHOD = b"POST /c/"

_Headers = Sequence[tuple[bytes, bytes]]


class Openings:
    """The beginnings of answers up to their length, written once a second at most."""

    def __init__(self) -> None:
        self._defaults: list[tuple[bytes, bytes]] = []
        self._known: dict[tuple[int, _Headers], bytes] = {}

    def opening(self, status: int, headers: _Headers, defaults: list[tuple[bytes, bytes]]) -> bytes:
        """Return status line and headers; *defaults*, like the date, are those of the moment."""
        if defaults is not self._defaults:
            self._known.clear()
            self._defaults = defaults
        found = self._known.get((status, headers))
        if found is None:
            lines = [b"%b: %b\r\n" % each for each in (*defaults, *headers)]
            found = b"%b%bcontent-length: " % (STATUS_LINE[status], b"".join(lines))
            self._known[status, headers] = found
        return found


class Desk(NamedTuple):
    """What all connections share."""

    hatch: Hatch
    heads: Heads
    openings: Openings


class ActProtocol(HttpToolsProtocol):
    """One connection.

    It is in one of four states: uvicorn has the word (from the first byte it was given until it
    has answered), a body is awaited, an answer is awaited, or nothing is going on.
    """

    def __init__(self, desk: Desk, **words: Any) -> None:
        super().__init__(**words)
        self._desk = desk
        self._rest = bytearray()
        """What has come, and was not given to anybody yet."""
        self._wanted_bytes = 0
        """How much of it there must be before anything is done; 0 when no body is awaited."""
        self._pause: TimerHandle | None = None
        self._is_midway = False
        """Whether uvicorn has seen the beginning of a request, and not its end."""
        self._is_awaited = False
        """Whether the hatch owes us an answer."""
        self._is_last = False
        """Whether that answer is the last."""
        self._answered_s = 0.0

    def data_received(self, data: bytes) -> None:
        """Take what has come to whom it is for."""
        if self._is_midway or self._is_answering():
            super().data_received(data)
        elif self._rest or self._is_awaited or self.flow.write_paused:
            self._keep(data)
        else:
            self._look(data)

    def on_message_begin(self) -> None:
        """Note that uvicorn has the word."""
        self._is_midway = True
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """Note that uvicorn has a whole request."""
        self._is_midway = False
        super().on_message_complete()

    def resume_writing(self) -> None:
        """Go on with what was left while answers were not read."""
        super().resume_writing()
        self._go_on()

    def shutdown(self) -> None:
        """End, once what was begun is answered."""
        if self._is_awaited:
            self._is_last = True
            return
        if self._wanted_bytes:
            self._hand_over()
        super().shutdown()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget what has not come whole; what was taken is counted all the same."""
        self._wait_no_more()
        self._rest.clear()
        super().connection_lost(exc)

    def hang_up_on_the_silent(self) -> None:
        """Hang up on whoever has been silent; the clock was set some requests ago."""
        self.timeout_keep_alive_task = None
        left_s = self._answered_s + self.timeout_keep_alive - self.loop.time()
        if self._is_awaited or self._wanted_bytes:
            left_s = self.timeout_keep_alive
        if left_s > 0:
            self._watch(left_s)
        else:
            super().timeout_keep_alive_handler()

    timeout_keep_alive_handler = hang_up_on_the_silent

    def answer(self, status: int, headers: _Headers, body: bytes) -> None:
        """Send the answer that the hatch owed us, and go on with what has come since."""
        self._is_awaited = False
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        opening = self._desk.openings.opening(status, headers, self.server_state.default_headers)
        ending = b"connection: close\r\n\r\n" if self._is_last else b"\r\n"
        self.transport.write(b"%b%d\r\n%b%b" % (opening, len(body), ending, body))
        if self._is_last:
            self.transport.close()
            return
        self._answered_s = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self._watch(self.timeout_keep_alive)
        if self._rest:
            self._go_on()

    def _is_answering(self) -> bool:
        """Return whether uvicorn has still to answer."""
        cycle = cast("RequestResponseCycle | None", self.cycle)  # none at first
        return cycle is not None and not cycle.response_complete

    def _look(self, data: bytes) -> None:
        """Look at the beginning of a request: take it, wait for its end, or give it to uvicorn."""
        if data.startswith(_METHOD):
            end = data.find(END, 0, LIMIT_BYTES) + len(END)
            head = self._desk.heads.read(data[:end]) if end >= len(END) else None
            if head is not None:
                last = end + head.body_bytes
                if len(data) < last:
                    self._rest += data
                    self._wait_for(last)
                    return
                self._is_awaited = self._desk.hatch.take(head.errand, data[end:last], self.answer)
                if self._is_awaited:
                    if len(data) > last:
                        self._keep(data[last:])
                    return
        self._give(data)

    def _keep(self, data: bytes) -> None:
        """Keep what has come until its turn; when that is much, let no more come."""
        self._rest += data
        if self._wanted_bytes and len(self._rest) >= self._wanted_bytes:
            self._go_on()
        if len(self._rest) > HIGH_WATER_LIMIT + self._wanted_bytes:
            self.flow.pause_reading()

    def _go_on(self) -> None:
        """Look at what was kept, if it is its turn now."""
        if self._is_awaited or self.flow.write_paused or not self._rest:
            return
        self._wait_no_more()
        data = bytes(self._rest)
        self._rest.clear()
        self.flow.resume_reading()
        self._look(data)

    def _wait_for(self, length_bytes: int) -> None:
        self._wanted_bytes = length_bytes
        self._pause = self.loop.call_later(BODY_PAUSE_S, self._hand_over)

    def _wait_no_more(self) -> None:
        self._wanted_bytes = 0
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None

    def _hand_over(self) -> None:
        """Give uvicorn what was kept."""
        self._wait_no_more()
        data = bytes(self._rest)
        self._rest.clear()
        self._give(data)

    def _give(self, data: bytes) -> None:
        self.flow.resume_reading()
        super().data_received(data)

    def _watch(self, left_s: float) -> None:
        self.timeout_keep_alive_task = self.loop.call_later(left_s, self.hang_up_on_the_silent)
