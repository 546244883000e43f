"""Look again at what was written: read it from the disk, and work the root out another way.

What is compared here shares no code with what has written the files, but for the hashes.
"""

from hashlib import sha256

from tablee.core.log.fault import BadLog
from tablee.core.log.tiles import ENTRIES, HEIGHT, WIDTH, Tile, hashes_in, tiles_of, unpacked
from tablee.core.log.tree import EMPTY_ROOT
from tablee.ports.log.files import LogFiles
from tablee.usecases.log.sealing.doubt import Doubt, LogInDoubt, fault_in


def reread(files: LogFiles, since: int, size: int) -> bytes:
    """Return the root of *size* leaves, by the files themselves.

    All that was written after the log had *since* leaves is read, down to each leaf.

    Raises:
        LogInDoubt: a file is missing, or is not what the files below it say.
    """
    level, below, here = ENTRIES, dict[int, bytes](), dict[int, bytes]()
    for tile in tiles_of(size, since):
        content = _read(files, tile)
        if tile.level != level:
            level, below, here = tile.level, here, {}
        if level == ENTRIES:
            here |= _hashed(tile, _held(tile, content))
        else:
            found = _held(tile, content)
            _compare(tile, found, below, since >> HEIGHT * level if level else 0)
            if len(found) == WIDTH:
                here[tile.number] = _above(found)
    return _root(files, size)


def _hashed(tile: Tile, leaves: list[bytes]) -> dict[int, bytes]:
    """Return the hash of each leaf of a bundle, by its index."""
    first = tile.number * WIDTH
    return {first + at: sha256(b"\0" + leaf).digest() for at, leaf in enumerate(leaves)}


def _compare(tile: Tile, found: list[bytes], below: dict[int, bytes], since: int) -> None:
    """Compare the hashes of a tile with what lies *below*; those before *since* are old."""
    for index, each in enumerate(found, start=tile.number * WIDTH):
        if below.get(index, each if index < since else b"") != each:
            raise LogInDoubt(Doubt.FILE_ASTRAY, path=tile.path)


def _root(files: LogFiles, size: int) -> bytes:
    """Return the root above the last tile of each level, as they are on disk."""
    rest = b""
    level = 0
    while size >> HEIGHT * level:
        count = size >> HEIGHT * level
        width = count % WIDTH
        if width:
            tile = Tile(level, count // WIDTH, width)
            found = _held(tile, _read(files, tile))
            rest = _above([*found, rest] if rest else found)
        level += 1
    return rest or EMPTY_ROOT


def _above(nodes: list[bytes]) -> bytes:
    """Return the root above subtrees of one size, and of a smaller one at the end."""
    while len(nodes) > 1:
        odd = nodes[-1:] if len(nodes) % 2 else []
        nodes = [
            sha256(b"\1" + nodes[at] + nodes[at + 1]).digest() for at in range(0, len(nodes) - 1, 2)
        ] + odd
    return nodes[0]


def _read(files: LogFiles, tile: Tile) -> bytes:
    content = files.read(tile.path)
    if content is None:
        raise LogInDoubt(Doubt.FILE_MISSING, path=tile.path)
    return content


def _held(tile: Tile, content: bytes) -> list[bytes]:
    """Return the leaves of a bundle, or the hashes of another tile."""
    try:
        found = unpacked(content) if tile.level == ENTRIES else hashes_in(content)
    except BadLog as fault:
        details = fault_in(fault.words)
        raise LogInDoubt(Doubt.FILE_UNREADABLE, path=tile.path, **details) from fault
    if len(found) != tile.width:
        raise LogInDoubt(Doubt.FILE_SHORT, path=tile.path, found=len(found), wanted=tile.width)
    return found
