"""Blogs of a past edition: each a host of its own, all served from one place."""

import asyncio
from contextlib import suppress
from html import escape
from typing import NamedTuple

_PLAIN = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{title}</title></head>
<body><article class="h-entry"><h1 class="p-name">{title}</h1>
<p class="e-content">Un billet, dix repas : <a{seen} href="{link}">{about}</a>.</p>
<p class="p-author h-card">{author}</p>
<time class="dt-published" datetime="{moment}">{moment}</time></article></body></html>
"""
_HIDDEN = ' style="display:none"'


class Page(NamedTuple):
    """A post on a blog."""

    host: str
    path: str
    title: str
    author: str
    moment: str
    link: str
    """What it links to."""
    about: str
    """The words of the link."""
    is_link_hidden: bool = False

    @property
    def address(self) -> str:
        """Where it is found."""
        return f"http://{self.host}{self.path}"

    def html(self) -> bytes:
        """Return what is served."""
        words = {name: escape(str(value)) for name, value in self._asdict().items()}
        return _PLAIN.format(**words, seen=_HIDDEN if self.is_link_hidden else "").encode()


class Blogs:
    """All blogs in town."""

    def __init__(self) -> None:
        self._pages: dict[tuple[str, str], Page] = {}
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.StreamWriter] = set()

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

    def publish(self, page: Page) -> None:
        """Let everybody read a page from now on."""
        self._pages[page.host, page.path] = page

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                writer.write(self._reply(head))
                await writer.drain()
        self._lines.discard(writer)
        writer.close()

    def _reply(self, head: str) -> bytes:
        first, *lines = head.split("\r\n")
        fields = {
            name.lower(): value.strip()
            for name, _, value in (each.partition(":") for each in lines)
        }
        host = fields.get("host", "").partition(":")[0].lower()
        page = self._pages.get((host, first.split(" ")[1]))
        body = page.html() if page else b"There is nothing here."
        status = "200 OK" if page else "404 Not Found"
        kind = "text/html; charset=utf-8" if page else "text/plain"
        return (
            f"HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n\r\n"
        ).encode() + body
