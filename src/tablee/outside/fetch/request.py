"""Write a request: no cookie, no credential, and no line that a stranger slipped in."""

import re
from collections.abc import Mapping

from tablee.outside.fetch.destination import Destination
from tablee.ports.fetch import Ask

OURS = frozenset(
    {
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "host",
        "transfer-encoding",
        "user-agent",
    }
)
"""Headers that the gate writes itself."""
NEVER = frozenset({"authorization", "cookie", "cookie2", "proxy-authorization"})
ECHOES = frozenset({"if-modified-since", "if-none-match"})
"""Headers that say again what a stranger said; what cannot be said is left out."""
METHODS = frozenset({"GET", "HEAD", "POST"})

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", re.ASCII)
_VALUE = re.compile(r"[\t\x20-\x7e]*", re.ASCII)


def write_request(ask: Ask, destination: Destination, user_agent: str) -> bytes:
    """Return the bytes to send to *destination*.

    Raises:
        ValueError: *ask* carries a cookie, a credential, a header of ours or one with line breaks;
            that is a mistake of ours, not of a stranger.
    """
    if ask.method not in METHODS:
        raise ValueError(f"a method that we do not use: {ask.method!r}")
    lines = [
        f"{ask.method} {destination.path} HTTP/1.1",
        f"Host: {destination.authority}",
        f"User-Agent: {user_agent}",
        f"Accept: {_plain(ask.accept)}",
        "Accept-Encoding: gzip, deflate, br, zstd",
        "Connection: close",
        *_further(ask.headers),
    ]
    if ask.token:
        lines.append(f"Authorization: Bearer {_plain(ask.token.reveal())}")
    if ask.body or ask.method == "POST":
        lines.append(f"Content-Length: {len(ask.body)}")
    return "\r\n".join([*lines, "", ""]).encode("ascii") + ask.body


def _further(headers: Mapping[str, str]) -> list[str]:
    lines = []
    for name, value in headers.items():
        if name.lower() in OURS | NEVER or not _NAME.fullmatch(name):
            raise ValueError(f"a header that we do not send: {name!r}")
        if name.lower() not in ECHOES or _VALUE.fullmatch(value):
            lines.append(f"{name}: {_plain(value)}")
    return lines


def _plain(value: str) -> str:
    if not _VALUE.fullmatch(value):
        raise ValueError(f"a header that we do not send: {value!r}")
    return value
