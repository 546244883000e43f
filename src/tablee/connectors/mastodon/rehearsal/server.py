"""A server that answers as Mastodon does: pages, limits, closed doors and a stream."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tablee.connectors.mastodon.origin import PAGE


@dataclass
class Temper:
    """How the server behaves; a test may change it while it runs."""

    token: str = ""
    """Who asks for the stream must bear it."""
    feeds: dict[str, str] = field(default_factory=dict[str, str])
    """Who may see hashtags: ``local`` and ``remote``."""
    status: int = 200
    """What every timeline is answered with."""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    has_stream: bool = True


class Mastodon:
    """One server, with the statuses it knows."""

    def __init__(self, temper: Temper | None = None) -> None:
        self.temper = temper or Temper()
        self.statuses: list[dict[str, Any]] = []
        self.asked: list[str] = []
        """The paths that were asked for."""
        self.tokens: list[str] = []
        """What they bore."""
        self._lines: set[asyncio.StreamWriter] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        self._loop = asyncio.get_running_loop()
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            await self._answer(head, reader, writer)
        self._lines.discard(writer)
        writer.close()

    def tell(self, name: str, words: object) -> None:
        """Tell everybody who listens of an event; any thread may."""
        said = words if isinstance(words, str) else json.dumps(words)
        for writer in [*self._lines]:
            self._soon(writer.write, _chunk(f"event: {name}\ndata: {said}\n\n".encode()))

    def hang_up(self) -> None:
        """End every stream at once; any thread may."""
        for writer in [*self._lines]:
            self._soon(writer.transport.abort)

    @property
    def listeners(self) -> int:
        """How many listen now."""
        return len(self._lines)

    def _soon(self, do: Callable[..., object], *words: object) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(do, *words)

    async def _answer(
        self, head: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        path = head.split(" ", 2)[1]
        parts = urlsplit(path)
        fields = dict(line.partition(": ")[::2] for line in head.split("\r\n")[1:])
        bearer = fields.get("Authorization", "").removeprefix("Bearer ")
        self.asked.append(path)
        self.tokens.append(bearer)
        if parts.path == "/api/v2/instance":
            access = {"hashtag_feeds": self.temper.feeds} if self.temper.feeds else {}
            said = {"version": "4.5.0", "configuration": {"timelines_access": access}}
            writer.write(_reply(200, said, {}))
        elif parts.path.startswith("/api/v1/timelines/tag/"):
            tag = unquote(parts.path.rpartition("/")[2]).lower()
            page = self._page(tag, parse_qs(parts.query))
            writer.write(_reply(self.temper.status, page, self.temper.headers))
        elif parts.path == "/api/v1/streaming/hashtag":
            await self._stream(bearer, reader, writer)
        else:
            writer.write(_reply(404, {"error": "Record not found"}, {}))
        await writer.drain()

    def _page(self, tag: str, asked: dict[str, list[str]]) -> list[dict[str, Any]]:
        after = int(asked.get("min_id", ["0"])[0])
        wanted = {tag, *(each.lower() for each in asked.get("any[]", []))}
        found = [
            each
            for each in sorted(self.statuses, key=lambda status: int(status["id"]))
            if int(each["id"]) > after and wanted & {tag["name"].lower() for tag in each["tags"]}
        ]
        return found[: min(PAGE, int(asked.get("limit", ["20"])[0]))][::-1]

    async def _stream(
        self, bearer: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if not self.temper.has_stream or not self.temper.token or bearer != self.temper.token:
            writer.write(_reply(401, {"error": "Missing access token"}, {}))
            return
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n" + _chunk(b":)\n") + _chunk(b":thump\n")
        )
        self._lines.add(writer)
        await reader.read(1)  # it says nothing more: it goes


def _reply(status: int, said: object, headers: dict[str, str]) -> bytes:
    body = json.dumps(said).encode()
    further = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = (
        f"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nConnection: close\r\n"
        f"{further}Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _chunk(words: bytes) -> bytes:
    return f"{len(words):x}\r\n".encode() + words + b"\r\n"
