"""Reads the leaves of a log, bundle by bundle: here, or in several processes at once."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from copy import copy
from hashlib import sha256
from typing import Any, NamedTuple

from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import read_each, read_leaf
from tablee.core.log.fault import BadLog
from tablee.core.log.tiles import WIDTH, Tile, bundles_of, unpacked
from tablee.core.text import Text
from tablee.verifying.sources.source import Missing, Source, read_tile

AT_ONCE = 16
"""Bundles that a process reads at one go."""
AHEAD = 3
"""Goes that wait for each process, so that it never waits and memory stays small."""

Leaf = dict[str, Any]


class Fault(NamedTuple):
    """A leaf that cannot be read as one."""

    number: int
    why: Text


class Bundle(NamedTuple):
    """What was read of one file of leaves."""

    tile: Tile
    hashes: bytes = b""
    leaves: Sequence[Leaf] = ()
    """The leaves, up to the first that cannot be read."""
    fault: Fault | None = None
    is_readable: bool = True


def read_leaves(source: Source, size: int, workers: int) -> Iterator[Bundle]:
    """Give the bundles of a log of *size* leaves, in order."""
    bundles = [*bundles_of(size)]
    if workers <= 1 or len(bundles) <= AT_ONCE:
        for tile in bundles:
            yield _read(source, tile)
        return
    goes = [bundles[at : at + AT_ONCE] for at in range(0, len(bundles), AT_ONCE)]
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(source,)) as pool:
        waiting: deque[Future[list[Bundle]]] = deque()
        for go in goes:
            waiting.append(pool.submit(_read_go, go))
            if len(waiting) >= workers * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def find_act(source: Source, size: int, number: int) -> Leaf | None:
    """Return the leaf by which act *number* was received, if it is in the log."""
    begins = b'{"act":%d,' % number
    for tile in bundles_of(size):
        for entry in read_entries(source, tile):
            if entry.startswith(begins) and (leaf := read_leaf(entry))["leaf"] == "act":
                return leaf
    return None


_SOURCES: list[Source] = []
"""In a process of its own: what it reads from."""


def _begin(source: Source) -> None:
    # A copy: an open file that two processes share would be read at the place of the other.
    _SOURCES[:] = [copy(source)]


def _read_go(tiles: list[Tile]) -> list[Bundle]:
    return [_read(_SOURCES[0], tile) for tile in tiles]


def _read(source: Source, tile: Tile) -> Bundle:
    try:
        entries = read_entries(source, tile)
    except (Missing, BadLog):
        return Bundle(tile, is_readable=False)
    hashes = b"".join([sha256(b"\x00" + entry).digest() for entry in entries])
    try:
        return Bundle(tile, hashes, read_each(entries))
    except BadLeaf:
        return Bundle(tile, hashes, *_until_fault(tile, entries))


def _until_fault(tile: Tile, entries: list[bytes]) -> tuple[list[Leaf], Fault | None]:
    """Return the leaves before the first that cannot be read, and what is wrong with that one."""
    leaves: list[Leaf] = []
    try:
        for entry in entries:
            leaves.append(read_leaf(entry))  # noqa: PERF401 - what came before a fault is kept
    except BadLeaf as error:
        return leaves, Fault(tile.number * WIDTH + len(leaves), error.words)
    return leaves, None


def read_entries(source: Source, tile: Tile) -> list[bytes]:
    """Return the entries of a bundle; where a log has grown since, those it began with.

    Raises:
        Missing: there is no such file.
        BadLog: it does not hold what its name says.
    """
    entries = unpacked(read_tile(source, tile))
    if len(entries) != tile.width:
        raise BadLog(
            "A bundle holds as many entries as its name says.",
            "Un lot contient autant d'entrées que son nom le dit.",
        )
    return entries
