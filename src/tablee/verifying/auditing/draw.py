"""Draws acts from a log: whoever has the log and the seeds draws the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tablee.core.audit.draw import Drawn, Urn
from tablee.core.audit.seed import Lots, seed_of
from tablee.core.leaves.leaf import read_leaf
from tablee.core.log.checkpoint import CHECKPOINT, Checkpoint, read_signed
from tablee.core.log.fault import BadLog
from tablee.core.log.tiles import WIDTH, Tile, bundle_with, bundles_of
from tablee.core.log.tree import leaf_hash
from tablee.core.text import Text
from tablee.verifying.checks.tree import Tree
from tablee.verifying.finding import Unusable
from tablee.verifying.reading import read_entries
from tablee.verifying.sources.source import Missing, Source

MOST_LOTS = 5_000
USUAL_LOTS = 299
"""None bad among so many: with 95 % confidence less than one in a hundred is."""


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn, and from what."""

    campaign: str
    checkpoint: Checkpoint
    """The log as it was when it was over: its size and root are fixed by then."""
    seed: bytes
    units: int
    """How many units counted acts offered."""
    drawn: tuple[Drawn, ...]
    leaves: dict[int, dict[str, Any]]
    """The leaf of each act that was drawn, by its number."""
    erased: int = 0
    """How many acts were erased after that size was reached."""


def draw_acts(source: Source, given: Sequence[bytes], lots: int) -> Draw:
    """Draw *lots* acts; *given* are seeds that are not in the log yet.

    Nothing but the root is checked here: verify the log first.

    Raises:
        Unusable: there is no log there, or it is not the one that was signed.
        NotDrawable: the campaign is not over, or a seed is missing.
    """
    signed = _signed(source)
    tree, ends, campaign = Tree(), Lots(), ""
    for raw in _entries(source, signed.size, tree):
        leaf = read_leaf(raw)
        ends.take(leaf)
        campaign = campaign or leaf.get("campaign", "")
    if tree.root(signed.size) != signed.root:
        raise Unusable(_OTHER_ROOT)
    seeds = ends.seeds(given)
    urn = Urn()
    for raw in _entries(source, ends.size):
        urn.take(read_leaf(raw))
    over = Checkpoint(signed.origin, ends.size, tree.root(ends.size))
    seed = seed_of(over, seeds)
    drawn = tuple(urn.draw(seed, lots))
    leaves = _leaves(source, signed.size, drawn)
    return Draw(campaign, over, seed, urn.units, drawn, leaves, ends.erased)


def _signed(source: Source) -> Checkpoint:
    try:
        return read_signed(source.read(CHECKPOINT))
    except (Missing, BadLog) as error:
        raise Unusable(_NO_LOG) from error


def _entries(source: Source, size: int, tree: Tree | None = None) -> Iterator[bytes]:
    """Give the first *size* leaves; their hashes go into *tree*."""
    for tile in bundles_of(size):
        entries = _bundle(source, tile)
        if tree is not None:
            tree.add(b"".join(leaf_hash(each) for each in entries))
        yield from entries


def _bundle(source: Source, tile: Tile) -> list[bytes]:
    """Return a bundle, or the beginning of the one it has grown into."""
    try:
        return read_entries(source, tile)
    except (Missing, BadLog) as error:
        for path in source.paths():
            if path.startswith(f"{tile.whole.path}.p/"):
                wider = tile._replace(width=int(path.rpartition("/")[2]))
                if wider.width > tile.width:
                    return read_entries(source, wider)[: tile.width]
        raise Unusable(_NO_LOG) from error


def _leaves(source: Source, size: int, drawn: Sequence[Drawn]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for number in sorted({each.leaf for each in drawn}):
        entries = _bundle(source, bundle_with(number, size))
        found[number] = read_leaf(entries[number % WIDTH])
    return found


_NO_LOG = Text("There is no whole log here.", "Il n'y a pas de journal entier ici.")
_OTHER_ROOT = Text(
    "The leaves do not make the root that was signed: verify the log first.",
    "Les feuilles ne font pas la racine signée : vérifiez d'abord le journal.",
)
