"""A Jetstream that tells of posts as they are made, from the first one on to whoever asks."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import msgspec

from tablee.connectors.bluesky.frames import POSTS
from tablee.connectors.bluesky.origin import FIRST_MOMENT
from tablee.connectors.bluesky.rehearsal.server import CHUNK, framed, welcome

PATH = "/xrpc/network.bsky.jetstream.subscribeEvents"
_START = datetime(1970, 1, 1, tzinfo=UTC)


class Made(NamedTuple):
    """A post that somebody makes up."""

    author: str
    """A DID."""
    key: str
    text: str
    """Begins with the hashtag."""
    tag: str
    at_ms: int

    def frame(self, number: int) -> bytes:
        """Return what version 2 says of it, as event *number*."""
        moment = f"{_START + timedelta(milliseconds=self.at_ms):%Y-%m-%dT%H:%M:%S.%fZ}"
        end = len(f"#{self.tag}".encode())
        facet = {
            "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": self.tag}],
            "index": {"byteStart": 0, "byteEnd": end},
        }
        record = {"$type": POSTS, "createdAt": moment, "text": self.text, "facets": [facet]}
        payload: dict[str, Any] = {
            "$type": "network.bsky.jetstream.subscribeEvents#commit",
            "seq": number,
            "did": self.author,
            "time": moment,
            "rev": "3l3qo2vutsw2b",
            "operation": "create",
            "collection": POSTS,
            "rkey": self.key,
            "record": record,
        }
        return msgspec.json.encode({"$type": "message", "payload": payload})


class LiveJetstream:
    """Tells what it is told, in order, to every line from where that asks."""

    def __init__(self) -> None:
        self._told: list[Made] = []
        self._news = asyncio.Event()
        self._lines: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def open(self, host: str) -> int:
        """Begin to serve, and return on which port."""
        self._server = await asyncio.start_server(self._answer, host, 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def close(self) -> None:
        """End every line."""
        if self._server is not None:
            self._server.close()
        for writer in [*self._lines]:
            writer.close()

    async def tell(self, posts: list[Made]) -> None:
        """Tell of more posts."""
        self._told += posts
        self._news.set()
        self._news = asyncio.Event()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            writer.write(welcome(head))
            telling = asyncio.create_task(self._tell(_beginning(head), writer))
            leaving = asyncio.create_task(reader.read(1))
            await asyncio.wait({telling, leaving}, return_when=asyncio.FIRST_COMPLETED)
            telling.cancel()
        self._lines.discard(writer)
        writer.close()

    async def _tell(self, number: int, writer: asyncio.StreamWriter) -> None:
        while True:
            news = self._news
            while number <= len(self._told):
                posts = self._told[number - 1 : number - 1 + CHUNK]
                frames = [framed(each.frame(number + n)) for n, each in enumerate(posts)]
                writer.write(b"".join(frames))
                await writer.drain()
                number += len(posts)
            await news.wait()


def _beginning(head: str) -> int:
    """Return the number to begin with: that of the cursor, if it is a number, else the first."""
    asked = parse_qs(urlsplit(head.split(" ", 2)[1]).query)
    cursor = int(asked.get("cursor", ["0"])[0])
    return cursor if 0 < cursor < FIRST_MOMENT else 1
