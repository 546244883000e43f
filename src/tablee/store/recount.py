"""Count a campaign again from its acts alone, the slow and obvious way."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tablee.core.act import NEVER_IN_LINE, Act, State
from tablee.core.line import Line, Stretch
from tablee.core.segment import Segment, attribute
from tablee.core.standing import KindCount
from tablee.ports.journal import Allowance

Limits = Callable[[Act], Iterable[Allowance]]


@dataclass(slots=True)
class LineAgain:
    """One line, walked act by act: cover is handed out until none is left."""

    segments: Sequence[Segment] = ()
    covered: int = 0
    left: int = 0
    """Cover not handed out yet."""
    waterline: int = 0
    """Where the last covered place ends."""
    end: int = 0
    acts: int = 0
    places: int = 0
    held_below: int = 0
    paid: Counter[str] = field(default_factory=Counter[str])
    """Paid places by kind; held ones are passed over, but use cover up."""
    gaps: list[Stretch] = field(default_factory=list[Stretch])
    held: list[Stretch] = field(default_factory=list[Stretch])
    earned: Counter[str] = field(default_factory=Counter[str])
    """Paid places by sponsor, without the run that is still growing."""
    run: Stretch = field(default=Stretch(0, 0))
    """Paid places next to each other, to be handed to sponsors at once."""

    def __post_init__(self) -> None:
        self.covered = self.left = sum(segment.units for segment in self.segments)

    def take(self, act: Act) -> None:
        """Walk past one act."""
        self.end = act.line_start + act.units
        if not act.has_place:
            self.gaps.append(act.stretch)
            return
        below = min(act.units, self.left)
        self.left -= below
        if below:
            self.waterline = act.line_start + below
        if act.is_held:
            self.held.append(act.stretch)
            self.held_below += below
        elif below:
            self.paid[act.kind] += below
            self._pay(below)
        self.acts += 1
        self.places += act.units

    def finish(self) -> None:
        """Hand out the last run; what cover is left lies beyond the end."""
        self._hand_out()
        if self.left:
            self.waterline = self.end + self.left

    def as_line(self) -> Line:
        """Return the seven numbers that should stand in the journal."""
        return Line(
            covered=self.covered,
            end=self.end,
            waterline=self.waterline,
            gaps=sum(gap.units for gap in self.gaps),
            held=sum(held.units for held in self.held),
            held_below=self.held_below,
            acts=self.acts,
        )

    def _pay(self, places: int) -> None:
        """The next *places* are paid."""
        start, units = self.run
        if start + units == self.places:
            self.run = Stretch(start, units + places)
        else:
            self._hand_out()
            self.run = Stretch(self.places, places)

    def _hand_out(self) -> None:
        start, units = self.run
        self.earned += attribute(self.segments, start, start + units)
        self.run = Stretch(self.places, 0)


class Recount:
    """Everything that follows from a campaign's acts, counted once, in order of receipt.

    Acts are looked at one by one and not kept, so that a long campaign needs little memory.
    """

    def __init__(self, cover: Mapping[str, Sequence[Segment]], limits: Limits) -> None:
        self.last_number = 0
        self.lines = {pool: LineAgain(segments) for pool, segments in cover.items()}
        self.kinds: dict[str, KindCount] = {}
        self.taken = Counter[Allowance]()
        """What has been used of limits."""
        self.faults: list[str] = []
        self._limits = limits

    def count(self, acts: Iterable[Act]) -> None:
        """Count all *acts*."""
        for act in acts:
            self._count(act)
        for line in self.lines.values():
            line.finish()
            for name, paid in line.paid.items():
                self.kinds[name].paid += paid

    def _count(self, act: Act) -> None:
        if act.number != self.last_number + 1:
            message = f"numbers without holes: {act.number} follows {self.last_number}"
            self.faults.append(message)
        self.last_number = act.number
        self.faults.extend(_contradictions(act))
        count = self._kind(act.kind)
        if act.line_start == NEVER_IN_LINE:
            count.turned_away += 1
            return
        line = self._line(act.pool)
        if act.line_start != line.end:
            message = f"lines: act {act.number} starts at {act.line_start}, not at {line.end}"
            self.faults.append(message)
        line.take(act)
        if not act.has_place:
            count.left += 1
            return
        count.acts += 1
        for allowance in self._limits(act):
            self.taken[allowance] += 1
        if act.state is State.COUNTED:
            count.counted += 1
            count.counted_units += act.units
        else:
            count.pending += act.units

    def _kind(self, name: str) -> KindCount:
        found = self.kinds.get(name)
        if found is None:
            found = self.kinds[name] = KindCount()
        return found

    def _line(self, pool: str) -> LineAgain:
        found = self.lines.get(pool)
        if found is None:
            found = self.lines[pool] = LineAgain()
        return found


def _contradictions(act: Act) -> Iterator[str]:
    """Find what cannot be true of one act."""
    never_in = act.line_start == NEVER_IN_LINE
    is_against = act.state in {State.REFUSED, State.REVERSED}
    for is_broken, fault in (
        (act.state is State.PENDING and not act.is_held, "pending, yet it holds no place"),
        (act.state is State.COUNTED and act.is_held, "counted, yet it holds its place"),
        (never_in and act.state is not State.REFUSED, "never in line, yet not refused"),
        (never_in and act.units != 0, "never in line, yet it has units"),
        (not never_in and act.units < 1, "in line without units"),
        (is_against and not act.reason, "refused without a reason"),
    ):
        if is_broken:
            yield f"states: act {act.number} is {fault}"
