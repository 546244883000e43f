"""A whole campaign, in any order of events, agrees with a clerk who recounts it on paper."""

from collections import Counter
from datetime import UTC, datetime

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests import make
from tests.core.scene import KINDS, PEOPLE, POOLS, Payments, milestones_on_paper
from tests.usecases.paper import Paper, Said
from tests.usecases.stage import Stage, kind, pool

from tablee.core.act import Evidence
from tablee.core.decision import Ruling
from tablee.core.promise import Measure
from tablee.core.reason import Reason

ON_BLOGS = {"pool": "blogs", "shares": make.shares(Dana=3, Carl=2)}
TERMS = make.terms(
    appeal_days=2,
    kinds=(
        make.kind(per_day=2, in_all=4),
        make.kind("drawing", 3, opens_with="people"),
        make.kind("share", 1, "shares", per_day=3, pays_clicks=True),
    ),
    pledges=(make.pledge(25, Dana=2, Carl=1), make.pledge(3, "shares")),
    milestones=(
        make.milestone("posts", 3, kinds=("post",), units=12, **ON_BLOGS),
        make.milestone("people", 2, measure=Measure.SUPPORTERS),
    ),
)
MILESTONES = milestones_on_paper(TERMS)
says = st.builds(
    Said,
    kind=st.sampled_from(KINDS),
    thing=st.sampled_from([f"https://blog.example/{n}" for n in range(12)]),
    by=st.sampled_from(PEOPLE),
    evidence=st.sampled_from([Evidence.PUBLIC, Evidence.PUBLIC, Evidence.CLAIM, Evidence.CLICK]),
    hours_ago=st.sampled_from([None, None, None, 0, 13, 24, 24 * 300, -24]),
)
REASONS = st.sampled_from([Reason.NOT_FOUND, Reason.SPAM])


class CampaignMachine(RuleBasedStateMachine):
    """Batches, decisions, time, raises, books, close and settlement."""

    def __init__(self):
        super().__init__()
        self.stage = Stage(TERMS)
        self.paper = Paper(TERMS, MILESTONES)
        for pledge in TERMS.pledges:
            self.paper.lay(pledge.pool, pledge.units, dict(pledge.shares))
        self.payments = Payments()

    @property
    def now_ms(self):
        return self.stage.clock.ms

    @rule(batch=st.lists(says, max_size=6))
    def record(self, batch):
        self.paper.pass_time(self.now_ms)
        first = self.send(batch)
        for result, again in zip(first, self.send(batch), strict=True):
            if result.act.reason == "":
                assert (again.act.number, again.is_new) == (result.act.number, False)

    def send(self, batch):
        expected = [self.paper.take(said, self.now_ms) for said in batch]
        results = self.stage.record(*(said.claim(self.now_ms) for said in batch))
        assert [(result.act.number, result.is_new) for result in results] == expected
        return results

    def decide(self, pick, ruling, *states):
        line = pick.draw(st.sampled_from(self.paper.standing(*states)))
        is_against = ruling in {Ruling.REFUSE, Ruling.REVERSE}
        reason = pick.draw(REASONS) if is_against else Reason.NONE
        self.paper.pass_time(self.now_ms)
        by = "Ada" if ruling is Ruling.RESTORE else "Ben"
        self.stage.decide(line.number, ruling, reason, by)
        until_ms = self.now_ms + 2 * make.DAY_MS if is_against else 0
        self.paper.decide(line, str(ruling), reason, until_ms)
        if ruling is Ruling.REVERSE:
            self.payments.may_fall(line.number)

    @precondition(lambda self: not self.paper.is_settled and self.paper.standing("pending"))
    @rule(pick=st.data(), ruling=st.sampled_from([Ruling.CONFIRM, Ruling.REFUSE]))
    def decide_pending(self, pick, ruling):
        self.decide(pick, ruling, "pending")

    @precondition(lambda self: not self.paper.is_settled and self.paper.standing("counted"))
    @rule(pick=st.data())
    def reverse(self, pick):
        self.decide(pick, Ruling.REVERSE, "counted")

    @precondition(
        lambda self: not self.paper.is_settled and self.paper.standing("refused", "reversed")
    )
    @rule(pick=st.data())
    def restore(self, pick):
        self.decide(pick, Ruling.RESTORE, "refused", "reversed")

    @rule(hours=st.sampled_from([1, 14, 24, 49]))
    def pass_time(self, hours):
        self.stage.clock.ms += hours * 3_600_000
        self.stage.advance()
        self.paper.pass_time(self.now_ms)
        self.paper.finish(self.now_ms)

    @precondition(lambda self: not self.paper.is_closed)
    @rule(on=st.sampled_from(TERMS.pledges), units=st.integers(1, 20), in_hours=st.integers(0, 30))
    def raise_pledge(self, on, units, in_hours):
        self.stage.clock.ms += 1_000
        moment_ms = self.now_ms + in_hours * 3_600_000 + len(self.paper.steps) * 1_000
        moment = datetime.fromtimestamp(moment_ms // 1_000, UTC)
        self.stage.lift(make.raised(units, on.name, moment))
        self.paper.raises.append((moment_ms, on.pool, units, dict(on.shares)))
        self.paper.pass_time(self.now_ms)

    @rule()
    def post_books(self):
        self.stage.post()
        told = Counter({each.name: each.earned for each in self.stage.tally().sponsors})
        assert +self.stage.earned_in_books() == +told
        assert sum(self.stage.balances().values()) == 0
        assert self.stage.post() == 0

    @precondition(lambda self: len(self.paper.lines) > 8)
    @rule()
    def close(self):
        assert self.stage.close() is not self.paper.is_closed
        self.paper.is_closed = True

    @rule()
    def settle(self):
        holds = self.paper.standing("pending", "refused", "reversed")
        self.paper.is_settled = self.paper.is_closed and not holds
        assert self.stage.settle() is self.paper.is_settled
        if self.paper.is_settled:
            for name in POOLS:
                line = pool(self.stage.tally(), name)
                assert line.paid == min(line.cap, line.offered)

    @invariant()
    def the_tally_agrees(self):
        picture, tally = self.paper.picture(), self.stage.tally()
        for name in POOLS:
            line = pool(tally, name)
            assert line.cap == len(picture.cover[name])
            assert (line.acts, line.offered) == (picture.occupants(name), picture.offered(name))
            assert (line.paid, line.unpaid) == (picture.paid(name), picture.unpaid(name))
            assert line.pending == picture.pending(name)
            assert line.offered == line.paid + line.unpaid + line.pending
            assert line.paid <= line.cap
        earned = sum((picture.earned(name) for name in POOLS), Counter())
        assert {each.name: each.earned for each in tally.sponsors if each.earned} == earned
        assert {each.name for each in tally.milestones if each.is_reached} == {
            name for name, _ in picture.reached
        }
        for name in KINDS:
            assert kind(tally, name).paid == picture.paid_by_kind(name)
        assert self.stage.standing().supporters == picture.supporters()

    @invariant()
    def every_receipt_agrees(self):
        picture, now = self.paper.picture(), {}
        for line in self.paper.lines:
            receipt = self.stage.receipt(line.number)
            assert sum(receipt.payers.values()) == receipt.paid_units
            now[line.number] = receipt.paid_units
            if line.naive:
                place = picture.place(line.naive)
                assert receipt.paid_units == picture.paid_units(line.naive)
                assert receipt.place == (0 if place is None else place + 1)
            else:
                assert (receipt.act.reason, receipt.place) == (line.reason, 0)
        self.payments.see(now)


TestTheCampaign = CampaignMachine.TestCase
