"""Speak ASGI: read a body within its limits, send an answer with the headers all answers have."""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any, cast

from tablee.core.errors import TooLarge
from tablee.problems import (
    PROBLEM_MEDIA_TYPE,
    language_of,
    problem_document,
    problem_headers,
    problem_of,
)
from tablee.problems.mistakes import TooSlow

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Header = tuple[bytes, bytes]

BODY_LIMIT_S = 30
"""How long a body that is held at once may take to arrive."""

JSON = (b"content-type", b"application/json")
NO_STORE = (b"cache-control", b"no-store")
SAFETY: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
)
"""For answers a browser may show; programs that send acts are spared the bytes."""


class SenderGone(Exception):
    """The sender has hung up: nobody is left to answer."""


def header(scope: Scope, wanted: bytes) -> bytes:
    """Return the value of a header; empty when it was not sent."""
    for name, value in scope["headers"]:
        if name == wanted:
            return bytes(value)
    return b""


def language(scope: Scope) -> str:
    """Return the language in which the sender wants to be answered."""
    accepted = header(scope, b"accept-language")
    return language_of(accepted.decode("latin-1")) if accepted else "en"


class Patience:
    """Reads bodies, and gives up those that take too long; one timer looks after all of them."""

    def __init__(self, limit_s: float = BODY_LIMIT_S) -> None:
        self._limit_s = limit_s
        self._reading: dict[asyncio.Task[Any], float] = {}
        self._overdue: set[asyncio.Task[Any]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def read(self, receive: Receive, limit_bytes: int) -> bytes | bytearray:
        """Return the whole body.

        Raises:
            TooLarge: it is larger than *limit_bytes*.
            TooSlow: it did not arrive in time.
            SenderGone: it will never arrive.
        """
        loop = self._loop  # to ask which loop is running costs a call of the system
        if loop is None:
            loop = self._loop = asyncio.get_running_loop()
        task = cast("asyncio.Task[Any]", asyncio.current_task(loop))
        self._reading[task] = time.monotonic()
        if self._timer is None:
            self._timer = loop.call_later(self._limit_s / 4, self._look)
        try:
            return await _whole(receive, limit_bytes)
        except asyncio.CancelledError:
            if task in self._overdue and not task.uncancel():
                raise TooSlow from None
            raise
        finally:
            del self._reading[task]
            self._overdue.discard(task)

    def _look(self) -> None:
        """Call off the readings that have taken too long."""
        begun_s = time.monotonic() - self._limit_s
        for task, since_s in self._reading.items():
            if since_s < begun_s and task not in self._overdue:
                self._overdue.add(task)
                task.cancel()
        self._timer = None
        if self._reading:
            self._timer = asyncio.get_running_loop().call_later(self._limit_s / 4, self._look)


async def _whole(receive: Receive, limit_bytes: int) -> bytes | bytearray:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise SenderGone
    body: bytes | bytearray = message.get("body", b"")
    while message.get("more_body") and len(body) <= limit_bytes:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise SenderGone
        body = bytearray(body)
        body += message.get("body", b"")
    if len(body) > limit_bytes:
        raise too_large(limit_bytes)
    return body


def too_large(limit_bytes: int) -> TooLarge:
    """Return the refusal of a body that is too large."""
    return TooLarge(f"A body has at most {limit_bytes} bytes.", field="body")


async def respond(send: Send, status: int, body: bytes, headers: Sequence[Header]) -> None:
    """Send a whole answer."""
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [*headers, (b"content-length", b"%d" % len(body))],
        }
    )
    await send({"type": "http.response.body", "body": body})


async def respond_problem(
    send: Send, error: BaseException, spoken: str, headers: Sequence[Header] = ()
) -> None:
    """Send the problem document of *error*."""
    status, said, body = problem_answer(error, spoken)
    await respond(send, status, body, [*said, *headers])


def problem_answer(error: BaseException, spoken: str) -> tuple[int, tuple[Header, ...], bytes]:
    """Return status, headers and body of the answer that *error* gets."""
    headers = (
        (b"content-type", PROBLEM_MEDIA_TYPE.encode()),
        (b"content-language", spoken.encode()),
        NO_STORE,
        *SAFETY,
        *problem_headers(error),
    )
    return problem_of(error).status, headers, problem_document(error, spoken)
