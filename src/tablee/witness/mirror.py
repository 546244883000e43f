"""A copy of a log's tiles, as everybody may have one: what a recounting witness counts from."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from tablee.core.log.fault import BadLog
from tablee.core.log.tiles import (
    ENTRIES,
    HEIGHT,
    WIDTH,
    Tile,
    bundles_of,
    packed,
    tile_root,
    unpacked,
)
from tablee.core.log.tree import HASH_BYTES
from tablee.outside import disk

Get = Callable[[Sequence[str]], list[bytes | None]]
"""Returns what lies at each path below a log's address; nothing where there is nothing."""
AT_ONCE = 64


class NotServed(Exception):
    """The log does not serve what it should, in a sentence; nothing was counted."""


class Mirror:
    """The copy of one log.

    It may lose its files, or find them damaged: the log is asked again for what does not lead to
    the root that was seen. So they are written whole, and not waited for.
    """

    def __init__(self, folder: Path, get: Get) -> None:
        """Keep the copy in *folder*; *get* asks the log."""
        self._folder = folder
        self._get = get

    def leaves(self, first: int, last: int) -> Iterator[bytes]:
        """Give leaves *first* to *last* (not included) of the copy.

        Raises:
            BadLog: they are not there, or cannot be read.
        """
        for tile in bundles_of(last, first):
            start = tile.number * WIDTH
            entries = unpacked(self.tile(tile))
            if len(entries) < tile.width:
                raise BadLog(f"{tile.path} is too short.")
            yield from entries[max(0, first - start) : tile.width]

    def tile(self, tile: Tile, *, is_exact: bool = False) -> bytes:
        """Return what a tile holds, or the whole one of which it is the beginning.

        Raises:
            BadLog: it is not there.
        """
        for each in (tile, tile if is_exact else tile.whole):
            path = self._folder / each.path
            if path.is_file():
                return path.read_bytes()
        raise BadLog(f"{tile.path} is not in the copy.")

    def bring(self, first: int, last: int) -> None:
        """Copy leaves *first* to *last* from the log; those before are not to change.

        Raises:
            NotServed: the log does not have them there.
        """
        begun = [*self.leaves(first - first % WIDTH, first)]
        tiles = bundles_of(last, first)
        while some := [*islice(tiles, AT_ONCE)]:
            for tile, entries in zip(some, self._asked(some), strict=True):
                if entries[: len(begun)] != begun:
                    raise NotServed(f"The log serves {tile.path} with other leaves than before.")
                begun = []
                self._put(tile, packed(entries))

    def put_hashes(self, before: int, hashes: list[bytes]) -> None:
        """Write the tiles of hashes that *hashes* of leaves fill or begin after *before* leaves.

        Raises:
            BadLog: the tiles that they go on from are not in the copy.
        """
        level = 0
        while hashes:
            number, width = divmod(before, WIDTH)
            begun = self.tile(Tile(level, number, width))[: width * HASH_BYTES] if width else b""
            row = [begun[at : at + HASH_BYTES] for at in range(0, len(begun), HASH_BYTES)] + hashes
            chunks = [row[at : at + WIDTH] for at in range(0, len(row), WIDTH)]
            for at, chunk in enumerate(chunks):
                self._put(Tile(level, number + at, len(chunk)), b"".join(chunk))
            hashes = [tile_root(chunk) for chunk in chunks if len(chunk) == WIDTH]
            before >>= HEIGHT
            level += 1

    def prune(self, before: int, size: int) -> None:
        """Remove the partial tiles of a log of *before* leaves that one of *size* has not."""
        for level in (ENTRIES, *range(before.bit_length() // HEIGHT + 1)):
            old, new = (each >> HEIGHT * max(0, level) for each in (before, size))
            number, width = divmod(old, WIDTH)
            if width and old < new:
                (self._folder / Tile(level, number, width).path).unlink(missing_ok=True)

    def _asked(self, tiles: list[Tile]) -> list[list[bytes]]:
        answers = self._get([tile.path for tile in tiles])
        found: list[list[bytes]] = []
        for tile, answer in zip(tiles, answers, strict=True):
            given = answer
            if given is None and tile.width < WIDTH:  # it has grown, and keeps whole tiles only
                given = self._get([tile.whole.path])[0]
            try:
                entries = unpacked(given or b"")
            except BadLog as fault:
                raise NotServed(f"The log serves {tile.path} badly. {fault}") from fault
            if len(entries) < tile.width:
                raise NotServed(f"The log does not serve {tile.path}.")
            found.append(entries[: tile.width])
        return found

    def _put(self, tile: Tile, content: bytes) -> None:
        path = self._folder / tile.path
        if not path.is_file() or path.read_bytes() != content:
            disk.put(path, content)
