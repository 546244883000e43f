"""A line of places, and the waterline up to which they are paid.

Every eligible act enters its pool's line at the end, in order of receipt, and occupies as many
places as it offers units. Sponsors cover the line from its beginning; the *waterline* is where
the cover ends. Places below it are paid, places above it are not. Nothing is updated when a
sponsor lengthens the cover: the waterline moves, and the acts below it are paid, oldest first.

Two kinds of coordinate are used. *Raw* ones are given once, at entry, and never change: an act
lies at ``[start, start + units)``. An act that leaves the line for good leaves a *gap*; the
*place* of an act is its raw start less the gaps before it. The waterline is kept as the raw
coordinate before which exactly ``covered`` places lie that are not gaps.

Some acts *hold* their places without being paid for them yet: those awaiting a decision, and
those refused or reversed that may still be appealed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Stretch(NamedTuple):
    """Some adjoining raw places: where they start, and how many they are."""

    start: int
    units: int


@dataclass(slots=True)
class Line:
    """One pool's line, as seven whole numbers.

    Two meals are promised. The third act waits behind them, unpaid, until a raise:

    >>> line = Line()
    >>> line.cover(2, gaps=(), held=())
    >>> [line.enter(1) for _ in range(3)]
    [0, 1, 2]
    >>> line.paid, line.unpaid
    (2, 1)
    >>> line.cover(5, gaps=(), held=())
    >>> line.paid, line.unpaid
    (3, 0)
    """

    covered: int = 0
    """Places that sponsors have promised to pay: the cap."""
    end: int = 0
    """Raw coordinate at which the next act enters."""
    waterline: int = 0
    """Raw coordinate at which the cover ends."""
    gaps: int = 0
    """Places of acts that have left."""
    held: int = 0
    """Places held by acts not, or not finally, decided."""
    held_below: int = 0
    """Those of them that lie below the waterline."""
    acts: int = 0
    """Acts that occupy the line now."""

    @property
    def offered(self) -> int:
        """Places occupied."""
        return self.end - self.gaps

    @property
    def pending(self) -> int:
        """Places that wait for a decision, or for the end of an appeal."""
        return self.held

    @property
    def paid(self) -> int:
        """Places paid for: never more than the cap, because it is a minimum."""
        return min(self.covered, self.offered) - self.held_below

    @property
    def unpaid(self) -> int:
        """Confirmed places beyond the cover."""
        return self.offered - self.held - self.paid

    @property
    def is_full(self) -> bool:
        """Whether an act entering now would bring nothing."""
        return self.end >= self.waterline

    def below(self, stretch: Stretch) -> int:
        """Return how many places of *stretch* lie below the waterline."""
        return max(0, min(stretch.units, self.waterline - stretch.start))

    def enter(self, units: int, *, is_held: bool = False) -> int:
        """Let an act in at the end; return its raw start, which never changes."""
        start = self.end
        self.end = start + units
        self.acts += 1
        if is_held:
            self.hold(Stretch(start, units))
        return start

    def hold(self, stretch: Stretch) -> None:
        """Keep the places of an act, unpaid, until it is finally decided."""
        self.held += stretch.units
        self.held_below += self.below(stretch)

    def release(self, stretch: Stretch) -> None:
        """Give an act that held its places the right to be paid for them."""
        self.held -= stretch.units
        self.held_below -= self.below(stretch)

    def cover(self, units: int, *, gaps: Iterable[Stretch], held: Iterable[Stretch]) -> None:
        """Lengthen the cover by *units*: acts above the waterline are paid, oldest first.

        *gaps* and *held* are those that end beyond the waterline, in raw order; only as many as
        the waterline passes are looked at.
        """
        self.covered += units
        self._advance(units, gaps, held)

    def leave(self, stretch: Stretch, *, gaps: Iterable[Stretch], held: Iterable[Stretch]) -> None:
        """Close the places of an act finally refused or reversed; those behind it move up.

        The act must hold its places. *gaps* and *held* are as in `cover`, with this act already
        among the gaps and no longer among the held.
        """
        freed = self.below(stretch)
        self.release(stretch)
        self.gaps += stretch.units
        self.acts -= 1
        self._advance(freed, gaps, held)

    def _advance(self, places: int, gaps: Iterable[Stretch], held: Iterable[Stretch]) -> None:
        """Move the waterline over *places* that are not gaps."""
        old = self.waterline
        new = _advanced(old, places, gaps)
        self.waterline = new
        for start, units in held:
            if start >= new:
                break
            self.held_below += max(0, min(start + units, new) - max(start, old))


def _advanced(waterline: int, places: int, gaps: Iterable[Stretch]) -> int:
    """Return the raw coordinate *places* beyond *waterline*, not counting gaps."""
    for start, units in gaps:
        if start + units <= waterline:
            continue
        room = max(0, start - waterline)
        if places <= room:
            break
        places -= room
        waterline = max(waterline, start + units)
    return waterline + places


def place_of(start: int, gaps: Iterable[Stretch]) -> int:
    """Return the place, counted from 0, of the act whose raw start is *start*.

    >>> place_of(10, [Stretch(2, 3), Stretch(12, 1)])
    7
    """
    return start - sum(gap.units for gap in gaps if gap.start < start)
