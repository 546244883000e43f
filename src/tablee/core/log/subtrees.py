"""Looks subtrees up in tiles, so that proofs are made from the files that everybody has."""

from collections.abc import Callable

from tablee.core.log.fault import BadLog
from tablee.core.log.tiles import HEIGHT, WIDTH, Tile, hashes_in, tile_root

Read = Callable[[str], bytes | None]
"""Returns what lies at a path of the log; nothing if nothing does."""


class Subtrees:
    """The subtrees of a log of so many leaves; tiles are read once each.

    Raises, when asked:
        BadLog: a tile is missing, or holds something else than its hashes.
    """

    def __init__(self, read: Read, size: int) -> None:
        self._read = read
        self._size = size
        self._known: dict[tuple[int, int], list[bytes]] = {}

    def __call__(self, level: int, index: int) -> bytes:
        """Return the root of subtree *index* of ``2**level`` leaves."""
        tile_level, rest = divmod(level, HEIGHT)
        first = index << rest
        hashes = self._tile(tile_level, first // WIDTH)
        at = first % WIDTH
        found = hashes[at : at + (1 << rest)]
        if len(found) != 1 << rest:
            raise BadLog(f"The log has no whole subtree {index} at level {level}.")
        return tile_root(found)

    def _tile(self, level: int, number: int) -> list[bytes]:
        hashes = self._known.get((level, number))
        if hashes is None:
            width = min(WIDTH, (self._size >> (HEIGHT * level)) - number * WIDTH)
            hashes = self._known[level, number] = self._load(Tile(level, number, width))
        return hashes

    def _load(self, tile: Tile) -> list[bytes]:
        """Return a tile's hashes; where it is partial, a later and wider one will do."""
        if tile.width < 1:
            raise BadLog(f"The log has no tile {tile.number} at level {tile.level}.")
        content = self._read(tile.path) or self._read(tile._replace(width=WIDTH).path)
        hashes = [] if content is None else hashes_in(content)
        if len(hashes) < tile.width:
            raise BadLog(f"The file {tile.path} is missing or too short.")
        return hashes[: tile.width]
