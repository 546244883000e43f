"""Who pays for which place: segments of cover, shared by the Webster sequence.

Sponsors cover a line with segments, each laid at the end of what is already covered. A segment
has one sponsor, or several with weights. Inside it, places fall to sponsors one by one by the
Webster (Sainte-Laguë) sequence: the next place goes to the sponsor with the highest
``weight / (2 * places so far + 1)``, ties to the one named first. So every prefix is fair and no
sponsor's share ever shrinks. With whole weights the sequence repeats after as many places as
the weights sum to, which makes any prefix a table look-up.

Source: Webster's method, as in Balinski and Young, *Fair Representation* (1982).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tablee.core.errors import InvalidTerms

MOST_WEIGHT = 10_000
"""The sum of a segment's weights, at most: the length of its table."""


class Share(NamedTuple):
    """A sponsor, and its weight among those who share a segment."""

    sponsor: str
    weight: int


@lru_cache(maxsize=256)
def webster(weights: tuple[int, ...]) -> tuple[int, ...]:
    """Return one period of the sequence: for each place, the index of its sponsor.

    >>> webster((1, 1))
    (0, 1)
    >>> webster((3, 1))
    (0, 0, 1, 0)
    """
    seats = [0] * len(weights)
    sequence: list[int] = []
    for _ in range(sum(weights)):
        best = 0
        for index in range(1, len(weights)):
            if weights[index] * (2 * seats[best] + 1) > weights[best] * (2 * seats[index] + 1):
                best = index
        seats[best] += 1
        sequence.append(best)
    return tuple(sequence)


@dataclass(frozen=True, slots=True)
class Segment:
    """A length of cover, and who pays for it.

    >>> Segment(units=5, shares=(Share("Danone", 1), Share("Carrefour", 1))).split(0, 5)
    Counter({'Danone': 3, 'Carrefour': 2})
    """

    units: int
    shares: tuple[Share, ...]

    def __post_init__(self) -> None:
        weights = [share.weight for share in self.shares]
        if self.units < 1:
            raise InvalidTerms("A promise covers at least one unit.", field="units")
        if not weights or min(weights) < 1 or sum(weights) > MOST_WEIGHT:
            message = f"Weights are whole numbers from 1 that sum to at most {MOST_WEIGHT}."
            raise InvalidTerms(message, field="sponsors")
        if len({share.sponsor for share in self.shares}) != len(self.shares):
            raise InvalidTerms("A sponsor is named once in a promise.", field="sponsors")

    def split(self, first: int, last: int) -> Counter[str]:
        """Return how many of the places ``[first, last)`` of this segment fall to each sponsor."""
        weights = tuple(share.weight for share in self.shares)
        counts = Counter[str]()
        for index, share in enumerate(self.shares):
            count = _prefix(weights, index, last) - _prefix(weights, index, first)
            if count:
                counts[share.sponsor] = count
        return counts


def _prefix(weights: tuple[int, ...], index: int, places: int) -> int:
    whole = _occurrences(weights, index)
    turns, rest = divmod(places, len(whole) - 1)
    return turns * whole[-1] + whole[rest]


@lru_cache(maxsize=1024)
def _occurrences(weights: tuple[int, ...], index: int) -> tuple[int, ...]:
    """Return, for each length of prefix of one period, how often *index* occurs in it."""
    counts = [0]
    for each in webster(weights):
        counts.append(counts[-1] + (each == index))
    return tuple(counts)


def attribute(segments: Iterable[Segment], first: int, last: int) -> Counter[str]:
    """Return who pays for the places ``[first, last)`` of a line covered by *segments*.

    Places are counted from 0 with gaps closed; places beyond the cover fall to nobody.

    >>> cover = [Segment(3, (Share("Danone", 1),)), Segment(2, (Share("Carrefour", 1),))]
    >>> attribute(cover, 2, 9)
    Counter({'Carrefour': 2, 'Danone': 1})
    """
    counts = Counter[str]()
    offset = 0
    for segment in segments:
        start, end = max(first - offset, 0), min(last - offset, segment.units)
        if start < end:
            counts += segment.split(start, end)
        offset += segment.units
        if offset >= last:
            break
    return counts
