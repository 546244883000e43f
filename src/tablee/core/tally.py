"""The count, as everybody sees it: paid, unpaid and pending, never one number.

==========  =============================================================================
acts        acts that occupy a place in a line
offered     places they occupy, in units
paid        confirmed places below the waterline: units sponsors owe
unpaid      confirmed places above it: acts that count but bring nothing, unless a raise comes
pending     places held by acts awaiting a decision or the end of an appeal
==========  =============================================================================

What people bought at tills is a total of its own, apart from what they did: see `Tally.purchases`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tablee.core.line import Line, Stretch
from tablee.core.segment import Segment, attribute


@dataclass(frozen=True, slots=True)
class Totals:
    """The three numbers, with what they are made of; all in units except *acts*."""

    acts: int
    offered: int
    paid: int
    unpaid: int
    pending: int


@dataclass(frozen=True, slots=True)
class PoolTally:
    """One line."""

    name: str
    cap: int
    acts: int
    offered: int
    paid: int
    unpaid: int
    pending: int


@dataclass(frozen=True, slots=True)
class KindTally:
    """One kind of act."""

    name: str
    pool: str
    rate: int
    acts: int
    offered: int
    paid: int
    unpaid: int
    pending: int
    refused: int
    """Acts refused at the door, or finally refused or reversed."""
    is_open: bool
    """Whether an act of this kind, made now, would be taken."""
    is_paying: bool
    """Whether it would bring at least one unit."""


@dataclass(frozen=True, slots=True)
class SponsorTally:
    """One sponsor: what it promised, and what acts have earned of it."""

    name: str
    pledged: int
    earned: int
    floor: int


@dataclass(frozen=True, slots=True)
class MilestoneTally:
    """One milestone: how far it has come."""

    name: str
    measured: int
    threshold: int
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything `tally.json` says, at one sequence number."""

    campaign: str
    as_of_ms: int
    sequence: int
    state: str
    """``open``, ``closed`` or ``settled``."""
    is_replay: bool
    totals: Totals
    """The sums over all lines, those of purchases too."""
    pools: tuple[PoolTally, ...]
    kinds: tuple[KindTally, ...]
    sponsors: tuple[SponsorTally, ...]
    milestones: tuple[MilestoneTally, ...]
    purchase_pools: frozenset[str] = frozenset()
    """The lines of purchases, where these are counted apart."""

    @property
    def without_purchases(self) -> Totals:
        """The sums over all lines but those of purchases: what a campaign shows first."""
        return total(each for each in self.pools if each.name not in self.purchase_pools)

    @property
    def purchases(self) -> Totals | None:
        """The sums over the lines of purchases; nothing where none are counted apart."""
        if not self.purchase_pools:
            return None
        return total(each for each in self.pools if each.name in self.purchase_pools)


def pool_tally(name: str, line: Line) -> PoolTally:
    """Return the figures of one line."""
    return PoolTally(
        name, line.covered, line.acts, line.offered, line.paid, line.unpaid, line.pending
    )


def total(pools: Iterable[PoolTally]) -> Totals:
    """Return the sums over all lines."""
    every = tuple(pools)
    return Totals(
        acts=sum(pool.acts for pool in every),
        offered=sum(pool.offered for pool in every),
        paid=sum(pool.paid for pool in every),
        unpaid=sum(pool.unpaid for pool in every),
        pending=sum(pool.pending for pool in every),
    )


def earned_by_sponsor(
    line: Line,
    segments: Sequence[Segment],
    *,
    gaps: Sequence[Stretch],
    held: Iterable[Stretch],
) -> Counter[str]:
    """Return how many paid places of *line* fall to each sponsor; their sum is ``line.paid``.

    *gaps* and *held* are those that start below the waterline, in raw order. A held place is
    nobody's yet.

    >>> from tablee.core.segment import Share
    >>> line = Line(covered=4, end=3, waterline=4, held=1, held_below=1, acts=3)
    >>> cover = [Segment(4, (Share("Danone", 1), Share("Carrefour", 1)))]
    >>> earned_by_sponsor(line, cover, gaps=[], held=[Stretch(1, 1)])
    Counter({'Danone': 2})
    """
    earned = attribute(segments, 0, min(line.covered, line.offered))
    for first, units in _in_places(held, gaps):
        earned.subtract(attribute(segments, first, min(first + units, line.covered)))
    return +earned


def _in_places(held: Iterable[Stretch], gaps: Sequence[Stretch]) -> Iterator[Stretch]:
    """Give the held stretches with gaps closed, in one walk along the line."""
    passed = places = 0
    for start, units in held:
        while passed < len(gaps) and gaps[passed].start < start:
            places += gaps[passed].units
            passed += 1
        yield Stretch(start - places, units)


def pledged_by_sponsor(segments: Sequence[Segment]) -> Counter[str]:
    """Return how many places each sponsor has promised to pay."""
    return attribute(segments, 0, sum(segment.units for segment in segments))
