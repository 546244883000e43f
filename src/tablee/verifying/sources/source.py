"""Files by their paths, wherever they lie; nothing is ever written to where they lie."""

from typing import Protocol

from tablee.core.log.tiles import Tile, cut
from tablee.core.text import Text
from tablee.verifying.finding import Unusable

MOST_FILE_BYTES = 256 * 1024 * 1024
MOST_FILES = 2_000_000


class Missing(Exception):
    """There is no such file, or it cannot be read whole."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Source(Protocol):
    """The files of a log or of an export; it can be sent to another process."""

    def read(self, path: str) -> bytes:
        """Return what a file holds.

        Raises:
            Missing: it is not there, or cannot be read.
        """
        ...

    def paths(self) -> list[str]:
        """Return the paths of all files, sorted."""
        ...


def read_tile(source: Source, tile: Tile) -> bytes:
    """Return a tile; where a log has grown since, it is the beginning of the whole one.

    Raises:
        Missing: neither is there.
        BadLog: the whole one is no bundle of entries.
    """
    try:
        return source.read(tile.path)
    except Missing:
        if tile == tile.whole:
            raise
    try:
        whole = source.read(tile.whole.path)
    except Missing as error:
        raise Missing(tile.path) from error
    return cut(whole, tile)


def optional(source: Source, path: str) -> bytes | None:
    """Return what a file holds, if it is there."""
    try:
        return source.read(path)
    except Missing:
        return None


def too_large() -> Unusable:
    """Return that more was given than a log may hold."""
    return Unusable(
        Text(
            "This is larger than any log may be: it was not read.",
            "C'est plus grand qu'un journal ne peut l'être : rien n'a été lu.",
        )
    )
