"""Is every tile the one that its leaves make, and is their root the one that was signed?"""

from collections.abc import Sequence

from tablee.core.log.tiles import HEIGHT, WIDTH, Tile, hashes_in, tile_root, tiles_of
from tablee.core.log.tree import EMPTY_ROOT, HASH_BYTES, edge_of
from tablee.core.text import Text
from tablee.verifying.finding import Finding, State, wrong
from tablee.verifying.sources.source import Missing, Source, read_tile


class Tree:
    """The hashes of a log, as they follow from its leaves, at every level of tiles."""

    def __init__(self) -> None:
        self.levels: list[bytearray] = []

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self.levels[0]) // HASH_BYTES if self.levels else 0

    def add(self, hashes: bytes) -> None:
        """Add the leaf hashes of one bundle; all bundles but the last are whole."""
        self._extend(0, hashes)

    def _extend(self, level: int, hashes: bytes) -> None:
        if level == len(self.levels):
            self.levels.append(bytearray())
        grown = self.levels[level]
        grown += hashes
        if len(grown) % (WIDTH * HASH_BYTES) == 0:
            last = bytes(grown[-WIDTH * HASH_BYTES :])
            self._extend(level + 1, tile_root(hashes_in(last)))

    def tile(self, tile: Tile) -> bytes:
        """Return what a tile of hashes must hold."""
        if tile.level >= len(self.levels):
            return b""
        first = tile.number * WIDTH * HASH_BYTES
        return bytes(self.levels[tile.level][first : first + tile.width * HASH_BYTES])

    def root(self, size: int) -> bytes:
        """Return the root that the tree had when it had *size* leaves."""
        return edge_of(size, self._subtree).root if size else EMPTY_ROOT

    def leaf(self, number: int) -> bytes:
        """Return the hash of a leaf."""
        return bytes(self.levels[0][number * HASH_BYTES : (number + 1) * HASH_BYTES])

    def _subtree(self, level: int, index: int) -> bytes:
        whole, rest = divmod(level, HEIGHT)
        first = (index << rest) * HASH_BYTES
        found = bytes(self.levels[whole][first : first + (HASH_BYTES << rest)])
        return tile_root(hashes_in(found))


def check_tiles(source: Source, tree: Tree, size: int, bundles: Sequence[str]) -> Finding:
    """Check every tile of hashes against the leaves; *bundles* could not be read at all.

    Where leaves and tiles contradict each other, whichever leads to the signed root is right.
    """
    if bundles:
        return wrong("tiles", _UNREADABLE.about(", ".join(bundles[:5])), tuple(bundles))
    hashes = (tile for tile in tiles_of(size) if tile.level >= 0)
    bad = [tile for tile in hashes if _stored(source, tile) != tree.tile(tile)]
    if not bad:
        return Finding("tiles", State.RIGHT, _RIGHT)
    return wrong("tiles", _DIFFER.about(", ".join(each.path for each in bad[:5])), _paths(bad))


def blame(source: Source, tiles: Finding, root: bytes, size: int) -> Finding:
    """Name the bundles instead of the tiles, where the tiles lead to the signed *root*."""
    lowest = [tile for tile in tiles_of(size) if tile.level == 0]
    stored = Tree()
    for tile in lowest:
        hashes = _stored(source, tile)
        if len(hashes) != tile.width * HASH_BYTES:
            return tiles
        stored.add(hashes)
    if stored.root(size) != root:
        return tiles
    bad = [tile._replace(level=-1) for tile in lowest if tile.path in tiles.files]
    return wrong("tiles", _DIFFER.about(", ".join(each.path for each in bad[:5])), _paths(bad))


def check_root(computed: bytes, signed: bytes, files: tuple[str, ...] = ()) -> Finding:
    """Check the root that the leaves make against the one that was signed."""
    if computed == signed:
        return Finding("root", State.RIGHT, _ROOT)
    return wrong("root", _OTHER_ROOT, files)


def _stored(source: Source, tile: Tile) -> bytes:
    try:
        return read_tile(source, tile)
    except Missing:
        return b""


def _paths(tiles: Sequence[Tile]) -> tuple[str, ...]:
    return tuple(each.path for each in tiles)


_UNREADABLE = Text(
    "These files of leaves are missing or cannot be read: {}",
    "Ces fichiers de feuilles manquent ou ne peuvent être lus : {}",
)
_DIFFER = Text(
    "These files contradict the rest of the log: {}",
    "Ces fichiers contredisent le reste du journal : {}",
)
_RIGHT = Text(
    "Every tile of hashes is the one that the leaves make.",
    "Chaque tuile d'empreintes est celle que font les feuilles.",
)
_ROOT = Text(
    "The leaves make the root that was signed.", "Les feuilles font la racine qui a été signée."
)
_OTHER_ROOT = Text(
    "The leaves do not make the root that was signed: something was changed, added or dropped.",
    "Les feuilles ne font pas la racine signée : on a changé, ajouté ou retiré quelque chose.",
)
