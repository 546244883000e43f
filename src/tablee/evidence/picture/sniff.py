"""What a file is, and how large a picture it holds, read from its first bytes alone.

Nothing is decoded here: whatever this lets through is opened in a process apart, and only by the
decoder of the format found here. Names and content types that senders give play no part.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from tablee.evidence.picture.fault import Fault, PictureRefused

MOST_BYTES = 10 * 1_048_576
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 12_000
SHORTEST_SIDE = 64
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_SVG_WITHIN = 1_024
_HEIC = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"heim", b"heis"})
_OTHERS = (b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"8BPS", b"\xff\x0a")
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_MARK = 0xFF
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_MOST_PARTS = 4_000
"""Parts of a file that are looked at before its picture, at most."""


class Format(StrEnum):
    """A format that is taken, by the name its decoder has."""

    PNG = "PNG"
    JPEG = "JPEG"
    WEBP = "WEBP"


class Sniffed(NamedTuple):
    """What a file says that it is."""

    format: Format
    width: int
    height: int


def sniff(content: bytes) -> Sniffed:
    """Return what *content* is, judged before anything of it is decoded.

    Raises:
        PictureRefused: it is none of the formats taken, too large, too small, or animated.
    """
    if len(content) > MOST_BYTES:
        raise PictureRefused(Fault.TOO_MANY_BYTES)
    try:
        found = _read(content)
    except (IndexError, ValueError):
        raise PictureRefused(Fault.BROKEN) from None
    longest, shortest = max(found.width, found.height), min(found.width, found.height)
    if longest > LONGEST_SIDE or found.width * found.height > MOST_PIXELS:
        raise PictureRefused(Fault.TOO_MANY_PIXELS)
    if shortest < SHORTEST_SIDE:
        raise PictureRefused(Fault.TOO_SMALL)
    return found


def _read(content: bytes) -> Sniffed:
    if content.startswith(_PNG):
        return _png(content)
    if content.startswith(_JPEG):
        return _jpeg(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    raise PictureRefused(_what_else(content))


def _what_else(content: bytes) -> Fault:
    """Say what a file is that is not taken, so that its sender knows what to do."""
    begins = content[:_SVG_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begins.startswith(b"<") and b"<svg" in begins:
        return Fault.SVG
    if content[4:8] == b"ftyp":
        return Fault.HEIC if content[8:12] in _HEIC else Fault.OTHER_PICTURE
    return Fault.OTHER_PICTURE if content.startswith(_OTHERS) else Fault.NOT_A_PICTURE


def _png(content: bytes) -> Sniffed:
    if content[12:16] != b"IHDR":
        raise PictureRefused(Fault.BROKEN)
    for name in _png_parts(content):
        if name == b"acTL":
            raise PictureRefused(Fault.ANIMATED)
        if name == b"IDAT":
            return Sniffed(Format.PNG, _big(content, 16, 4), _big(content, 20, 4))
    raise PictureRefused(Fault.BROKEN)


def _png_parts(content: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    for _ in range(_MOST_PARTS):
        yield content[at + 4 : at + 8]
        at += 12 + _big(content, at, 4)


def _jpeg(content: bytes) -> Sniffed:
    at = 2
    for _ in range(_MOST_PARTS):
        if content[at] != _MARK:
            break
        while content[at] == _MARK:
            at += 1
        mark = content[at]
        if mark in _FRAMES:
            return Sniffed(Format.JPEG, _big(content, at + 6, 2), _big(content, at + 4, 2))
        at += 1 if mark in _BARE else 1 + _big(content, at + 1, 2)
    raise PictureRefused(Fault.BROKEN)


def _webp(content: bytes) -> Sniffed:
    kind = content[12:16]
    if kind == b"VP8X":
        if content[20] & 0x02:
            raise PictureRefused(Fault.ANIMATED)
        return Sniffed(Format.WEBP, 1 + _little(content, 24, 3), 1 + _little(content, 27, 3))
    if kind == b"VP8L" and content[20:21] == b"\x2f":
        bits = _little(content, 21, 4)
        return Sniffed(Format.WEBP, 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    if kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = _little(content, 26, 2) & 0x3FFF, _little(content, 28, 2) & 0x3FFF
        return Sniffed(Format.WEBP, width, height)
    raise PictureRefused(Fault.BROKEN)


def _big(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(_piece(content, at, size))


def _little(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(_piece(content, at, size), "little")


def _piece(content: bytes, at: int, size: int) -> bytes:
    piece = content[at : at + size]
    if len(piece) < size:
        raise ValueError(at)
    return piece
