"""A log that is open for sealing: its whole count, its edge, its last tiles, all in memory."""

from collections.abc import Iterable, Iterator

from tablee.core.leaves.leaf import read_leaf
from tablee.core.leaves.recount import Recount
from tablee.core.log.note import Verify
from tablee.core.log.tiles import WIDTH, Tile, unpacked
from tablee.core.log.tree import Edge, leaf_hash
from tablee.ports.log.files import LogFiles
from tablee.ports.log.logs import Log
from tablee.usecases.log.sealing.doubt import Doubt, LogInDoubt
from tablee.usecases.log.sealing.growth import Growth

BUNDLES_AT_ONCE = 64


class Opened:
    """How one log stands. Whoever has changed it and then fails must throw it away."""

    def __init__(self, verify: Verify) -> None:
        self.count = Recount(verify)
        self.edge = Edge()
        self.growth = Growth()

    def stands_at(self, log: Log) -> bool:
        """Return whether this is the log as it was sealed last."""
        return (self.edge.size, self.edge.root) == (log.size, log.root)

    def hash_all(self, leaves: Iterable[bytes]) -> None:
        """Let the tree grow by *leaves*."""
        append = self.edge.append
        for leaf in leaves:
            append(leaf_hash(leaf))


def open_log(files: LogFiles, log: Log, verify: Verify) -> Opened:
    """Read a log from its files, and count and hash it again from the first leaf.

    Raises:
        BadLeaf: a leaf does not follow from those before it.
        LogInDoubt: a file is missing, or is not what was sealed.
    """
    opened = Opened(verify)
    for bundles in _bundles(files, log.size):
        leaves = [leaf for bundle in bundles for leaf in unpacked(bundle)]
        for leaf in leaves:
            opened.count.take(read_leaf(leaf))
        opened.hash_all(leaves)
        for path, content in opened.growth.grow(leaves).items():
            # Only at the end of the log are partial tiles what was sealed.
            is_there = ".p/" not in path or opened.growth.size == log.size
            if is_there and files.read(path) != content:
                raise LogInDoubt(Doubt.FILE_CHANGED, path=path)
    if not opened.stands_at(log):
        raise LogInDoubt(Doubt.ROOT_CHANGED)
    return opened


def _bundles(files: LogFiles, size: int) -> Iterator[list[bytes]]:
    """Give what the files of entries hold, some at a time."""
    tiles = [
        Tile(-1, number, min(WIDTH, size - number * WIDTH))
        for number in range((size + WIDTH - 1) // WIDTH)
    ]
    for start in range(0, len(tiles), BUNDLES_AT_ONCE):
        found: list[bytes] = []
        for tile in tiles[start : start + BUNDLES_AT_ONCE]:
            content = files.read(tile.path)
            if content is None:
                raise LogInDoubt(Doubt.FILE_MISSING, path=tile.path)
            found.append(content)
        yield found
