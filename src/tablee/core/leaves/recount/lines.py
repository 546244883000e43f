"""The lines of a campaign as a log lets them grow, and what each kind has brought."""

from collections import Counter

from tablee.core.act import Act, State
from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.leaf import Leaf
from tablee.core.leaves.recount.lane import Lane
from tablee.core.leaves.recount.roll import Roll
from tablee.core.rulebook import KindRule
from tablee.core.segment import Segment
from tablee.core.standing import Standing


class Lines:
    """Does to a standing what the site did to its own, leaf by leaf."""

    def __init__(self, standing: Standing) -> None:
        self.roll = Roll()
        self.voided = 0
        """Places of acts that have left."""
        self._standing = standing
        self._lanes: dict[str, Lane] = {}

    def enter(self, leaf: Leaf, rule: KindRule) -> None:
        """Let an act into its line.

        Raises:
            BadLeaf: it begins elsewhere than the line ends, its object stands in the line
                already, or its person has used up a limit.
        """
        lane = self._lanes.get(rule.pool) or self.lane(rule.pool)
        line, rate = lane.line, rule.rate
        start = leaf["start"]
        if start != line.end:
            raise BadLeaf(
                f"Act {leaf['act']} begins at {start}; its line ends at {line.end}.",
                f"L'action {leaf['act']} commence en {start} ; sa ligne finit en {line.end}.",
            )
        number = self.roll.enter(leaf, rule)
        is_held = leaf["evidence"] == "C"
        line.enter(rate, is_held=is_held)
        lane.enter(number, start, is_held=is_held)
        count = self._standing.kind(rule.name)
        count.acts += 1
        if is_held:
            count.pending += rate
        else:
            count.counted += 1
            count.counted_units += rate
            count.paid += max(0, min(rate, line.waterline - start))

    def decide(self, act: Act, after: Act) -> None:
        """Carry a decision into the line and the counts."""
        self.roll.decide(after)
        lane = self.lane(act.pool)
        if after.is_held and not act.is_held:
            self._standing.hold(act)
            lane.hold(act.number)
        elif act.is_held and after.state is State.COUNTED:
            self._standing.release(act)
            lane.release(act.number)
        elif act.is_held and not after.is_held:
            self._leave(lane, act)

    def lay(self, pool: str, segment: Segment) -> None:
        """Lengthen a line's cover."""
        self._pay(self.lane(pool).lay(segment))

    def lane(self, pool: str) -> Lane:
        """Return the line of a pool, an empty one at first."""
        found = self._lanes.get(pool)
        if found is None:
            found = self._lanes[pool] = Lane(self._standing.line(pool), self.roll)
        return found

    def earned(self) -> dict[str, Counter[str]]:
        """Return the paid places of each sponsor, by pool."""
        return {name: each.earned() for name, each in self._lanes.items()}

    def _leave(self, lane: Lane, act: Act) -> None:
        paid = lane.leave(act)
        count = self._standing.kind(act.kind)
        count.acts -= 1
        count.pending -= act.units
        count.left += 1
        self.voided += act.units
        self._pay(paid)

    def _pay(self, paid: Counter[str]) -> None:
        for kind, places in paid.items():
            self._standing.kind(kind).paid += places
