"""A campaign on one sheet of paper: the core driven as the use cases drive it, with plain lists."""

from collections import Counter
from itertools import pairwise

from tests import make

from tablee.core.act import State
from tablee.core.decision import Ruling, rule
from tablee.core.line import place_of
from tablee.core.reason import Reason
from tablee.core.rulebook import Rulebook
from tablee.core.segment import Segment
from tablee.core.standing import Standing
from tablee.core.tally import earned_by_sponsor, pool_tally


class Sheet:
    """Keeps what a journal keeps, and nothing cleverer."""

    def __init__(self, terms):
        self.rules = Rulebook(terms)
        self.standing = Standing()
        self.acts = []
        self.gaps = {pool.name: [] for pool in terms.pools}
        self.held = {pool.name: [] for pool in terms.pools}
        self.cover = {pool.name: [] for pool in terms.pools}
        self.people = Counter()
        for pledge in terms.pledges:
            self.lay(pledge.pool, Segment(pledge.units, pledge.shares))

    def lay(self, pool, segment):
        line = self.standing.line(pool)
        before = line.waterline
        line.cover(segment.units, gaps=self.gaps[pool], held=self.held[pool])
        self.cover[pool].append(segment)
        self._pay_between(pool, before, line.waterline)

    def take(self, kind, by="Emil", *, is_held=False):
        name = f"https://emil.example/{len(self.acts)}"
        said = (make.unverified if is_held else make.claim)(name, kind, by)
        rate = self.rules.judge(said, make.MIDDLE_MS, self.standing.reached)
        act = self.standing.take(said, rate, make.MIDDLE_MS, "partner")
        self.acts.append(act)
        if is_held:
            self.held[act.pool].append(act.stretch)
        else:
            self._meet(act, 1)
        self.reach()
        return act

    def decide(self, number, ruling):
        act = self.acts[number - 1]
        reason = Reason.SPAM if ruling in {Ruling.REFUSE, Ruling.REVERSE} else Reason.NONE
        after = rule(act, ruling, reason, make.MIDDLE_MS + make.DAY_MS)
        self.acts[number - 1] = after
        if ruling is Ruling.REVERSE:
            self.standing.hold(act)
            self.held[act.pool] = sorted([*self.held[act.pool], act.stretch])
            self._meet(act, -1)
        elif ruling in {Ruling.CONFIRM, Ruling.RESTORE}:
            self.standing.release(act)
            self.held[act.pool].remove(act.stretch)
            self._meet(act, 1)
        elif ruling is Ruling.FINISH:
            self._leave(act)
        self.reach()

    def _leave(self, act):
        self.held[act.pool].remove(act.stretch)
        self.gaps[act.pool] = sorted([*self.gaps[act.pool], act.stretch])
        line = self.standing.line(act.pool)
        before = line.waterline
        self.standing.leave(act, gaps=self.gaps[act.pool], held=self.held[act.pool])
        self._pay_between(act.pool, before, line.waterline)

    def _meet(self, act, change):
        if act.supporter:
            self.people[act.supporter] += change
            self.standing.supporters = sum(times > 0 for times in self.people.values())

    def _pay_between(self, pool, first, last):
        for act in self.acts:
            if act.pool == pool and act.state is State.COUNTED:
                start, end = act.line_start, act.line_start + act.units
                self.standing.kind(act.kind).paid += max(0, min(end, last) - max(start, first))

    def reach(self):
        for milestone in self.rules.terms.milestones:
            is_new = milestone.name not in self.standing.reached
            if is_new and self.standing.measure(milestone) >= milestone.threshold:
                self.standing.reached.add(milestone.name)
                if milestone.segment:
                    self.lay(milestone.pool, milestone.segment)

    def paid_units(self, number):
        act = self.acts[number - 1]
        is_paid = act.state is State.COUNTED
        return self.standing.line(act.pool).below(act.stretch) if is_paid else 0

    def place(self, number):
        act = self.acts[number - 1]
        return place_of(act.line_start, self.gaps[act.pool]) if act.has_place else None

    def earned(self, pool):
        gaps, held = self.gaps[pool], self.held[pool]
        line = self.standing.line(pool)
        low = line.waterline
        return earned_by_sponsor(
            line,
            self.cover[pool],
            gaps=[gap for gap in gaps if gap.start < low],
            held=[stretch for stretch in held if stretch.start < low],
        )

    def totals(self, pool):
        return pool_tally(pool, self.standing.line(pool))

    def is_in_order(self, pool):
        """Whether no two raw stretches overlap."""
        stretches = sorted([*self.gaps[pool], *self.held[pool]])
        return all(a.start + a.units <= b.start for a, b in pairwise(stretches))
