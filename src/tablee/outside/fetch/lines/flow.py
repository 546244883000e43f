"""Open a line on which a server tells us things for as long as it likes: an answer without end."""

import asyncio
import re
from contextlib import suppress

import httptools

from tablee.outside.fetch.destination import Destination
from tablee.outside.fetch.lines.websocket import LineEnded, LineRefused, Reached
from tablee.outside.fetch.request import write_request
from tablee.ports.fetch import Ask, NotFetched, Obstacle

HEAD_LIMIT_BYTES = 65_536
PIECE_BYTES = 65_536
HTTP_OK = 200
_CODINGS = re.compile(rb"\r\nAccept-Encoding: [^\r]*\r\n")


class Flow:
    """An answer whose body goes on; we only listen."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._head = _Head()

    async def open(self, address: str) -> None:
        """Read the head of the answer.

        Raises:
            LineRefused: it is another than 200.
            NotFetched: it is no HTTP.
        """
        read = 0
        try:
            while not self._head.is_whole:
                piece = await self._reader.read(PIECE_BYTES)
                read += len(piece)
                if not piece or read > HEAD_LIMIT_BYTES + PIECE_BYTES:
                    raise NotFetched(Obstacle.BAD_ANSWER, address, "no head")
                self._head.feed(piece)
        except (OSError, httptools.HttpParserError, httptools.HttpParserUpgrade) as trouble:
            if not self._head.is_whole:
                raise NotFetched(Obstacle.BAD_ANSWER, address, str(trouble)) from None
            self._head.is_over = True
        if self._head.status != HTTP_OK:
            raise LineRefused(self._head.status, b"")

    async def receive(self) -> bytes:
        """Return the next piece of the body; giving up waiting loses nothing.

        Raises:
            LineEnded: there is none.
        """
        while not self._head.body:
            if self._head.is_over:
                raise LineEnded("the answer is over")
            try:
                piece = await self._reader.read(PIECE_BYTES)
                if not piece:
                    raise LineEnded("the line is cut")
                self._head.feed(piece)
            except (OSError, httptools.HttpParserError) as trouble:
                raise LineEnded(str(trouble)) from None
        piece = bytes(self._head.body)
        self._head.body.clear()
        return piece

    async def close(self) -> None:
        """Hang up."""
        self._writer.transport.abort()
        with suppress(OSError):
            await self._writer.wait_closed()


class _Head:
    """What the parser has read."""

    def __init__(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self.status = 0
        self.is_whole = self.is_over = False
        self.body = bytearray()

    def feed(self, piece: bytes) -> None:
        self._parser.feed_data(piece)

    def on_headers_complete(self) -> None:
        self.status = self._parser.get_status_code()
        self.is_whole = self.status >= HTTP_OK

    def on_body(self, piece: bytes) -> None:
        self.body += piece

    def on_message_complete(self) -> None:
        self.is_over = self.is_whole


def flow_request(ask: Ask, destination: Destination, user_agent: str) -> bytes:
    """Return the bytes that ask for an answer that goes on: nothing may be compressed.

    Raises:
        ValueError: *ask* carries what we do not send.
    """
    request = write_request(ask, destination, user_agent)
    return _CODINGS.sub(b"\r\nAccept-Encoding: identity\r\n", request, count=1)


async def open_flow(reached: Reached, request: bytes, address: str) -> Flow:
    """Return the answer to *request* over the connection that was *reached*, its head read.

    When there is none, the connection is closed. No redirect is followed.

    Raises:
        LineRefused: the server answers otherwise.
        NotFetched: it does not answer.
    """
    reader, writer = await _connected(reached, address)
    flow = Flow(reader, writer)
    try:
        writer.write(request)
        await flow.open(address)
    except BaseException:
        await flow.close()
        raise
    return flow


async def _connected(
    reached: Reached, address: str
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    peer = reached.peer
    try:
        return await asyncio.open_connection(
            sock=reached.opened,
            ssl=peer.trust,
            server_hostname=peer.name if peer.trust else None,
            limit=PIECE_BYTES,
        )
    except OSError as trouble:
        reached.opened.close()
        raise NotFetched(Obstacle.UNREACHABLE, address, str(trouble)) from None
    except BaseException:
        reached.opened.close()
        raise
