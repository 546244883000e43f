"""Where a campaign stands: everything on which the outcome of the next act depends.

A standing is loaded, changed by acts and decisions one after the other, and stored again in the
same transaction. It never looks at the clock: the moment is passed in.
"""

from dataclasses import dataclass, field

from tablee.core.act import NEVER_IN_LINE, Act, Claim, Evidence, State, refusal_claim
from tablee.core.line import Line, Stretch
from tablee.core.promise import Measure, Milestone
from tablee.core.reason import Reason
from tablee.core.rulebook import KindRule

_COUNTED = State.COUNTED
_PENDING = State.PENDING
_NO_REASON = Reason.NONE


@dataclass(slots=True)
class KindCount:
    """What one kind has brought so far."""

    acts: int = 0
    """Acts that occupy places now."""
    counted: int = 0
    counted_units: int = 0
    paid: int = 0
    """Units of counted acts that lie below the waterline."""
    pending: int = 0
    """Units held by acts not, or not finally, decided."""
    turned_away: int = 0
    """Acts refused at the door."""
    left: int = 0
    """Acts that left the line: finally refused or reversed."""


@dataclass(slots=True)
class Standing:
    """The lines, the counts per kind and what has been reached."""

    lines: dict[str, Line] = field(default_factory=dict[str, Line])
    kinds: dict[str, KindCount] = field(default_factory=dict[str, KindCount])
    reached: set[str] = field(default_factory=set[str])
    """Milestones reached; once reached, they stay."""
    laid: set[str] = field(default_factory=set[str])
    """Causes of the cover laid so far: ``pledge:blogs``, ``milestone:first-1000``."""
    supporters: int = 0
    """Distinct supporters with a counted act, where a milestone asks for them."""
    last_number: int = 0
    """Number of the last act received."""
    sequence: int = 0
    """Rises by one with each act, decision and length of cover."""
    clock_ms: int = 0
    """The latest moment the campaign has seen."""

    def line(self, pool: str) -> Line:
        """Return the line of *pool*, an empty one at first."""
        found = self.lines.get(pool)
        if found is None:
            found = self.lines[pool] = Line()
        return found

    def kind(self, name: str) -> KindCount:
        """Return the counts of a kind, zeros at first."""
        found = self.kinds.get(name)
        if found is None:
            found = self.kinds[name] = KindCount()
        return found

    def take(self, claim: Claim, rule: KindRule, now_ms: int, source: str) -> Act:
        """Let *claim* into its line; return the act. Evidence C makes it pending."""
        is_held = claim.evidence is Evidence.CLAIM
        rate = rule.rate
        line = self.line(rule.pool)
        start = line.enter(rate, is_held=is_held)
        count = self.kind(rule.name)
        count.acts += 1
        if is_held:
            count.pending += rate
        else:
            count.counted += 1
            count.counted_units += rate
            count.paid += max(0, min(rate, line.waterline - start))
        self.last_number += 1
        self.sequence += 1
        return Act(
            self.last_number,
            rule.name,
            rule.pool,
            claim.object,
            claim.supporter,
            claim.fingerprint,
            claim.evidence,
            rate,
            start,
            _PENDING if is_held else _COUNTED,
            _NO_REASON,
            is_held,
            now_ms if claim.occurred_at_ms is None else claim.occurred_at_ms,
            now_ms,
            source,
        )

    def turn_away(self, claim: Claim, reason: Reason, now_ms: int, source: str) -> Act:
        """Write down that *claim* was refused at the door: it holds no place, blocks nothing."""
        self.kind(claim.kind).turned_away += 1
        self.last_number += 1
        self.sequence += 1
        return Act(
            number=self.last_number,
            kind=claim.kind,
            pool="",
            object=claim.object,
            supporter=claim.supporter,
            claim=refusal_claim(claim.fingerprint, reason),
            evidence=claim.evidence,
            units=0,
            line_start=NEVER_IN_LINE,
            state=State.REFUSED,
            reason=reason,
            is_held=False,
            occurred_at_ms=now_ms if claim.occurred_at_ms is None else claim.occurred_at_ms,
            received_at_ms=now_ms,
            source=source,
        )

    def hold(self, act: Act) -> None:
        """A counted act is reversed: it keeps its places, unpaid, while it may be appealed."""
        line, count = self.line(act.pool), self.kind(act.kind)
        count.paid -= line.below(act.stretch)
        line.hold(act.stretch)
        count.counted -= 1
        count.counted_units -= act.units
        count.pending += act.units

    def release(self, act: Act) -> None:
        """A held act is confirmed or restored: it is counted in the places it held."""
        line, count = self.line(act.pool), self.kind(act.kind)
        line.release(act.stretch)
        count.paid += line.below(act.stretch)
        count.counted += 1
        count.counted_units += act.units
        count.pending -= act.units

    def leave(self, act: Act, *, gaps: list[Stretch], held: list[Stretch]) -> None:
        """A held act leaves for good; see `Line.leave` for *gaps* and *held*."""
        self.line(act.pool).leave(act.stretch, gaps=gaps, held=held)
        count = self.kind(act.kind)
        count.acts -= 1
        count.pending -= act.units
        count.left += 1

    def measure(self, milestone: Milestone) -> int:
        """Return how far *milestone* has come, in its own measure."""
        if milestone.measure is Measure.SUPPORTERS:
            return self.supporters
        names = milestone.kinds or tuple(self.kinds)
        counts = [self.kind(name) for name in names]
        if milestone.measure is Measure.ACTS:
            return sum(count.counted for count in counts)
        return sum(count.counted_units for count in counts)
