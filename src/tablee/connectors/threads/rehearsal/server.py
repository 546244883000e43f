"""A server that answers as Threads's does."""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tablee.connectors.threads.place import MS_PER_S
from tablee.connectors.threads.posts import moment_ms


class Graph:
    """One answer for each question, for whoever bears the token."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.asked: list[str] = []
        """The addresses that were asked for."""
        self.status = 200
        self.posts: list[dict[str, Any]] = []

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ", 2)[1]
            self.asked.append(path)
            status, said = self.status, self._said(parse_qs(urlsplit(path).query))
            if f"Authorization: Bearer {self.token}\r\n" not in head:
                status, said = 401, {"error": {"message": "Invalid OAuth access token."}}
            body = json.dumps(said).encode()
            writer.write(
                f"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\n"
                f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            await writer.drain()
        writer.close()

    def hang_up(self) -> None:
        """Do nothing: no line stays open."""

    def _said(self, asked: dict[str, list[str]]) -> dict[str, Any]:
        since = int(asked["since"][0]) * MS_PER_S
        until = int(asked.get("until", ["99999999999"])[0]) * MS_PER_S
        tag = asked["q"][0].lower()
        found = [
            each
            for each in self.posts
            if since <= moment_ms(each) < until and each["topic_tag"].lower() == tag
        ]
        found.sort(key=moment_ms, reverse=True)
        return {"data": found[: int(asked["limit"][0])]}


def post(at_ms: int, tag: str, code: str, **changes: Any) -> dict[str, Any]:
    """Return a post made at that moment."""
    plain = {
        "id": code,
        "permalink": f"https://www.threads.com/@emil/post/{code}",
        "text": "La soupe est prête",
        "timestamp": datetime.fromtimestamp(at_ms / MS_PER_S, UTC).isoformat(),
        "topic_tag": tag,
        "username": "Emil",
    }
    return plain | changes
