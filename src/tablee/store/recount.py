"""Count a campaign again from its acts alone, the slow and obvious way."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tablee.core.act import NEVER_IN_LINE, Act, State
from tablee.core.line import Line, Stretch
from tablee.core.standing import KindCount

FIELD_NAMES = ("kind", "start", "units", "has_place", "is_counted")


@dataclass(slots=True)
class LineAgain:
    """One line, act by act."""

    end: int = 0
    acts: list[tuple[str, int, int, bool, bool]] = field(default_factory=list)  # as FIELD_NAMES
    gaps: list[Stretch] = field(default_factory=list[Stretch])
    held: list[Stretch] = field(default_factory=list[Stretch])

    def waterline(self, covered: int) -> int:
        """Walk along the line until so many places that are not gaps lie behind."""
        left = covered
        at = 0
        for _, start, units, has_place, _ in self.acts:
            if not left:
                return at
            if has_place:
                taken = min(units, left)
                left -= taken
                at = start + taken
        return self.end + left if left else at

    def paid_by_kind(self, covered: int) -> Counter[str]:
        """Hand the cover out place by place: held places are passed over, but use it up."""
        paid = Counter[str]()
        left = covered
        for kind, _, units, has_place, is_counted in self.acts:
            if has_place:
                below = min(units, left)
                left -= below
                if is_counted:
                    paid[kind] += below
        return paid

    def as_line(self, covered: int) -> Line:
        """Return the seven numbers that should stand in the journal."""
        waterline = self.waterline(covered)
        return Line(
            covered=covered,
            end=self.end,
            waterline=waterline,
            gaps=sum(gap.units for gap in self.gaps),
            held=sum(held.units for held in self.held),
            held_below=sum(
                max(0, min(held.start + held.units, waterline) - held.start) for held in self.held
            ),
            acts=sum(has_place for _, _, _, has_place, _ in self.acts),
        )


class Recount:
    """Everything that follows from a campaign's acts, counted once, in order of receipt."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self.last_number = 0
        self.lines: dict[str, LineAgain] = defaultdict(LineAgain)
        self.kinds: dict[str, KindCount] = defaultdict(KindCount)
        self.taken = Counter[tuple[str, bytes, int]]()
        """Acts that hold places, by kind, supporter and the moment at which they occurred."""
        self.counted = Counter[bytes]()
        """Counted acts by supporter."""
        self.faults: list[str] = []
        claims: set[bytes] = set()
        for act in acts:
            self._take(act)
            if act.claim in claims:
                self.faults.append(f"unique claims: act {act.number} stands under another's")
            claims.add(act.claim)

    def paid(self, covered: dict[str, int]) -> tuple[Counter[str], Counter[str]]:
        """Return what is paid per pool and per kind, when so many places are covered."""
        pools, kinds = Counter[str](), Counter[str]()
        for pool, line in self.lines.items():
            paid = line.paid_by_kind(covered.get(pool, 0))
            pools[pool] = sum(paid.values())
            kinds.update(paid)
        return pools, kinds

    def _take(self, act: Act) -> None:
        if act.number != self.last_number + 1:
            message = f"numbers without holes: {act.number} follows {self.last_number}"
            self.faults.append(message)
        self.last_number = act.number
        self.faults.extend(_contradictions(act))
        count = self.kinds[act.kind]
        if act.line_start == NEVER_IN_LINE:
            count.turned_away += 1
            return
        self._enter(act)
        if not act.has_place:
            count.left += 1
            return
        count.acts += 1
        if act.supporter:
            self.taken[act.kind, act.supporter, act.occurred_at_ms] += 1
        if act.state is State.COUNTED:
            count.counted += 1
            count.counted_units += act.units
            if act.supporter:
                self.counted[act.supporter] += 1
        else:
            count.pending += act.units

    def _enter(self, act: Act) -> None:
        line = self.lines[act.pool]
        if act.line_start != line.end:
            message = f"lines: act {act.number} starts at {act.line_start}, not at {line.end}"
            self.faults.append(message)
        line.end = act.line_start + act.units
        is_counted = act.state is State.COUNTED
        line.acts.append((act.kind, act.line_start, act.units, act.has_place, is_counted))
        if act.is_held:
            line.held.append(act.stretch)
        elif not act.has_place:
            line.gaps.append(act.stretch)


def _contradictions(act: Act) -> Iterator[str]:
    """Find what cannot be true of one act."""
    never_in = act.line_start == NEVER_IN_LINE
    for is_broken, fault in (
        (act.state is State.PENDING and not act.is_held, "pending, yet it holds no place"),
        (act.state is State.COUNTED and act.is_held, "counted, yet it holds its place"),
        (never_in and act.state is not State.REFUSED, "never in line, yet not refused"),
        (never_in and act.units != 0, "never in line, yet it has units"),
        (not never_in and act.units < 1, "in line without units"),
        (
            act.state in {State.REFUSED, State.REVERSED} and not act.reason,
            "refused without a reason",
        ),
    ):
        if is_broken:
            yield f"states: act {act.number} is {fault}"
