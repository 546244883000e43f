"""Whatever happens to a campaign, in any order and by any clock: its log goes on, and verifies."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from tests import make
from tests.usecases.log.sealery import Sealery
from tests.usecases.stage import Stage

from tablee.core.act import Evidence, State
from tablee.core.decision import Ruling
from tablee.core.errors import TableeError
from tablee.core.promise import Measure
from tablee.core.reason import Reason
from tablee.usecases.record_acts import record_told

HOUR_MS = 3_600_000
SKEW_MS = 200_000
"""By how much whoever was told and whoever closes may differ."""
NAMES = ("Emil", "Fay", "")
ON_BLOGS = {"pool": "blogs", "shares": make.shares(Carl=1)}
TERMS = make.terms(
    appeal_days=2,
    kinds=(
        make.kind(per_day=2, in_all=5),
        make.kind("drawing", 3, opens_with="people"),
        make.kind("share", 1, "shares", per_day=3, pays_clicks=True),
        make.kind("late", 2, "shares", opens_with="units"),
    ),
    milestones=(
        make.milestone(
            "posts", 3, kinds=("post",), pool="blogs", units=12, shares=make.shares(Carl=1)
        ),
        make.milestone("people", 2, measure=Measure.SUPPORTERS),
        make.milestone("units", 25, measure=Measure.UNITS),
    ),
    pledges=(make.pledge(25, Dana=2, Carl=1), make.pledge(3, "shares")),
)
claims = st.builds(
    lambda kind, n, by, evidence, ago: (kind, f"https://blog.example/{n}", by, evidence, ago),
    st.sampled_from(["post", "post", "drawing", "share", "late"]),
    st.integers(0, 14),
    st.sampled_from(NAMES),
    st.sampled_from([Evidence.PUBLIC, Evidence.PUBLIC, Evidence.CLAIM, Evidence.CLICK]),
    st.sampled_from([None, None, None, 0, 0.05, 3, 26, -0.05, -2, 24 * 300]),
)
CLOCKS = [1, 999, 59_000, 61_000, 6 * 60_000, HOUR_MS, 25 * HOUR_MS, 50 * HOUR_MS]
JUDGES = st.sampled_from(["Ada", "Ben", "clock", "verification", "evidence"])


RULINGS = {
    State.PENDING: [Ruling.CONFIRM, Ruling.REFUSE],
    State.COUNTED: [Ruling.REVERSE],
    State.REFUSED: [Ruling.RESTORE],
    State.REVERSED: [Ruling.RESTORE],
}


class SealedCampaign(RuleBasedStateMachine):
    """Acts, decisions, amendments, raises, a clock that is set forth and back, and a sealer."""

    def __init__(self):
        super().__init__()
        self.stage = Sealery(TERMS)
        self.sealer = self.stage.sealer()
        self.version = 0
        self.closed_at_ms = 2**60

    def terms(self):
        with self.stage.desks.read() as desk:
            return desk.campaigns.see(make.SLUG).latest.terms

    def claim(self, said):
        kind, thing, by, evidence, ago = said
        now_ms = self.stage.clock.ms
        occurred_ms = None if ago is None else int(now_ms - ago * HOUR_MS)
        changes = {"evidence": evidence, "occurred_at_ms": occurred_ms}
        return make.claim(thing, kind, by, **changes)

    @rule(batch=st.lists(claims, min_size=1, max_size=5))
    def record(self, batch):
        self.stage.record(*(self.claim(each) for each in batch))

    @rule(said=claims, ago_ms=st.sampled_from([0, 30_000, 3 * HOUR_MS, -4_000, -200_000]))
    def record_what_was_told(self, said, ago_ms):
        """A post was told of before, and looked at only now; also after the close."""
        now_ms = self.stage.clock.ms
        claim = self.claim(said)._replace(
            occurred_at_ms=min(now_ms - ago_ms, self.closed_at_ms + SKEW_MS)
        )
        with self.stage.desks.write() as desk:
            record_told(desk, desk.campaigns.hold(make.SLUG), [claim], "form", now_ms)

    @rule(pick=st.data(), by=JUDGES, reason=st.sampled_from([Reason.SPAM, Reason.NOT_FOUND]))
    def decide(self, pick, by, reason):
        acts = [act for act in Stage.acts(self.stage) if act.is_held or act.state is State.COUNTED]
        if acts:
            act = pick.draw(st.sampled_from(acts))
            ruling = pick.draw(st.sampled_from(RULINGS[act.state]))
            is_against = ruling in {Ruling.REFUSE, Ruling.REVERSE}
            with suppress(TableeError):
                self.stage.decide(act.number, ruling, reason if is_against else Reason.NONE, by)

    @rule(by_ms=st.sampled_from(CLOCKS))
    def pass_time(self, by_ms):
        self.stage.clock.ms += by_ms
        self.stage.advance()

    @rule(by_ms=st.sampled_from(CLOCKS))
    def set_the_clock_back(self, by_ms):
        self.stage.clock.ms -= by_ms

    @rule(
        rules=st.tuples(
            st.integers(1, 4), st.sampled_from([0, 1, 2, 9]), st.sampled_from([0, 1, 5])
        ),
        is_open=st.booleans(),
        nearer=st.integers(0, 2),
        days=st.integers(0, 4),
        in_ms=st.sampled_from([None, 0, 1, 30_000, HOUR_MS, 26 * HOUR_MS]),
    )
    def amend(self, rules, is_open, nearer, days, in_ms):
        old = self.terms()
        self.version += 1
        rate, per_day, in_all = rules
        first, second, *others = old.kinds
        kinds = (
            replace(first, rate=rate, per_day=per_day, in_all=in_all),
            replace(second, opens_with="" if is_open else second.opens_with),
            *others,
        )
        goals = tuple(
            replace(each, threshold=max(1, each.threshold - nearer)) for each in old.milestones
        )
        if self.version % 3 == 0:
            kinds += (make.kind(f"new-{self.version}", 1, "shares"),)
            goals += (
                make.milestone(
                    f"new-{self.version}",
                    self.version,
                    pool="shares",
                    units=2,
                    shares=make.shares(Dana=1),
                ),
            )
        terms = replace(old, kinds=kinds, milestones=goals, appeal_days=days)
        moment_ms = None if in_ms is None else self.stage.clock.ms + in_ms
        with suppress(TableeError):
            self.stage.publish(terms, effective_at_ms=moment_ms)

    @rule(
        on=st.sampled_from(TERMS.pledges),
        units=st.integers(1, 9),
        in_s=st.sampled_from([0, 1, 59, 3_600]),
    )
    def lift(self, on, units, in_s):
        moment = datetime.fromtimestamp(self.stage.clock.ms // 1_000 + in_s, UTC)
        with suppress(TableeError):
            self.stage.lift(make.raised(units, on.name, moment))

    @precondition(lambda self: self.stage.standing().last_number > 6)
    @rule()
    def close(self):
        if self.stage.close():
            self.closed_at_ms = self.stage.clock.ms

    @rule()
    def settle(self):
        self.stage.settle()

    @rule(is_new=st.booleans())
    def seal(self, is_new):
        if is_new:
            self.sealer = self.stage.sealer()
        found = self.sealer.seal(make.SLUG)
        assert (found.stopped, found.is_published) == ("", True)

    def teardown(self):
        self.seal(is_new=True)
        with TemporaryDirectory() as folder:
            self.stage.check(Path(folder))


TestTheLog = SealedCampaign.TestCase
TestTheLog.settings = settings(stateful_step_count=40, deadline=None)
