"""Large files are handed out by the loop, and not by the threads that write pages.

A thread that hands out a file is held by whoever reads it slowly, and a few such readers hold all
of them. So a page only says which file it is, and its thread is free again.
"""

import asyncio
import os
from collections.abc import Callable, Iterable
from typing import IO, Any
from wsgiref.util import FileWrapper

from tablee.wire.asgi import Message, Receive, Scope, Send
from tablee.wire.lobby import Pages

LENT = "tablee.lent"
LARGE_BYTES = 1_048_576
"""Smaller files fit between a page and its reader, however slow: nobody waits for them."""
PORTION_BYTES = 65_536

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class _Lent:
    """The file that answers a request, if a large one does."""

    def __init__(self) -> None:
        self.file: IO[bytes] | None = None

    def take(self, file: Any, block_bytes: int = PORTION_BYTES) -> Iterable[bytes]:
        """Take over a large *file* from a page; see `wsgi.file_wrapper` in PEP 3333.

        The page closes its own in the thread in which it was opened.
        """
        try:
            number = file.fileno()
        except OSError:  # a part of a file
            return FileWrapper(file, block_bytes)
        if os.fstat(number).st_size > LARGE_BYTES:
            self.file = os.fdopen(os.dup(number), "rb")
            return _Left(file.close)
        return FileWrapper(file, block_bytes)


class _Left:
    """What a page still says once its file was taken over: nothing."""

    def __init__(self, close: Callable[[], None]) -> None:
        self.close = close

    def __iter__(self) -> "_Left":
        return self

    def __next__(self) -> bytes:
        raise StopIteration


def lending(pages: WsgiApp) -> WsgiApp:
    """Let *pages* lend the files that they answer with, wherever `Lending` stands before them."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        lent = environ.get("asgi.scope", {}).get(LENT)
        if lent is not None:
            environ["wsgi.file_wrapper"] = lent.take
        return pages(environ, start)

    return answer


class Lending:
    """Hands out the files that *pages* lend."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        lent = _Lent()

        async def say(message: Message) -> None:
            if lent.file is None or message["type"] != "http.response.body":
                await send(message)

        try:
            await self._pages({**scope, LENT: lent}, receive, say)
            if lent.file is not None:
                await _hand_out(lent.file, send, is_shown=scope["method"] != "HEAD")
        finally:
            if lent.file is not None:
                lent.file.close()


async def _hand_out(file: IO[bytes], send: Send, *, is_shown: bool) -> None:
    portion = await asyncio.to_thread(file.read, PORTION_BYTES) if is_shown else b""
    while portion:
        await send({"type": "http.response.body", "body": portion, "more_body": True})
        portion = await asyncio.to_thread(file.read, PORTION_BYTES)
    await send({"type": "http.response.body", "body": b""})
