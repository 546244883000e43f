"""Blogs with names of their own on this machine: they answer, hang, drip, lead astray, or vanish.

A site that is to see them is told so by `environ`: every name under ``.example`` is found here.
"""

import asyncio
import ssl
import threading
import zlib
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import NamedTuple, Self

NAMES = "*.example"
PATIENCE_S = 20
DRIP_S = 0.5
BOMB_BYTES = 200 * 1_048_576
_BLOCK = bytes(1_048_576)


class Page(NamedTuple):
    """What a blog answers at one address."""

    body: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("content-type", "text/html; charset=utf-8"),)
    manner: str = ""
    """``hang``, ``drip`` or ``bomb``; empty for as it should be."""
    pause_s: float = 0.0
    """How long the blog thinks before it answers."""


class Visit(NamedTuple):
    """One request a blog was sent."""

    host: str
    path: str
    headers: dict[str, str]
    method: str
    body: bytes


def post(*links: str, words: str = "We had a long table in our street.") -> Page:
    """Return a blog post that links to these addresses."""
    shown = "".join(f'<p>{words} <a href="{link}">More</a>.</p>' for link in links)
    return Page(f"<!doctype html><title>A table</title><article>{shown}</article>")


def moved(address: str) -> Page:
    """Return an answer that leads elsewhere."""
    return Page(status=302, headers=(("location", address),))


GONE = Page("<p>It is gone.</p>", 410)
HANGING = Page(manner="hang")
DRIPPING = Page(manner="drip")
BOMB = Page(headers=(("content-type", "text/html"), ("content-encoding", "gzip")), manner="bomb")


class Blogs:
    """All blogs of a test, behind one port."""

    def __init__(
        self,
        otherwise: Callable[[str, str], Page | None] | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Begin without a page; *otherwise* makes those that are not in `pages`."""
        self._tls = tls
        self.pages: dict[str, Page] = {}
        """By address without scheme, as ``emil.example/1``; change it at any time."""
        self.visits: list[Visit] = []
        self.hanging = Counter[str]()
        """Who is being kept waiting now, by address: it ends when they have gone."""
        self._otherwise = otherwise or (lambda _host, _path: None)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._open = set[asyncio.Task]()

    def __enter__(self) -> Self:
        self._thread.start()
        opened = asyncio.start_server(self._meet, "127.0.0.1", 0, backlog=1_024, ssl=self._tls)
        self._server = self._run(opened)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()

    @property
    def environ(self) -> dict[str, str]:
        """Settings with which a site finds these blogs, and may ask them."""
        return {
            "TABLEE_FETCH_HOSTS": f"{NAMES}=127.0.0.1:{self.port}",
            "TABLEE_FETCH_NETWORKS": "127.0.0.1/32",
        }

    def asked(self, host: str = "") -> Counter[str]:
        """Return how often each page was asked for."""
        visits = [each for each in self.visits if not host or each.host == host]
        return Counter(each.host + each.path for each in visits)

    def _run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    async def _end(self) -> None:
        self._server.close()
        for each in self._open:
            each.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._open.add(task)
        try:
            await self._answer(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # whoever asked has gone, or the test is over
        finally:
            self._open.discard(task)
            writer.close()

    async def _hang(self, address: str, reader: asyncio.StreamReader) -> None:
        """Say nothing until whoever asks has gone."""
        self.hanging[address] += 1
        try:
            await reader.read()
        finally:
            self.hanging[address] -= 1

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visit = await _read(reader)
        self.visits.append(visit)
        page = self.pages.get(visit.host + visit.path) or self._otherwise(visit.host, visit.path)
        page = page or Page("<p>There is no such page.</p>", 404)
        if page.manner == "hang":
            await self._hang(visit.host + visit.path, reader)
            return
        await asyncio.sleep(page.pause_s)
        body = b"" if visit.method == "HEAD" else page.body.encode()
        length = [] if page.manner else [("content-length", str(len(body)))]
        head = [f"{name}: {value}" for name, value in (*page.headers, *length)]
        first = f"HTTP/1.1 {page.status} OK\r\nconnection: close\r\n"
        writer.write((first + "".join(f"{line}\r\n" for line in head) + "\r\n").encode())
        if page.manner == "drip":
            for _ in range(3_600):
                writer.write(b"<p>")
                await writer.drain()
                await asyncio.sleep(DRIP_S)
        elif page.manner == "bomb":
            await _explode(writer)
        writer.write(body)
        await writer.drain()


async def _read(reader: asyncio.StreamReader) -> Visit:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = lines[0].split(" ")
    pairs = (line.partition(":") for line in lines[1:] if line)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Visit(headers["host"].partition(":")[0], path, headers, method, body)


async def _explode(writer: asyncio.StreamWriter) -> None:
    """Send little that unpacks to 200 MB."""
    writer.write(_bomb())
    await writer.drain()


@cache
def _bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    packed = [packer.compress(_BLOCK) for _ in range(BOMB_BYTES // len(_BLOCK))]
    return b"".join(packed) + packer.flush()
