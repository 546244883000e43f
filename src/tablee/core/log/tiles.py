"""Tiles: the tree of a log cut into files of 256 hashes, and its leaves into files of 256 entries.

A tile at level *l* and number *n* holds the roots of the subtrees of ``256**l`` leaves from number
``256 * n`` on. The last tile of a level may be *partial*; its width is in its name.

Source: https://c2sp.org/tlog-tiles@v0.1.0
"""

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import NamedTuple

from tablee.core.log.fault import BadLog
from tablee.core.log.tree import HASH_BYTES, Subtree

ENTRIES = -1
"""The level below the hashes: the leaves themselves."""
WIDTH = 256
HEIGHT = 8
MOST_ENTRY_BYTES = 65_535
_LENGTH_BYTES = 2
_PATH = re.compile(r"tile/(entries|[0-9])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


class Tile(NamedTuple):
    """One file of hashes, or, at level `ENTRIES`, a *bundle* of entries."""

    level: int
    number: int
    width: int = WIDTH

    @property
    def end(self) -> int:
        """The size that a tree has at least when this tile is as it is."""
        return (self.number * WIDTH + self.width) << (HEIGHT * max(0, self.level))

    @property
    def whole(self) -> "Tile":
        """What this tile is the beginning of, once the log has grown so far."""
        return self._replace(width=WIDTH)

    @property
    def path(self) -> str:
        """Its path below the log's address.

        >>> Tile(0, 1234067).path
        'tile/0/x001/x234/067'
        >>> Tile(-1, 3, width=7).path
        'tile/entries/003.p/7'
        """
        level = "entries" if self.level == ENTRIES else str(self.level)
        digits = f"{self.number % 1000:03d}"
        rest = self.number // 1000
        while rest:
            digits = f"x{rest % 1000:03d}/{digits}"
            rest //= 1000
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{digits}{partial}"


def tile_at(path: str) -> Tile | None:
    """Return the tile that lies at a path, in the only spelling a path has; nothing else does.

    >>> tile_at("tile/entries/x001/003.p/7")
    Tile(level=-1, number=1003, width=7)
    """
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    level, number, width = found.groups()
    tile = Tile(
        ENTRIES if level == "entries" else int(level),
        int(number.replace("x", "").replace("/", "")),
        WIDTH if width is None else int(width),
    )
    return tile if tile.path == path and tile.width <= WIDTH else None


def tiles_of(size: int, since: int = 0) -> Iterator[Tile]:
    """Give the tiles of a tree of *size* leaves that a tree of *since* leaves had not, entries too.

    >>> [tile.path for tile in tiles_of(257)]
    ['tile/entries/000', 'tile/entries/001.p/1', 'tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1']
    """
    yield from bundles_of(size, since)
    level, old, new = 0, since, size
    while new:
        yield from _level(level, old, new)
        level, old, new = level + 1, old >> HEIGHT, new >> HEIGHT


def bundles_of(size: int, since: int = 0) -> Iterator[Tile]:
    """Give the bundles of a log of *size* leaves that it had not with *since* leaves.

    >>> [tile.path for tile in bundles_of(513, since=300)]
    ['tile/entries/001', 'tile/entries/002.p/1']
    """
    return _level(ENTRIES, since, size)


def bundle_with(index: int, size: int) -> Tile:
    """Return the bundle of a log of *size* leaves in which the leaf at *index* lies.

    >>> bundle_with(300, size=513).path
    'tile/entries/001'
    """
    number = index // WIDTH
    return Tile(ENTRIES, number, min(WIDTH, size - number * WIDTH))


def _level(level: int, old: int, new: int) -> Iterator[Tile]:
    if old == new:
        return
    for index in range(old >> HEIGHT, (new + WIDTH - 1) >> HEIGHT):
        yield Tile(level, index, min(WIDTH, new - index * WIDTH))


def packed(entries: list[bytes]) -> bytes:
    """Return a bundle of entries: each with its length before it.

    Raises:
        BadLog: an entry is longer than a bundle can say.
    """
    try:
        return b"".join([len(each).to_bytes(_LENGTH_BYTES) + each for each in entries])
    except OverflowError as error:
        raise BadLog(
            f"An entry has at most {MOST_ENTRY_BYTES} bytes.",
            f"Une entrée a au plus {MOST_ENTRY_BYTES} octets.",
        ) from error


def unpacked(bundle: bytes) -> list[bytes]:
    """Return the entries of a bundle.

    Raises:
        BadLog: it ends in the middle of one.
    """
    entries: list[bytes] = []
    place = 0
    while place < len(bundle):
        start = place + _LENGTH_BYTES
        end = start + int.from_bytes(bundle[place:start])
        if start > len(bundle) or end > len(bundle):
            raise BadLog(
                "The bundle ends in the middle of an entry.", "Le lot finit au milieu d'une entrée."
            )
        entries.append(bundle[start:end])
        place = end
    return entries


def cut(wider: bytes, tile: Tile) -> bytes:
    """Return what *tile* holds, by the content of a *wider* one of the same place.

    Raises:
        BadLog: the wider one ends in the middle of an entry.
    """
    if tile.level == ENTRIES:
        return packed(unpacked(wider)[: tile.width])
    return wider[: tile.width * HASH_BYTES]


def hashes_in(tile: bytes) -> list[bytes]:
    """Return the hashes that a tile holds.

    Raises:
        BadLog: it ends in the middle of one, or holds too many or none.
    """
    if len(tile) % HASH_BYTES or not 0 < len(tile) <= WIDTH * HASH_BYTES:
        raise BadLog(
            "A tile holds 1 to 256 hashes of 32 bytes.",
            "Une tuile contient de 1 à 256 empreintes de 32 octets.",
        )
    return [tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)]


def tile_root(hashes: list[bytes]) -> bytes:
    """Return the root above the hashes of a whole tile, or of any power of two of them."""
    while len(hashes) > 1:
        hashes = [
            sha256(b"\x01" + left + right).digest()
            for left, right in zip(hashes[::2], hashes[1::2], strict=True)
        ]
    return hashes[0]


def subtrees_in(size: int, read: Callable[[Tile], bytes]) -> Subtree:
    """Return how to look up a subtree of a tree of *size* leaves in its tiles.

    *read* returns what a tile's file holds; a longer tile of the same place serves as well.

    Raises, when it looks one up:
        BadLog: the tile is shorter than its name says.
    """

    def subtree(level: int, index: int) -> bytes:
        tile_level, below = divmod(level, HEIGHT)
        number, first = divmod(index << below, WIDTH)
        tile = Tile(tile_level, number, min(WIDTH, (size >> HEIGHT * tile_level) - number * WIDTH))
        hashes = hashes_in(read(tile))
        if len(hashes) < tile.width or first + (1 << below) > len(hashes):
            raise BadLog(f"{tile.path} is too short.", f"{tile.path} est trop court.")
        return tile_root(hashes[first : first + (1 << below)])

    return subtree
