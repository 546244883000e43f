"""Addresses that only this site can make: to join a shift, to look after one's place, to mark."""

from enum import StrEnum
from hashlib import blake2b
from hmac import compare_digest
from typing import NamedTuple

from tablee.core.errors import UnknownAct

_MARK_BYTES = 16
_DIGITS = 16
_PARTS = 4


class Door(StrEnum):
    """What a link opens."""

    JOIN = "join"
    """The place that somebody asked for: once, and for some time."""
    MINE = "mine"
    """The page of somebody who has a place, or waits for one."""
    SHEET = "sheet"
    """The presence sheet of a shift."""


class Link(NamedTuple):
    """What a link opens, and until when."""

    door: Door
    number: int
    """Of the volunteer, or of the shift."""
    turn: int
    until_ms: int


def link_token(secret: bytes, slug: str, link: Link) -> str:
    """Return the last part of the address of *link*.

    >>> link_token(b"secret", "restos-2026", Link(Door.MINE, 7, 1, 0)).rpartition("-")[0]
    '7-1-0'
    """
    told = f"{link.number}-{link.turn}-{link.until_ms}"
    named = f"{slug}\nshifts\n{link.door}\n{told}".encode()
    return f"{told}-{blake2b(named, key=secret, digest_size=_MARK_BYTES).hexdigest()}"


def read_link(secret: bytes, slug: str, door: Door, token: str) -> Link:
    """Return the link that *token* was made for. Whether its time is over is not looked at.

    Raises:
        UnknownAct: this site never made that token for that door of that campaign.
    """
    parts = token.split("-")
    numbers = [
        int(each)
        for each in parts[:3]
        if each.isascii() and each.isdigit() and len(each) <= _DIGITS
    ]
    if len(parts) != _PARTS or len(numbers) != _PARTS - 1:
        raise UnknownAct
    link = Link(door, *numbers)
    if not compare_digest(link_token(secret, slug, link).encode(), token.encode()):
        raise UnknownAct
    return link
