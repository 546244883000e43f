"""A server that tells a script as Jetstream does: cursors, refusals and ends included."""

import asyncio
import base64
import hashlib
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from tablee.connectors.bluesky.origin import FIRST_MOMENT
from tablee.connectors.bluesky.rehearsal.events import Script

_WEBSOCKET = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3
_TEXT = 0x81
_SHORT, _MIDDLE = 126, 65_536
CHUNK = 500
_PAUSE_S = 0.05


@dataclass
class Temper:
    """How the server behaves; a test may change it while it runs."""

    floor: int = 1
    """The first event it still has."""
    tells: int = 0
    """Events told on one line before it finds the listener too slow; 0 for any number."""
    per_s: int = 0
    """Events told in a second; 0 for as many as can be."""


class Jetstream:
    """Tells one script to whoever connects, each from where they ask."""

    def __init__(self, script: Script, temper: Temper | None = None) -> None:
        self.script = script
        self.temper = temper or Temper()
        self.asked: list[str] = []
        """The addresses that were asked for."""
        self._lines: set[asyncio.StreamWriter] = set()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one client until one of both goes."""
        self._lines.add(writer)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            telling = asyncio.create_task(self._tell(head, writer))
            await asyncio.wait({telling, asyncio.create_task(_said(reader))}, return_when=_ANY)
            telling.cancel()
        self._lines.discard(writer)
        writer.close()

    def hang_up(self) -> None:
        """End every line at once."""
        for writer in self._lines:
            writer.close()

    async def _tell(self, head: str, writer: asyncio.StreamWriter) -> None:
        address = head.split(" ", 2)[1]
        self.asked.append(address)
        asked = parse_qs(urlsplit(address).query)
        cursor = int(asked.get("cursor", ["0"])[0])
        if 0 < cursor < min(self.temper.floor, FIRST_MOMENT) and not self.script.is_first:
            writer.write(_refusal(f"the oldest is {self.temper.floor}"))
            await writer.drain()
            return
        writer.write(welcome(head))
        number = self._number(cursor)
        if number < self.temper.floor:
            number = self.temper.floor
            if self.temper.floor > 1 and not self.script.is_first:
                writer.write(framed(_INFO))
        await self._tell_from(number, writer)

    def _number(self, cursor: int) -> int:
        """Return the event at which to begin."""
        script = self.script
        if not cursor:
            return script.total + 1
        if cursor < FIRST_MOMENT:
            return cursor
        return max(0, -((script.start_us - cursor) // script.step_us))

    async def _tell_from(self, number: int, writer: asyncio.StreamWriter) -> None:
        first = number
        while number <= self.script.total:
            temper = self.temper
            size = min(CHUNK, temper.per_s // 20) if temper.per_s else CHUNK
            last = min(number + max(1, size), self.script.total + 1)
            writer.write(b"".join(framed(self.script.frame(each)) for each in range(number, last)))
            await writer.drain()
            number = last
            if temper.tells and number - first >= temper.tells:
                writer.write(framed(_TOO_SLOW))
                return
            if temper.per_s:
                await asyncio.sleep(_PAUSE_S)
        await asyncio.Event().wait()  # all is told; the line stays open


_ANY = asyncio.FIRST_COMPLETED
_INFO = (
    b'{"$type":"message","payload":{"$type":"network.bsky.jetstream.subscribeEvents#info",'
    b'"name":"OutdatedCursor","message":"resumed from the oldest event"}}'
)
_TOO_SLOW = b'{"$type":"error","error":"ConsumerTooSlow","message":"you are too slow"}'


async def _said(reader: asyncio.StreamReader) -> None:
    """Wait until the client says something: it can only be that it goes."""
    with suppress(ConnectionError):
        await reader.read(1)


def framed(text: bytes) -> bytes:
    """Return *text* as one frame of a WebSocket server."""
    if len(text) < _SHORT:
        return bytes((_TEXT, len(text))) + text
    if len(text) < _MIDDLE:
        return bytes((_TEXT, 126)) + len(text).to_bytes(2, "big") + text
    return bytes((_TEXT, 127)) + len(text).to_bytes(8, "big") + text


def welcome(head: str) -> bytes:
    """Return what accepts a WebSocket that *head* asks for."""
    lines = (line.partition(":") for line in head.split("\r\n"))
    fields = {name.strip().lower(): value.strip() for name, _, value in lines}
    key = fields.get("sec-websocket-key", "").encode()
    accepted = base64.b64encode(hashlib.sha1(key + _WEBSOCKET).digest()).decode()  # noqa: S324 - RFC 6455
    return (
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {accepted}\r\n\r\n"
    ).encode()


def _refusal(words: str) -> bytes:
    body = f'{{"error":"CursorTooOld","message":"{words}"}}'
    return (
        "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
