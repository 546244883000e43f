"""The count that a recounting witness makes: that of every verifier, with our signatures."""

from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import read_leaf
from tablee.core.leaves.recount import Recount
from tablee.outside.signing import verify


class LeafCount:
    """The count of one campaign, from the bytes of its leaves."""

    def __init__(self) -> None:
        self._recount = Recount(verify)

    def take(self, raw: bytes) -> None:
        """Count one leaf: see `tablee.witness.recounting.Count`."""
        try:
            leaf = read_leaf(raw)
        except BadLeaf as fault:
            raise BadLeaf(f"Leaf {self._recount.size}: {fault}") from fault
        self._recount.take(leaf)


def begin_count() -> LeafCount:
    """Return the count of an empty log."""
    return LeafCount()
