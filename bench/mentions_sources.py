"""Serves the posts that are told of: a page for every path, under any name, each with its words.

``python -m bench.mentions_sources PORT TARGET``; every page links to TARGET. Under names that begin
with ``hang`` nobody ever gets an answer.
"""

import asyncio
import hashlib
import sys
from typing import cast

import uvloop

HOST = "127.0.0.1"
_ENDS = ("m", "n", "r", "s", "t", "l", "p", "x", "z", "st", "nd", "rt", "lk")
_WORDS = [first + middle + last for first in "bdfk" for middle in "aeiou" for last in _ENDS]
_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: %d\r\n\r\n"
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Soup number {name}</title>
<link rel="stylesheet" href="/style.css"><script>let counter = 0;</script></head>
<body><nav>{links}</nav>
<article class="h-entry"><h1 class="p-name">Soup number {name}</h1>
<p>By <a class="p-author h-card" href="/about">Emil</a> on
<time class="dt-published" datetime="2026-01-02T03:04:05Z">2 January</time></p>
<div class="e-content">{before}
<p>One post is ten meals at <a href="{target}">this table</a>.</p>
{after}</div>
</article><footer><p>Made by hand.</p></footer></body></html>
"""
_LINKS = "".join(f'<a href="/archive/{number}">Archive {number}</a> ' for number in range(30))


def page(path: str, target: str) -> bytes:
    """Return the page at *path*: some 3,400 bytes, half of them words of its own."""
    words: list[str] = []
    for part in range(6):
        digest = hashlib.blake2b(f"{path} {part}".encode()).digest()
        words += [_WORDS[byte] for byte in digest]
    halves = [f"<p>{' '.join(words[start : start + 48])}.</p>" for start in range(0, 384, 48)]
    name = path.strip("/").replace("/", " ")
    return _PAGE.format(
        name=name,
        links=_LINKS,
        before="".join(halves[:4]),
        target=target,
        after="".join(halves[4:]),
    ).encode()


class Source(asyncio.Protocol):
    """One connection to a source."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._transport: asyncio.Transport | None = None
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the line."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer each request."""
        assert self._transport is not None
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, self._received = self._received.partition(b"\r\n\r\n")
            name = head.partition(b"ost: ")[2].partition(b"\r\n")[0]
            if name.startswith(b"hang"):
                continue
            body = page((name + head.split(b" ", 2)[1]).decode("latin-1"), self._target)
            self._transport.write(_HEAD % len(body) + body)


async def serve(port: int, target: str) -> None:
    """Serve until killed."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Source(target), HOST, port, backlog=4_096)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), sys.argv[2]))
