"""Where the bodies of requests for pages arrive, whole or not at all, before a thread is taken.

Pages are written by few threads. One that waited for a body would be held by whoever sends it
slowly, and what reads forms puts long ones on the disk. So the loop takes every body in first:
bounded, in time, and never more of them at once than there is room for. A page that is to say
that a body was refused finds the refusal in the scope, and an empty body.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from tablee.core.errors import TableeError
from tablee.core.text import Text
from tablee.problems.mistakes import TooOften
from tablee.wire.asgi import (
    Message,
    Patience,
    Receive,
    Scope,
    Send,
    SenderGone,
    header,
    too_large,
)
from tablee.wire.turnstile import sender_of

REFUSAL = "tablee.refusal"
"""Under this name the scope says why a body was not taken in."""
SHARE = 4
"""One sender fills a quarter of the room at most."""
PAUSE_S = 10
LONGEST_LENGTH = 18
"""Digits of a length that is read; nothing that long is taken anywhere."""
_ABOUT_BODIES = frozenset({b"content-length", b"transfer-encoding"})
_FULL = Text("Too much is arriving at once.", "Trop de choses arrivent à la fois.")

Pages = Callable[[Scope, Receive, Send], Awaitable[None]]


class Bounds(NamedTuple):
    """What is taken in of one sort of request."""

    limit_bytes: int
    """Of one body."""
    room_bytes: int
    """Of all bodies that are here at once, their pages still being written."""
    limit_s: float
    """How long one may take to arrive."""


class Room:
    """Takes bodies in within its bounds."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._patience = Patience(bounds.limit_s)
        self._held_bytes = Counter[str]()

    @property
    def held_bytes(self) -> int:
        """How much is here now."""
        return self._held_bytes.total()

    async def admit(self, pages: Pages, scope: Scope, receive: Receive, send: Send) -> None:
        """Let *pages* answer a request whose body is here, or one whose body was refused."""
        sender = sender_of(scope)
        arriving = _Arriving(receive, self, sender)
        try:
            body: bytes | bytearray = b""
            try:
                body = await self._taken(arriving, scope)
            except TableeError as refusal:
                scope = {**scope, REFUSAL: refusal}
                arriving.leave()
            await pages(_with_length(scope, len(body)), _said(body, receive), send)
        except SenderGone:
            return
        finally:
            arriving.leave()

    async def _taken(self, arriving: "_Arriving", scope: Scope) -> bytes | bytearray:
        limit_bytes = self._bounds.limit_bytes
        said = header(scope, b"content-length")
        if said.isdigit() and (len(said) > LONGEST_LENGTH or int(said) > limit_bytes):
            raise too_large(limit_bytes)
        return await self._patience.read(arriving, limit_bytes)

    def fill(self, sender: str, size_bytes: int) -> None:
        """Make room for so much more of one sender.

        Raises:
            TooOften: there is none; it may come again in a moment.
        """
        room_bytes = self._bounds.room_bytes
        mine = self._held_bytes[sender] + size_bytes
        if mine > room_bytes // SHARE or self.held_bytes + size_bytes > room_bytes:
            raise TooOften(_FULL, retry_after_s=PAUSE_S)
        self._held_bytes[sender] = mine

    def clear(self, sender: str, size_bytes: int) -> None:
        """Let go of so much of one sender."""
        self._held_bytes[sender] -= size_bytes
        if not self._held_bytes[sender]:
            del self._held_bytes[sender]


class _Arriving:
    """What one sender sends, for which room is made as it comes."""

    def __init__(self, receive: Receive, room: Room, sender: str) -> None:
        self._receive = receive
        self._room = room
        self._sender = sender
        self._here_bytes = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        size_bytes = len(message.get("body", b""))
        self._room.fill(self._sender, size_bytes)
        self._here_bytes += size_bytes
        return message

    def leave(self) -> None:
        """Give the room back."""
        self._room.clear(self._sender, self._here_bytes)
        self._here_bytes = 0


class Lobby:
    """Leads requests to *pages* once their bodies are here; *bounds* may differ by path."""

    def __init__(self, pages: Pages, bounds: Callable[[str], Bounds]) -> None:
        self._pages = pages
        self._bounds = bounds
        self._rooms: dict[Bounds, Room] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request.

        Names of headers with an underscore are passed over: to pages they would be the same as
        those with a hyphen, and anybody could say where they come from past the proxy.
        """
        headers = [each for each in scope["headers"] if b"_" not in each[0]]
        scope = {**scope, "headers": headers}
        if not any(name in _ABOUT_BODIES for name, _ in headers):
            await self._pages(scope, receive, send)
            return
        bounds = self._bounds(scope["path"])
        room = self._rooms.get(bounds)
        if room is None:
            room = self._rooms[bounds] = Room(bounds)
        await room.admit(self._pages, scope, receive, send)

    @property
    def held_bytes(self) -> int:
        """How much is here now."""
        return sum(each.held_bytes for each in self._rooms.values())


def _with_length(scope: Scope, length_bytes: int) -> Scope:
    """Return *scope* with the length of a body that is here, however it was sent."""
    headers = [(name, value) for name, value in scope["headers"] if name not in _ABOUT_BODIES]
    headers.append((b"content-length", b"%d" % length_bytes))
    return {**scope, "headers": headers}


def _said(body: bytes | bytearray, receive: Receive) -> Receive:
    """Return what gives *body* at once, and then whatever *receive* gives."""
    left = [{"type": "http.request", "body": bytes(body), "more_body": False}]

    async def give() -> Message:
        return left.pop() if left else await receive()

    return give
