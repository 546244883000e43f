"""Hashes of what a picture looks like: PDQ (256 bits) and pHash (64 bits), in eight positions.

Both are made from the lowest waves of the picture (its discrete cosine transform), so a picture
that is turned or mirrored has the same waves with other signs, rows for columns: one transform
gives all eight. Written by the specification of PDQ ("The TMK+PDQF Video-Hashing Algorithm and the
PDQ Image-Hashing Algorithm", Facebook 2019); the tests hold it to hashes of its reference code.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import cos, pi
from statistics import median

from tablee.core.drawing.likeness import Likeness

PDQ_SIDE, PDQ_WAVES = 64, 16
PHASH_SIDE, PHASH_WAVES = 32, 8
_MOST_QUALITY = 100
_QUALITY_PER = 90
Grid = Sequence[Sequence[float]]


def positions(fine: Grid, coarse: Grid) -> list[Likeness]:
    """Return the likeness of a picture in its eight positions, as it is first.

    *fine* is its brightness (0 to 255) in 64 rows of 64, blurred as PDQ wants; *coarse* in 32 of
    32, as pHash wants.
    """
    quality = _quality(fine)
    pdq_waves = _waves(fine, PDQ_WAVES, first=1)
    phash_waves = _waves(coarse, PHASH_WAVES, first=0)
    both = zip(_turned(pdq_waves, 1), _turned(phash_waves, 0), strict=True)
    return [Likeness(_bits(pdq), _bits(phash), quality) for pdq, phash in both]


def _waves(grid: Grid, count: int, *, first: int) -> Grid:
    """Return the waves *first* to *first* + *count* - 1 of a square grid, in both directions."""
    size = len(grid)
    table = [
        [cos(pi / (2 * size) * wave * (2 * at + 1)) for at in range(size)]
        for wave in range(first, first + count)
    ]
    columns = [*zip(*grid, strict=True)]
    upright = [[_dot(row, column) for column in columns] for row in table]
    return [[_dot(line, row) for row in table] for line in upright]


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(map(float.__mul__, map(float, one), map(float, other)))


def _turned(waves: Grid, first: int) -> list[Grid]:
    """Return the waves of the picture in its eight positions: mirrored, and rows for columns."""
    signs: tuple[Callable[[int, int], int], ...] = (
        lambda _down, _across: 1,
        lambda _down, across: -1 if across % 2 else 1,
        lambda down, _across: -1 if down % 2 else 1,
        lambda down, across: -1 if (down + across) % 2 else 1,
    )
    upright = [
        [
            [wave * sign(down, across) for across, wave in enumerate(row, first)]
            for down, row in enumerate(waves, first)
        ]
        for sign in signs
    ]
    return [*upright, *([*zip(*each, strict=True)] for each in upright)]


def _bits(waves: Grid) -> bytes:
    """Return a bit for each wave, the first one lowest: is it stronger than half of them?"""
    flat = [wave for row in waves for wave in row]
    middle = median(flat)
    whole = sum((wave > middle) << index for index, wave in enumerate(flat))
    return whole.to_bytes(len(flat) // 8)


def _quality(grid: Grid) -> int:
    """Return PDQ's measure of how much there is to see: the steps between neighbours."""
    rows = [*grid]
    columns = [*zip(*grid, strict=True)]
    steps = sum(
        int(abs(one - other) * _MOST_QUALITY / 255)
        for lines in (rows, columns)
        for line, following in pairwise(lines)
        for one, other in zip(line, following, strict=True)
    )
    return min(_MOST_QUALITY, steps // _QUALITY_PER)
