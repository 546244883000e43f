"""Read a stranger's answer as it comes in, and never more of it than is wanted."""

from typing import NamedTuple

import httptools

from tablee.outside.fetch.decoding import Undecodable, decode

FIRST_ONLY = frozenset({"content-type", "etag", "last-modified", "location"})
"""Headers of which only one can be meant: the first."""
FORGOTTEN = frozenset({"set-cookie", "set-cookie2"})
INFORMATIONAL = range(100, 200)


class BadAnswer(Exception):
    """What came is not HTTP, or more of a head than anybody needs."""


class BrokeOff(Exception):
    """The answer ended before its end."""


class Limits(NamedTuple):
    """How much of an answer is taken."""

    body_bytes: int = 1_048_576
    """Of the body, as it was sent and as it is decoded."""
    raw_bytes: int = 4 * 1_048_576
    """Of everything after the head, with what chunks add."""
    head_bytes: int = 65_536
    headers: int = 256


class Answer:
    """One answer: fed with bytes until it is complete."""

    def __init__(self, limits: Limits, *, has_body: bool = True) -> None:
        """Expect an answer within *limits*; that to HEAD never *has_body*."""
        self._limits = limits
        self._has_body = has_body
        self._parser: httptools.HttpResponseParser | None = httptools.HttpResponseParser(self)
        self._head_left = self._unread_left = limits.head_bytes
        self._raw_left = limits.raw_bytes
        self._headers_left = limits.headers
        self._body = bytearray()
        self._in_body = False
        self.status = 0
        self.headers: dict[str, str] = {}
        self.was_asked_for = False
        self.is_complete = False
        self.is_cut = False

    def feed(self, received: bytes) -> bool:
        """Take what was *received*; return whether nothing more is needed.

        Raises:
            BadAnswer: it cannot be read; nothing of it is to be used.
        """
        if self._parser is None:
            return True
        was_in_body = self._in_body
        try:
            self._parser.feed_data(received)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as trouble:
            if not self.is_complete:
                self.close()
                raise BadAnswer(_root(trouble)) from None
        if not self.is_complete:
            self._count(len(received), was_in_body=was_in_body)
        if self.is_complete:
            self.close()
        return self.is_complete

    def end(self) -> None:
        """Say that the other side has closed the connection.

        Raises:
            BrokeOff: it should have said more.
        """
        if self.is_complete:
            return
        self.close()
        says_length = "content-length" in self.headers
        is_chunked = "chunked" in self.headers.get("transfer-encoding", "").lower()
        if not self._in_body or says_length or is_chunked:
            raise BrokeOff
        self.is_complete = True

    def close(self) -> None:
        """Let go of the parser, which holds us as we hold it."""
        self._parser = None

    def decoded(self) -> tuple[bytes, bool]:
        """Return the body without its codings, and whether that is all of it.

        Raises:
            BadAnswer: it is not in the coding it claims.
        """
        said = self.headers.get("content-encoding", "").lower().split(",")
        codings = [word for each in said if (word := each.strip()) not in {"", "identity"}]
        try:
            body, is_whole = decode(bytes(self._body), codings, self._limits.body_bytes)
        except Undecodable as trouble:
            raise BadAnswer(str(trouble)) from None
        return body, is_whole and not self.is_cut

    def _count(self, received_bytes: int, *, was_in_body: bool) -> None:
        """Bound what parsers keep to themselves: heads that do not end, chunks of nothing."""
        if was_in_body:
            self._raw_left -= received_bytes
            if self._raw_left < 0:
                self._cut()
        elif not self._in_body:
            self._unread_left -= received_bytes
            if self._unread_left < 0:
                self.close()
                raise BadAnswer("a head without end")

    # What the parser calls.

    def on_message_begin(self) -> None:
        """Begin; after an interim answer, begin anew."""
        if not self.is_complete:
            self.headers = {}

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep one header of the head; those after the body are not looked at."""
        if self._in_body:
            return
        self._headers_left -= 1
        self._head_left -= len(name) + len(value) + 4
        if self._headers_left < 0 or self._head_left < 0:
            raise BadAnswer("too long a head")
        key = name.decode("latin-1").lower()
        text = _text(value).strip()
        if key in FORGOTTEN or (key in FIRST_ONLY and key in self.headers):
            return
        self.headers[key] = f"{self.headers[key]}, {text}" if key in self.headers else text

    def on_headers_complete(self) -> None:
        """Know what kind of answer it is."""
        if self._parser is None or self.is_complete:
            return
        self.status = self._parser.get_status_code()
        if self.status in INFORMATIONAL:
            return
        self._in_body = True
        self.is_complete = not self._has_body

    def on_body(self, part: bytes) -> None:
        """Keep a part of the body, up to the limit; what follows it is nobody's."""
        if self.is_complete:
            return
        room = self._limits.body_bytes - len(self._body)
        self._body += part[:room]
        if len(part) > room:
            self._cut()

    def on_message_complete(self) -> None:
        """Know that nothing follows, unless this was an interim answer."""
        if self._in_body:
            self.is_complete = True

    def _cut(self) -> None:
        self.is_cut = self.is_complete = True


def _text(value: bytes) -> str:
    """Read a header as it was meant: addresses are written in UTF-8, whatever the standard says."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _root(trouble: BaseException) -> str:
    return str(trouble.__context__ or trouble)
