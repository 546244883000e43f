"""Open a line on which a server tells us things for as long as it likes: a WebSocket."""

import asyncio
import socket
from contextlib import suppress
from typing import Any, NamedTuple

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from tablee.outside.fetch.exchange import Peer
from tablee.ports.fetch import NotFetched, Obstacle

FRAME_LIMIT_BYTES = 1_048_576
WAITING_FRAMES = (256, 64)
"""How many frames may wait to be received before we stop listening, and when we listen again."""
OPEN_LIMIT_S = 10.0
CLOSE_LIMIT_S = 0.5


class LineRefused(Exception):
    """The server answers, and opens no line; *body* says why."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__(f"{status} {body[:200].decode('utf-8', 'replace')}")
        self.status = status
        self.body = body


class LineEnded(Exception):
    """The server tells us nothing more, or what it says cannot be read."""


class Reached(NamedTuple):
    """A connection to a host that was judged."""

    peer: Peer
    opened: socket.socket


class Line:
    """An open line; we only listen."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def receive(self) -> bytes:
        """Return what the server says next; giving up waiting loses nothing.

        Raises:
            LineEnded: it says nothing more.
        """
        try:
            return await self._connection.recv(decode=False)
        except ConnectionClosed as end:
            raise LineEnded(str(end)) from None

    async def close(self) -> None:
        """Hang up, also where whoever does so is told to stop meanwhile."""
        try:
            await self._connection.close()
        finally:
            self._connection.transport.abort()


async def open_line(reached: Reached, address: str, user_agent: str) -> Line:
    """Return a line over the connection that was *reached*; when there is none, that is closed.

    No proxy is asked, no redirect followed, and nothing compressed.

    Raises:
        LineRefused: the server answers otherwise.
        NotFetched: it does not answer as such servers do.
    """
    opening = asyncio.ensure_future(_connected(reached, address, user_agent))
    try:
        connection = await asyncio.shield(opening)
    except asyncio.CancelledError:
        # Cut in two, a handshake would leave its transport open: it is brief, so it may end. Who
        # is told to stop twice meanwhile must still hang up; and so it looks already when the
        # farewell takes too long (Python before 3.11.3 tells the two apart no more by then).
        with suppress(Exception):
            await Line(await opening).close()
        raise
    except InvalidStatus as refusal:
        said = bytes(refusal.response.body or b"")
        raise LineRefused(refusal.response.status_code, said) from None
    except (OSError, ValueError, WebSocketException) as trouble:
        raise NotFetched(Obstacle.UNREACHABLE, address, str(trouble)) from None
    return Line(connection)


async def _connected(reached: Reached, address: str, user_agent: str) -> ClientConnection:
    trust = reached.peer.trust
    safety: dict[str, Any] = {}
    if trust:
        safety = {"ssl": trust, "server_hostname": reached.peer.name}
    try:
        return await connect(
            address,
            sock=reached.opened,
            proxy=None,
            compression=None,
            user_agent_header=user_agent,
            open_timeout=OPEN_LIMIT_S,
            close_timeout=CLOSE_LIMIT_S,
            ping_interval=None,
            max_size=FRAME_LIMIT_BYTES,
            max_queue=WAITING_FRAMES,
            **safety,
        )
    except BaseException:
        reached.opened.close()
        raise
