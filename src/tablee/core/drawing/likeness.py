"""How alike two pictures are: by PDQ's 256 bits, which forgive edits, and by pHash's 64.

Both are hashes of what a picture looks like when it is very small; a picture that was scaled,
recoloured or saved anew has nearly the same. A picture that was turned or mirrored has not: so
a new one is compared in all of its eight positions with each earlier one as that came.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

PDQ_BITS = 31
"""Bits in which the PDQ hashes of the same picture differ, at most, as its makers measured."""
PDQ_LEAST_QUALITY = 50
"""Below, a picture has too few features for PDQ to say anything of it, as its makers measured."""
PHASH_BITS = 6
"""Bits in which the pHashes of the same picture differ, at most; of 64."""


class Likeness(NamedTuple):
    """What a picture looks like, in one position."""

    pdq: bytes = b""
    """Thirty-two bytes; empty when nothing is known of it."""
    phash: bytes = b""
    """Eight bytes."""
    quality: int = 0
    """PDQ's own measure of how much there is to see, from 0 to 100."""


def are_alike(one: Likeness, other: Likeness) -> bool:
    """Return whether a person should look at both."""
    if not one.pdq or not other.pdq:
        return False
    has_features = min(one.quality, other.quality) >= PDQ_LEAST_QUALITY
    if has_features and _distance(one.pdq, other.pdq) <= PDQ_BITS:
        return True
    return _distance(one.phash, other.phash) <= PHASH_BITS


def most_alike(positions: Sequence[Likeness], known: Iterable[tuple[int, Likeness]]) -> int:
    """Return the number of the *known* picture that one in these *positions* resembles most; or 0.

    Of several that are as near, the one named first.
    """
    found, nearest = 0, len(Likeness._fields) * 256
    for number, other in known:
        near = [
            _distance(each.pdq, other.pdq) + _distance(each.phash, other.phash)
            for each in positions
            if are_alike(each, other)
        ]
        if near and min(near) < nearest:
            found, nearest = number, min(near)
    return found


def _distance(one: bytes, other: bytes) -> int:
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()
