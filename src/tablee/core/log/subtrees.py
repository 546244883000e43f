"""Looks subtrees up in the files that everybody has, so that anybody can make proofs."""

from collections.abc import Callable
from functools import cache

from tablee.core.log.fault import BadLog
from tablee.core.log.tiles import Tile, subtrees_in
from tablee.core.log.tree import Subtree

Read = Callable[[str], bytes | None]
"""Returns what lies at a path of the log; nothing if nothing does."""


def subtrees_at(size: int, read: Read) -> Subtree:
    """Return how to look up a subtree of a log of *size* leaves; each file is read once.

    Where a partial tile was replaced by the whole one, that will do.

    Raises, when it looks one up:
        BadLog: a tile is missing, or holds something else than its hashes.
    """

    @cache
    def content(tile: Tile) -> bytes:
        found = read(tile.path) or read(tile.whole.path)
        if found is None:
            raise BadLog(f"The file {tile.path} is missing.", f"Le fichier {tile.path} manque.")
        return found

    return subtrees_in(size, content)
