"""Heads of requests, each read once: many acts are sent under very few of them."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import httptools

LIMIT_BYTES = 2_048
"""Longer heads are left to uvicorn: they are rare, and not worth remembering."""
MOST = 1_024
"""Heads remembered at once."""
END = b"\r\n\r\n"
_LENGTH_DIGITS = 8


Answer = Callable[[int, Sequence[tuple[bytes, bytes]], bytes], None]
"""Takes status, headers and body of an answer for whoever waits for it."""


class Hatch(Protocol):
    """Where whole requests are handed in without a task for each of them."""

    limit_bytes: int
    """Longest body it takes."""

    def read_head(self, path: str, headers: Sequence[tuple[bytes, bytes]]) -> Any:
        """Return the errand of a POST; nothing when it is not for the hatch."""
        ...

    def take(self, errand: Any, body: bytes, answer: Answer) -> bool:
        """Take a request, and answer it later; return whether it was taken."""
        ...


class Head(NamedTuple):
    """What a head says that is for the hatch."""

    errand: Any
    body_bytes: int


class Heads:
    """Reads heads for a hatch, and remembers what they say.

    What a head means depends on its bytes alone, and httptools alone reads it, as for uvicorn.
    """

    def __init__(self, hatch: Hatch) -> None:
        self._hatch = hatch
        self._known: dict[bytes, Head | None] = {}

    def read(self, head: bytes) -> Head | None:
        """Return what *head* (with its empty line) says; nothing when it is for uvicorn."""
        try:
            return self._known[head]
        except KeyError:
            found = self._read(head)
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[head] = found
        return found

    def _read(self, head: bytes) -> Head | None:
        reading = _Reading()
        parser = httptools.HttpRequestParser(reading)
        try:
            parser.feed_data(head[:-1])
            ends_early = reading.is_complete()
            parser.feed_data(head[-1:])
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            return None
        is_plain = (
            reading.is_complete()
            and not ends_early
            and parser.get_method() == b"POST"
            and parser.get_http_version() == "1.1"
            and parser.should_keep_alive()
            and not parser.should_upgrade()
        )
        length = _length(reading.headers) if is_plain else 0
        if not 0 < length <= self._hatch.limit_bytes:
            return None
        errand = self._hatch.read_head(reading.url.decode("latin-1"), reading.headers)
        return None if errand is None else Head(errand, length)


class _Reading:
    """What the parser has found so far."""

    def __init__(self) -> None:
        self.url = b""
        self.headers: list[tuple[bytes, bytes]] = []
        self._is_complete = False

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        self._is_complete = True

    def is_complete(self) -> bool:
        return self._is_complete


def _length(headers: Sequence[tuple[bytes, bytes]]) -> int:
    """Return the announced length of the body; 0 when it comes in any other way."""
    named = dict(headers)
    if b"transfer-encoding" in named or b"expect" in named or b"upgrade" in named:
        return 0
    length = named.get(b"content-length", b"")
    return int(length) if length.isdigit() and len(length) <= _LENGTH_DIGITS else 0
