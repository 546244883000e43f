"""The count that a recounting witness makes: that of every verifier, with our signatures."""

from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import Leaf, read_leaf
from tablee.core.leaves.recount import Recount
from tablee.outside.signing import verify
from tablee.witness.memory import Known


class LeafCount:
    """The count of one campaign, from the bytes of its leaves."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._recount = Recount(verify)

    def take(self, raw: bytes) -> None:
        """Count one leaf: see `tablee.witness.recounting.Count`.

        The first one must be about the very log that is looked at: another campaign's leaves,
        however right, are none of this one.
        """
        try:
            leaf = read_leaf(raw)
            if not self._recount.size:
                self._check_genesis(leaf)
        except BadLeaf as fault:
            raise BadLeaf(f"Leaf {self._recount.size}: {fault}") from fault
        self._recount.take(leaf)

    def _check_genesis(self, leaf: Leaf) -> None:
        keys = [str(key) for key in self._known.keys]
        if leaf.get("origin") != self._known.origin or leaf.get("log") not in keys:
            raise BadLeaf("It is the beginning of another log.")


def begin_count(known: Known) -> LeafCount:
    """Return the count of a log of which nothing was read yet."""
    return LeafCount(known)
