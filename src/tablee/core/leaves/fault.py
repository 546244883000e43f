"""What is wrong with a leaf, in a sentence."""

from tablee.core.log.fault import BadLog


class BadLeaf(BadLog):
    """This leaf is not one that a sound log holds at this place."""
