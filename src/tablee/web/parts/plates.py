"""The picture of a line: a long table seen from above, to scale.

Plates stand in columns of five and fill from the left. Each stands for the same number of
places; the food on a plate that is not full yet has the area of what is earned. The cloth ends
where the promises end. Beyond its edge, outlines stand for acts that bring nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt

from tablee.core.tally import PoolTally

ROWS = 5
COLUMNS = 20
MOST_PLATES = ROWS * COLUMNS
MOST_OUTLINES = 25
ROUND = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80)
"""Tenths of a power of ten that read as round numbers."""
PITCH = 40
"""From one plate to the next, in the picture's own measure."""
MARGIN = 18
EDGE = 34
"""From the end of the cloth to the first outline."""
FOOD = 100
"""Radius of the food on a full plate, in tenths."""
WIDTH = 3 * MARGIN + COLUMNS * PITCH + EDGE + MOST_OUTLINES // ROWS * PITCH
HEIGHT = 2 * MARGIN + ROWS * PITCH


@dataclass(frozen=True, slots=True)
class Plate:
    """One plate: where it stands, what it shows, and how much food is on it."""

    x: int
    y: int
    look: str
    """``full``, ``filling``, ``open``, ``bare`` or ``unpaid``."""
    food: str = "0"
    """Radius of its food."""


@dataclass(frozen=True, slots=True)
class Table:
    """The picture of one line."""

    size: int
    """Places that one plate stands for."""
    plates: tuple[Plate, ...]
    outlines: tuple[Plate, ...]
    is_cut_short: bool
    """Whether there are more outlines than the picture shows."""
    cloth: int
    """Width of the cloth."""
    seams: tuple[int, ...]
    """Where it was lengthened."""
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def edge(self) -> int:
        """Where the promises end."""
        return self.cloth + MARGIN // 2


def plate_size(cap: int) -> int:
    """Return a round number of places per plate, so that at most a hundred plates stand.

    >>> plate_size(5_000), plate_size(35_000), plate_size(7)
    (50, 400, 1)
    """
    scale = 1
    while True:
        for step in ROUND:
            size = step * scale // 10
            if size and size * 10 == step * scale and cap <= size * MOST_PLATES:
                return size
        scale *= 10


def lay_table(pool: PoolTally, lengths: Sequence[int] = ()) -> Table:
    """Return the picture of *pool*; *lengths* are its lengths of cover, in order."""
    size = plate_size(pool.cap)
    count = -(-pool.cap // size)
    on_cloth = min(pool.cap, pool.offered)
    plates = tuple(
        _plate(
            index,
            min(size, pool.cap - index * size),
            pool.paid - index * size,
            on_cloth - index * size,
        )
        for index in range(count)
    )
    columns = max(1, -(-count // ROWS))
    cloth = 2 * MARGIN + columns * PITCH
    beyond = -(-(pool.offered - on_cloth) // size)
    outlines = tuple(_outline(index, cloth + EDGE) for index in range(min(beyond, MOST_OUTLINES)))
    return Table(size, plates, outlines, beyond > MOST_OUTLINES, cloth, _seams(lengths, size))


def _plate(index: int, holds: int, paid: int, taken: int) -> Plate:
    x, y = MARGIN + index // ROWS * PITCH + PITCH // 2, MARGIN + index % ROWS * PITCH + PITCH // 2
    if paid >= holds:
        return Plate(x, y, "full", _tenths(FOOD))
    if paid > 0:
        look = "filling open" if taken > paid else "filling"
        return Plate(x, y, look, _tenths(max(15, isqrt(FOOD * FOOD * paid // holds))))
    return Plate(x, y, "open" if taken > 0 else "bare")


def _outline(index: int, left: int) -> Plate:
    x, y = left + index // ROWS * PITCH + PITCH // 2, MARGIN + index % ROWS * PITCH + PITCH // 2
    return Plate(x, y, "unpaid")


def _tenths(number: int) -> str:
    """Return tenths as a decimal number, whatever the language."""
    return f"{number // 10}.{number % 10}"


def _seams(lengths: Sequence[int], size: int) -> tuple[int, ...]:
    """Return where each length but the last ends."""
    seams: list[int] = []
    end = 0
    for units in lengths[:-1]:
        end += units
        seams.append(MARGIN + end * PITCH // (size * ROWS))
    return tuple(seams)
