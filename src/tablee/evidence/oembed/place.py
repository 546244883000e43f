"""Where on a network an address leads: its hosts are known, whatever else the address says."""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote

from tablee.core.errors import InvalidClaim
from tablee.evidence.address.parts import split

MOST_FIELDS = 50


class Place(NamedTuple):
    """A place on a network."""

    host: str
    path: str
    """Without percent signs, and without a slash at its end."""
    query: dict[str, str]
    """The first value of each field."""


def place(address: str, hosts: re.Pattern[str]) -> Place | None:
    r"""Return where *address* leads, if that is on one of *hosts*: all of its name must match.

    >>> place("https://m.videos.example/v/7?t=3", re.compile(r"(?:m\.)?videos\.example"))
    Place(host='m.videos.example', path='/v/7', query={'t': '3'})
    >>> place("https://videos.example.evil.example/v/7", re.compile(r"videos\.example"))
    """
    try:
        parts = split(address)
    except InvalidClaim:
        return None
    if parts.port or not hosts.fullmatch(parts.host):
        return None
    try:
        fields = parse_qsl(parts.query, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    return Place(parts.host, unquote(parts.path).rstrip("/"), dict(fields[::-1]))
