"""How a campaign's weeks pass in minutes: slowly where much happens, quickly elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from tablee.core.rulebook import as_ms
from tablee.core.terms import Terms

WALL_PERMILLE = 1_000

PACE_2012: tuple[tuple[str, int], ...] = (
    ("2012-02-20T09:00+01:00", 0),
    ("2012-02-22T09:00+01:00", 70),
    ("2012-02-22T18:00+01:00", 190),
    ("2012-02-23T08:00+01:00", 260),
    ("2012-02-24T00:00+01:00", 500),
    ("2012-02-28T21:00+01:00", 820),
)
"""By which date how many thousandths of the wall time have passed; the rest goes to the end."""


class Mark(NamedTuple):
    """A moment of the campaign, and the thousandths of the wall time that have passed by then."""

    campaign_ms: int
    permille: int


class Pace:
    """Turns the time on the wall into the campaign's time."""

    def __init__(self, marks: Sequence[Mark], length_s: float) -> None:
        self._marks = marks
        self._length_s = length_s

    def campaign_ms(self, elapsed_s: float) -> int:
        """Return the campaign's moment after *elapsed_s* seconds on the wall."""
        permille = elapsed_s * WALL_PERMILLE / self._length_s
        for before, after in zip(self._marks, self._marks[1:], strict=False):
            if permille < after.permille:
                span = after.campaign_ms - before.campaign_ms
                part = (permille - before.permille) / (after.permille - before.permille)
                return before.campaign_ms + round(span * part)
        return self._marks[-1].campaign_ms


def pace_of_2012(terms: Terms, length_s: float) -> Pace:
    """Return the pace at which the demo shows the campaign of 2012."""
    marks = [Mark(as_ms(datetime.fromisoformat(moment)), part) for moment, part in PACE_2012]
    return Pace([*marks, Mark(as_ms(terms.closes_at), WALL_PERMILLE)], length_s)
