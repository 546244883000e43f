"""A server that answers as X does, and counts what it would be paid."""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tablee.connectors.x.place import EPOCH_MS, TIME_BITS
from tablee.connectors.x.prices import COUNTS_REQUEST, OWNED_READ, POST_READ

HTTP_OK = 200


def post(at_ms: int, tag: str, *, by: int = 12, **changes: Any) -> dict[str, Any]:
    """Return a post made at that moment."""
    plain: dict[str, Any] = {
        "id": str((at_ms - EPOCH_MS) << TIME_BITS),
        "author_id": str(by),
        "created_at": f"{datetime.fromtimestamp(at_ms / 1_000, UTC):%Y-%m-%dT%H:%M:%S.000Z}",
        "lang": "fr",
        "text": f"La soupe est prête #{tag}",
        "entities": {"hashtags": [{"start": 20, "end": 30, "tag": tag}]},
    }
    return plain | changes


class PaidApi:
    """Recent search, mentions and counts over the posts it knows."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.posts: list[dict[str, Any]] = []
        self.mentions: list[dict[str, Any]] = []
        self.asked: list[str] = []
        """The addresses that were asked for."""
        self.paid = 0
        """What X would have earned, in millionths of a dollar."""
        self.status = HTTP_OK
        self.headers: dict[str, str] = {}
        self.delay_s = 0.0
        """How long an answer is held back that has been paid for."""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            status, said = self._said(head)
            await asyncio.sleep(self.delay_s)
            writer.write(self._reply(status, said))
            await writer.drain()
        writer.close()

    def hang_up(self) -> None:
        """Do nothing: no line stays open."""

    def _said(self, head: str) -> tuple[int, object]:
        path = head.split(" ", 2)[1]
        self.asked.append(path)
        if f"Authorization: Bearer {self.token}\r\n" not in head:
            return 401, {"title": "Unauthorized", "detail": "Unauthorized"}
        if self.status != HTTP_OK:
            return self.status, {"title": "No"}
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/2/tweets/counts/recent":
            self.paid += COUNTS_REQUEST
            return HTTP_OK, {"data": [], "meta": {"total_tweet_count": len(self.posts)}}
        is_owned = parts.path.endswith("/mentions")
        page = _page(self.mentions if is_owned else self.posts, asked)
        self.paid += len(page["data"]) * (OWNED_READ if is_owned else POST_READ)
        return HTTP_OK, page

    def _reply(self, status: int, said: object) -> bytes:
        body = json.dumps(said).encode()
        further = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        head = (
            f"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nConnection: close\r\n"
            f"{further}Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


def _page(posts: list[dict[str, Any]], asked: dict[str, str]) -> dict[str, Any]:
    since, until = int(asked.get("since_id", "0")), int(asked.get("until_id", "0"))
    found = sorted(
        (
            each
            for each in posts
            if int(each["id"]) > since and (not until or int(each["id"]) < until)
        ),
        key=lambda each: -int(each["id"]),
    )
    most = int(asked["max_results"])
    page, rest = found[:most], found[most:]
    meta: dict[str, Any] = {"result_count": len(page)}
    return {"data": page, "meta": meta | ({"next_token": "more"} if rest else {})}
