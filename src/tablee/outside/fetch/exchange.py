"""Send one request to one address and read what it answers."""

import asyncio
import socket
import ssl
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple, cast

from tablee.outside.fetch.answer import Answer, BadAnswer, BrokeOff
from tablee.outside.fetch.public import IPAddress


class Unreachable(Exception):
    """No connection; nothing was sent."""


class WrongPeer(Exception):
    """The connection leads to another address than the one that was judged; nothing was sent."""


class Peer(NamedTuple):
    """Where to connect, and what to expect there."""

    address: IPAddress
    port: int
    name: str
    """The name its certificate must bear."""
    trust: ssl.SSLContext | None
    """Whose certificates are believed; nothing for plain HTTP."""


async def exchange(peer: Peer, request: bytes, answer: Answer) -> None:
    """Send *request* to *peer* and feed *answer* until it is complete.

    The caller bounds how long that may take; cancelling it closes the connection at once.

    Raises:
        Unreachable: no connection, or a certificate that is not believed.
        WrongPeer: the operating system has connected us somewhere else.
        BrokeOff: the answer ended before its end.
        BadAnswer: it cannot be read.
    """
    loop = asyncio.get_running_loop()
    opened = await connected(peer)
    line = _Line(answer)
    try:
        transport, _ = await loop.create_connection(
            lambda: line,
            sock=opened,
            ssl=peer.trust,
            server_hostname=peer.name if peer.trust else None,
        )
    except OSError as trouble:  # as TLS trouble is, too
        raise Unreachable(_words(trouble)) from None
    finally:
        if line.transport is None:
            opened.close()
    try:
        answer.was_asked_for = True
        transport.write(request)
        await line.end()
    finally:
        transport.abort()


async def connected(peer: Peer) -> socket.socket:
    """Return a socket connected to *peer*, its other end looked at before a byte is sent.

    Raises:
        Unreachable: no connection.
        WrongPeer: the operating system has connected us somewhere else.
    """
    is_six = isinstance(peer.address, IPv6Address)
    opened = socket.socket(socket.AF_INET6 if is_six else socket.AF_INET, socket.SOCK_STREAM)
    try:
        opened.setblocking(False)  # noqa: FBT003 - the standard library's own manner
        await asyncio.get_running_loop().sock_connect(opened, (str(peer.address), peer.port))
        reached = ip_address(opened.getpeername()[0].partition("%")[0])
    except OSError as trouble:
        opened.close()
        raise Unreachable(_words(trouble)) from None
    except BaseException:
        opened.close()
        raise
    if reached != peer.address:
        opened.close()
        raise WrongPeer(str(reached))
    return opened


class _Line(asyncio.Protocol):
    """The line to a stranger: it is cut as soon as the answer is complete."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._ended: asyncio.Future[None] | None = None
        self._trouble: Exception | None = None
        self._is_over = False
        self.transport: asyncio.Transport | None = None

    async def end(self) -> None:
        """Wait until the answer is complete, or cannot become so."""
        if not self._is_over:
            self._ended = asyncio.get_running_loop().create_future()
            await self._ended
        trouble, self._trouble = self._trouble, None  # or we would hold what holds us
        if trouble is not None:
            try:
                raise trouble
            finally:
                del trouble

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the line, to be able to cut it."""
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Read what has come."""
        try:
            if self._answer.feed(data):
                self._end(None)
        except BadAnswer as trouble:
            self._end(trouble)

    def connection_lost(self, exc: Exception | None) -> None:
        """Ask whether that was the end of the answer, or only of the line."""
        if self._is_over:
            return
        if exc is not None:
            self._end(BrokeOff(_words(exc)))
            return
        try:
            self._answer.end()
        except BrokeOff as trouble:
            self._end(trouble)
        else:
            self._end(None)

    def _end(self, trouble: Exception | None) -> None:
        if self.transport is not None:
            self.transport.abort()
        if self._is_over:
            return
        self._is_over = True
        self._trouble = trouble
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(None)


def _words(trouble: BaseException) -> str:
    return str(trouble) or type(trouble).__name__
