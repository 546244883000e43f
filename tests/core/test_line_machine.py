"""Whatever happens, in whatever order, the core and the slow recount see the same picture."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests import make
from tests.core.compare import promises_kept, same
from tests.core.naive import Step, replay
from tests.core.scene import KINDS, PEOPLE, POOLS, Payments, milestones_on_paper
from tests.core.sheet import Sheet

from tablee.core.act import State
from tablee.core.books.settlement import is_settled
from tablee.core.decision import Ruling
from tablee.core.promise import Measure
from tablee.core.segment import Segment

ON_BLOGS, ON_SHARES = {"pool": "blogs"}, {"pool": "shares"}
BY_CARL, BY_BOTH = {"shares": make.shares(Carl=1)}, {"shares": make.shares(Dana=3, Carl=2)}
TERMS = make.terms(
    pledges=(make.pledge(15, Dana=2, Carl=1), make.pledge(4, "shares")),
    milestones=(
        make.milestone("posts", 2, kinds=("post",), units=12, **ON_BLOGS, **BY_CARL),
        make.milestone("units", 20, measure=Measure.UNITS, units=3, **ON_SHARES, **BY_BOTH),
        make.milestone("people", 3, measure=Measure.SUPPORTERS, units=7, **ON_BLOGS, **BY_BOTH),
        make.milestone("quiet", 4),
    ),
)
MILESTONES = milestones_on_paper(TERMS)


class LineMachine(RuleBasedStateMachine):
    """Acts, decisions, raises, milestones, close and settle, in any order."""

    def __init__(self):
        super().__init__()
        self.sheet = Sheet(TERMS)
        self.steps = [
            Step("lay", {"pool": each.pool, "units": each.units, "weights": dict(each.shares)})
            for each in TERMS.pledges
        ]
        self.is_closed = False
        self.payments = Payments()

    def among(self, *states):
        """Numbers of the acts in their line that stand so."""
        return [act.number for act in self.sheet.acts if act.state in states and act.has_place]

    def decide(self, pick, states, ruling):
        number = pick.draw(st.sampled_from(self.among(*states)))
        self.sheet.decide(number, ruling)
        self.steps.append(Step(str(ruling), {"number": number}))
        if ruling is Ruling.REVERSE:
            self.payments.may_fall(number)
        return number

    @precondition(lambda self: not self.is_closed)
    @rule(
        kind=st.sampled_from(KINDS),
        by=st.sampled_from(PEOPLE),
        is_held=st.booleans(),
        times=st.integers(1, 4),
    )
    def act(self, kind, by, is_held, times):
        for _ in range(times):
            act = self.sheet.take(kind, by, is_held=is_held)
            about = {"kind": kind, "pool": act.pool, "units": act.units, "supporter": by}
            state = "pending" if is_held else "counted"
            self.steps.append(Step("act", {**about, "state": state}))

    @precondition(lambda self: self.among(State.PENDING))
    @rule(pick=st.data())
    def confirm(self, pick):
        self.decide(pick, [State.PENDING], Ruling.CONFIRM)

    @precondition(lambda self: self.among(State.PENDING))
    @rule(pick=st.data())
    def refuse(self, pick):
        self.decide(pick, [State.PENDING], Ruling.REFUSE)

    @precondition(lambda self: self.among(State.COUNTED))
    @rule(pick=st.data())
    def reverse(self, pick):
        self.decide(pick, [State.COUNTED], Ruling.REVERSE)

    @precondition(lambda self: self.among(State.REFUSED, State.REVERSED))
    @rule(pick=st.data())
    def restore(self, pick):
        before = dict(self.payments.before)
        mine = self.decide(pick, [State.REFUSED, State.REVERSED], Ruling.RESTORE)
        reached_now = {name for name, at in self.picture().reached if at == len(self.steps) - 1}
        if not reached_now:  # a successful appeal changes nothing for anyone else
            others = {number: paid for number, paid in before.items() if number != mine}
            assert others == {number: self.sheet.paid_units(number) for number in others}

    @precondition(lambda self: self.among(State.REFUSED, State.REVERSED))
    @rule(pick=st.data())
    def appeal_is_over(self, pick):
        self.decide(pick, [State.REFUSED, State.REVERSED], Ruling.FINISH)

    @rule(pool=st.sampled_from(POOLS), units=st.integers(1, 25), carl=st.integers(1, 3))
    def raise_pledge(self, pool, units, carl):
        self.sheet.lay(pool, Segment(units, make.shares(Dana=2, Carl=carl)))
        about = {"pool": pool, "units": units, "weights": {"Dana": 2, "Carl": carl}}
        self.steps.append(Step("lay", about))

    @rule()
    def close(self):
        self.is_closed = True

    @precondition(lambda self: self.is_closed)
    @rule(confirms=st.booleans())
    def settle(self, confirms):
        """Everything still open is decided; then the figures are final."""
        for number in self.among(State.PENDING):
            ruling = Ruling.CONFIRM if confirms else Ruling.REFUSE
            self.sheet.decide(number, ruling)
            self.steps.append(Step(str(ruling), {"number": number}))
        for number in self.among(State.REFUSED, State.REVERSED):
            self.sheet.decide(number, Ruling.FINISH)
            self.steps.append(Step("finish", {"number": number}))
        for pool in POOLS:
            totals = self.sheet.totals(pool)
            assert totals.paid == min(totals.cap, totals.offered)

    def picture(self):
        return replay(self.steps, MILESTONES)

    @invariant()
    def the_recount_agrees(self):
        same(self.sheet, self.picture(), MILESTONES)

    @invariant()
    def the_design_is_kept(self):
        for pool in POOLS:
            promises_kept(self.sheet, pool)

    @invariant()
    def nobody_is_unpaid_by_the_fate_of_another(self):
        paid_units = self.sheet.paid_units
        self.payments.see({act.number: paid_units(act.number) for act in self.sheet.acts})

    @invariant()
    def it_is_settled_when_closed_and_nothing_is_held(self):
        lines = [self.sheet.standing.line(pool) for pool in POOLS]
        holds = self.among(State.PENDING, State.REFUSED, State.REVERSED)
        expected = self.is_closed and not holds
        assert is_settled(is_closed=self.is_closed, lines=lines) == expected


TestTheLine = LineMachine.TestCase
