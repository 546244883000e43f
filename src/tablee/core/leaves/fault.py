"""What is wrong with a leaf, in a sentence."""

from tablee.core.log.fault import BadLog


class BadLeaf(BadLog):
    """This leaf is not one that a sound log holds at this place."""


class LeafRefused(BadLeaf):
    """This leaf does not follow from those before it."""

    def __init__(self, number: int, kind: str, why: str) -> None:
        """Take the leaf's number and kind, and what is wrong with it in a sentence."""
        self.number, self.kind, self.why = number, kind, why
        super().__init__(f"Leaf {number} ({kind}): {why}")
