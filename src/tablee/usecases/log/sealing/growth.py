"""Let the files of a log grow: its leaves and their tree, cut into tiles."""

from collections.abc import Iterable

from tablee.core.log.tiles import HEIGHT, WIDTH, Tile, packed, tile_root
from tablee.core.log.tree import leaf_hash


class Growth:
    """The last, partial tiles of a log: all that is needed to write the next ones."""

    def __init__(self) -> None:
        self.size = 0
        self._entries: list[bytes] = []
        self._levels: list[list[bytes]] = [[]]

    def grow(self, leaves: Iterable[bytes]) -> dict[str, bytes]:
        """Add *leaves*; return the files that are new by this, entries before hashes."""
        entries: dict[str, bytes] = {}
        tiles: dict[str, bytes] = {}
        touched = {0}
        before = self.size
        for leaf in leaves:
            self._entries.append(leaf)
            self.size += 1
            if len(self._entries) == WIDTH:
                entries[Tile(-1, self.size // WIDTH - 1).path] = packed(self._entries)
                self._entries = []
            self._push(0, leaf_hash(leaf), tiles, touched)
        if self._entries and self.size > before:
            tile = Tile(-1, self.size // WIDTH, len(self._entries))
            entries[tile.path] = packed(self._entries)
        for level in touched if self.size > before else ():
            if hashes := self._levels[level]:
                tile = Tile(level, self.size >> HEIGHT * (level + 1), len(hashes))
                tiles[tile.path] = b"".join(hashes)
        return entries | tiles

    def _push(self, level: int, hashed: bytes, tiles: dict[str, bytes], touched: set[int]) -> None:
        hashes = self._levels[level]
        hashes.append(hashed)
        if len(hashes) < WIDTH:
            return
        tile = Tile(level, (self.size >> HEIGHT * (level + 1)) - 1)
        tiles[tile.path] = b"".join(hashes)
        root = tile_root(hashes)
        self._levels[level] = []
        if level + 1 == len(self._levels):
            self._levels.append([])
        touched.add(level + 1)
        self._push(level + 1, root, tiles, touched)
