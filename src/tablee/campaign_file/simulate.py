"""What a campaign would bring and cost, if so many people acted on each day.

The lines, segments and milestones are core's own, so a simulation and a count cannot disagree.
What it takes for granted:

- every expected act is confirmed, and no limit per participant turns one away;
- each act is by another participant, which matters to milestones that count participants;
- pledges and raises hold from the start of the day on which they take effect, and raises dated
  after the close from the end of the last day;
- within a day the kinds act one after the other, in the order of the file.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tablee.campaign_file.expectation import Expectation, campaign_days, is_open_on
from tablee.core.books.settlement import owed
from tablee.core.promise import Measure, Milestone
from tablee.core.rulebook import KindRule, Rulebook, as_ms
from tablee.core.segment import Segment
from tablee.core.standing import Standing
from tablee.core.tally import (
    PoolTally,
    Totals,
    earned_by_sponsor,
    pledged_by_sponsor,
    pool_tally,
    total,
)
from tablee.core.terms import Terms


class SponsorCost(NamedTuple):
    """What one sponsor would owe, in units (portions, where several make a unit) and money."""

    name: str
    pledged: int
    earned: int
    floor: int
    owed: int
    """What was earned, or the floor if that is more."""
    owed_minor: int
    """The same in the smallest coin."""


class DayEnd(NamedTuple):
    """How things stand at the end of one day."""

    day: date
    pools: tuple[PoolTally, ...]
    notes: tuple[str, ...]
    """What took effect that day: ``raise:blogs``, ``milestone:first-1000``."""
    turned_away: int
    """Expected acts of kinds that were not open."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """The outcome, day by day and in the end."""

    terms: Terms
    days: tuple[DayEnd, ...]
    sponsors: tuple[SponsorCost, ...]

    @property
    def pools(self) -> tuple[PoolTally, ...]:
        """How the lines stand in the end."""
        return self.days[-1].pools

    @property
    def totals(self) -> Totals:
        """The sums over all lines, in the end."""
        return total(self.pools)

    @property
    def owed(self) -> int:
        """Units owed by all sponsors, floors included."""
        return sum(sponsor.owed for sponsor in self.sponsors)

    @property
    def owed_minor(self) -> int:
        """The same in the smallest coin."""
        return sum(sponsor.owed_minor for sponsor in self.sponsors)

    @property
    def turned_away(self) -> int:
        """Expected acts of kinds that were not open."""
        return sum(end.turned_away for end in self.days)

    def full_on(self, pool: str) -> tuple[date, ...]:
        """Return the days on which that line filled; more than one if it was lengthened."""
        filled: list[date] = []
        was_full = False
        for end in self.days:
            now = next(each for each in end.pools if each.name == pool)
            is_full = now.offered >= now.cap and now.offered > 0
            if is_full and not was_full:
                filled.append(end.day)
            was_full = is_full
        return tuple(filled)


def simulate(terms: Terms, expectation: Expectation) -> Simulation:
    """Return what *terms* would bring and cost if *expectation* came true."""
    course = _Course(terms)
    days = campaign_days(terms)
    ends = tuple(course.live(day, expectation, is_last=day == days[-1]) for day in days)
    return Simulation(terms, ends, course.costs())


def cost_minor(terms: Terms, places: int) -> int:
    """Return what so many places cost, to the nearest coin where portions do not make a unit."""
    portions = terms.unit.portions
    return (2 * places * terms.unit.value_minor + portions) // (2 * portions)


def noun(simulation: Simulation, language: str) -> str:
    """Return what the figures of a simulation count: the unit, or portions of it."""
    unit = simulation.terms.unit
    return "portions" if unit.portions > 1 else unit.other.say(language)


class _Course:
    """A campaign as it runs, block by block."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._rulebook = Rulebook(terms)
        self._standing = Standing()
        self._cover: dict[str, list[Segment]] = {pool.name: [] for pool in terms.pools}
        self._raises = sorted(terms.raises, key=lambda each: each.effective_at)
        for pledge in terms.pledges:
            self._lay(pledge.pool, Segment(pledge.units, pledge.shares))

    def live(self, day: date, expectation: Expectation, *, is_last: bool) -> DayEnd:
        notes = list(self._raise_until(day.isoformat()))
        turned_away = 0
        for rule in self._rulebook.kinds.values():
            acts = expectation.acts(day, rule.name)
            if acts and self._is_open(rule, day):
                notes += self._take(rule, acts)
            else:
                turned_away += acts
        if is_last:
            notes += self._raise_until(date.max.isoformat())
        return DayEnd(day, self._pools(), tuple(notes), turned_away)

    def costs(self) -> tuple[SponsorCost, ...]:
        pledged, earned = Counter[str](), Counter[str]()
        for pool, cover in self._cover.items():
            pledged += pledged_by_sponsor(cover)
            earned += earned_by_sponsor(self._standing.line(pool), cover, gaps=(), held=())
        return tuple(
            SponsorCost(
                sponsor.name,
                pledged[sponsor.name],
                earned[sponsor.name],
                sponsor.floor,
                owed(sponsor, earned[sponsor.name]),
                cost_minor(self._terms, owed(sponsor, earned[sponsor.name])),
            )
            for sponsor in self._terms.sponsors
        )

    def _is_open(self, rule: KindRule, day: date) -> bool:
        is_reached = not rule.opens_with or rule.opens_with in self._standing.reached
        return is_reached and is_open_on(self._rulebook, rule.name, day)

    def _raise_until(self, day: str) -> Iterable[str]:
        pledges = {pledge.name: pledge for pledge in self._terms.pledges}
        while self._raises and self._rulebook.day(as_ms(self._raises[0].effective_at)) <= day:
            each = self._raises.pop(0)
            pledge = pledges[each.pledge]
            self._lay(pledge.pool, Segment(each.units, pledge.shares))
            yield f"raise:{each.pledge}"

    def _take(self, rule: KindRule, acts: int) -> Iterable[str]:
        """Let all acts of a kind in at once: nothing the outcome depends on lies between them."""
        crossed = sorted(self._crossings(rule, acts), key=lambda each: each[0])
        line = self._standing.line(rule.pool)
        line.enter(acts * rule.rate)
        line.acts += acts - 1
        count = self._standing.kind(rule.name)
        count.acts += acts
        count.counted += acts
        count.counted_units += acts * rule.rate
        self._standing.supporters += acts
        for _, milestone in crossed:
            self._standing.reached.add(milestone.name)
            if milestone.segment:
                self._lay(milestone.pool, milestone.segment)
            yield f"milestone:{milestone.name}"

    def _crossings(self, rule: KindRule, acts: int) -> Iterable[tuple[int, Milestone]]:
        """Give the milestones that these acts reach, with the number of the act that does."""
        for milestone in self._terms.milestones:
            is_measured = rule.name in (milestone.kinds or self._rulebook.kinds)
            if milestone.name in self._standing.reached or not is_measured:
                continue
            step = rule.rate if milestone.measure is Measure.UNITS else 1
            missing = milestone.threshold - self._standing.measure(milestone)
            act = -(-missing // step)
            if act <= acts:
                yield act, milestone

    def _lay(self, pool: str, segment: Segment) -> None:
        self._standing.line(pool).cover(segment.units, gaps=(), held=())
        self._cover[pool].append(segment)

    def _pools(self) -> tuple[PoolTally, ...]:
        return tuple(pool_tally(name, self._standing.line(name)) for name in self._cover)
