"""One pool's line with everybody in it: where each act lies, and who pays for what."""

from array import array
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, islice

from tablee.core.act import Act
from tablee.core.leaves.recount.roll import COUNTED, Roll
from tablee.core.line import Line, Stretch
from tablee.core.segment import Segment, attribute


class Lane:
    """A line, its cover, and the acts in it in order of receipt."""

    def __init__(self, line: Line, roll: Roll) -> None:
        self.line = line
        self.segments: list[Segment] = []
        self._roll = roll
        self._numbers = array("Q")
        self._starts = array("Q")
        self._held: set[int] = set()
        self._gaps: list[Stretch] = []
        self._passed = [0]
        """How many places are in the gaps before each gap, and in all of them."""
        self._held_by = Counter[str]()
        """Places below the waterline that are held, by the sponsor who would pay for them."""
        self._is_stale = False
        """Whether these are to be counted anew: something has moved."""

    def enter(self, number: int, start: int, *, is_held: bool) -> None:
        """Write down that an act has entered at the end."""
        self._numbers.append(number)
        self._starts.append(start)
        if is_held:
            self.hold(number)

    def hold(self, number: int) -> None:
        """Write down that an act holds its places without being paid."""
        self._held.add(number)
        self._count_held(number, 1)

    def release(self, number: int) -> None:
        """Write down that an act is paid for its places, or has left them."""
        self._held.discard(number)
        self._count_held(number, -1)

    def lay(self, segment: Segment) -> Counter[str]:
        """Lengthen the cover; return the places of counted acts that it pays, by kind."""
        old = self.line.waterline
        self.line.cover(segment.units, gaps=self._gaps_beyond(old), held=self._holding(old))
        self.segments.append(segment)
        self._is_stale = True
        return self._counted_between(old, self.line.waterline)

    def leave(self, act: Act) -> Counter[str]:
        """Close the places of a held act; return the places of counted acts it pays, by kind."""
        old = self.line.waterline
        self._held.discard(act.number)
        insort(self._gaps, act.stretch)
        self._is_stale = True
        self.line.leave(act.stretch, gaps=self._gaps_beyond(old), held=self._holding(old))
        return self._counted_between(old, self.line.waterline)

    def earned(self) -> Counter[str]:
        """Return the paid places of each sponsor; their sum is ``line.paid``."""
        line = self.line
        sponsors = {share.sponsor for each in self.segments for share in each.shares}
        if len(sponsors) == 1:
            return +Counter(dict.fromkeys(sponsors, line.paid))
        if self._is_stale:
            self._held_by = self._count_all_held()
            self._is_stale = False
        earned = attribute(self.segments, 0, min(line.covered, line.offered))
        earned.subtract(self._held_by)
        return +earned

    def _gaps_beyond(self, raw: int) -> Iterator[Stretch]:
        """Give the gaps that end beyond a raw coordinate, in order, and the one before them."""
        first = bisect_right(self._gaps, raw, key=_start) - 1
        return islice(self._gaps, max(0, first), None)

    def _holding(self, raw: int) -> Iterator[Stretch]:
        """Give the held stretches that end beyond a raw coordinate; others have no length."""
        held, units = self._held, self._roll.units
        for index in range(self._first_beyond(raw), len(self._starts)):
            number = self._numbers[index]
            yield Stretch(self._starts[index], units[number] if number in held else 0)

    def _counted_between(self, first: int, last: int) -> Counter[str]:
        """Return, per kind, the raw places in ``[first, last)`` that counted acts occupy."""
        found = Counter[str]()
        roll = self._roll
        for index in range(self._first_beyond(first), len(self._starts)):
            start = self._starts[index]
            if start >= last:
                break
            number = self._numbers[index]
            if roll.state[number] == COUNTED:
                end = min(start + roll.units[number], last)
                found[roll.kind(number)] += max(0, end - max(start, first))
        return found

    def _first_beyond(self, raw: int) -> int:
        """Return where to begin in the list for acts that end beyond *raw*: there or before."""
        return max(0, bisect_right(self._starts, raw) - 1)

    def _count_held(self, number: int, sign: int) -> None:
        """Add a held act to the held places of each sponsor, or take it off."""
        if self._is_stale or not self.segments:
            return
        start, units = self._roll.stretch(number)
        place = start - self._passed[bisect_left(self._gaps, start, key=_start)]
        below = attribute(self.segments, place, min(place + units, self.line.covered))
        for sponsor, places in below.items():
            self._held_by[sponsor] += sign * places

    def _count_all_held(self) -> Counter[str]:
        """Walk along the held acts once: their places by sponsor, neighbours taken together."""
        self._passed = [0, *accumulate(gap.units for gap in self._gaps)]
        covered = self.line.covered
        found = Counter[str]()
        first = last = 0
        for start, units in self._held_in_places():
            if start != last:
                found += attribute(self.segments, first, min(last, covered))
                first = start
            last = start + units
        return found + attribute(self.segments, first, min(last, covered))

    def _held_in_places(self) -> Iterator[Stretch]:
        """Give the held stretches that start below the waterline, with gaps closed, in order."""
        for number in sorted(self._held):
            start, units = self._roll.stretch(number)
            if start >= self.line.waterline:
                break
            yield Stretch(start - self._passed[bisect_left(self._gaps, start, key=_start)], units)


def _start(stretch: Stretch) -> int:
    return stretch.start
