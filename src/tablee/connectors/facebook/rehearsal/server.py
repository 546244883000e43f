"""A server that answers as Facebook's does."""

import asyncio
import json
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit


class Graph:
    """One answer for each question, for whoever bears the token."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.asked: list[str] = []
        """The addresses that were asked for."""
        self.status = 200
        self.engagement: Any = {"share_count": 12, "reaction_count": 30, "comment_count": 4}

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
        return {"id": asked["id"][0], "engagement": self.engagement}
