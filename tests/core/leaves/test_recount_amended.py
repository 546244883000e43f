"""However often the terms change, and however late acts come, the recount follows the site."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests import make
from tests.core.leaves.writer import Writer, never
from tests.usecases.stage import Stage

from tablee.core.act import Evidence
from tablee.core.campaign import Stage as Life
from tablee.core.decision import Ruling
from tablee.core.leaves.leaf import read_leaf
from tablee.core.leaves.recount import Recount
from tablee.core.promise import Measure, Sponsor
from tablee.core.reason import Reason
from tablee.core.rulebook import as_ms
from tablee.usecases.finish_appeals import finish
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_told

KINDS = ("post", "drawing", "share")
BOTH = make.shares(Dana=3, Carl=2)
TERMS = make.terms(
    appeal_days=1,
    kinds=(
        make.kind(per_day=2),
        make.kind("drawing", 3, in_all=2, opens_with="posts"),
        make.kind("share", 1, "shares", pays_clicks=True),
    ),
    pledges=(make.pledge(25, Dana=2, Carl=1), make.pledge(3, "shares")),
    milestones=(
        make.milestone("posts", 2, kinds=("post",), units=7, pool="blogs", shares=BOTH),
        make.milestone("units", 30, measure=Measure.UNITS, units=4, pool="shares", shares=BOTH),
        make.milestone("people", 3, measure=Measure.SUPPORTERS),
    ),
)
REASONS = st.sampled_from([Reason.NOT_FOUND, Reason.NO_LINK, Reason.SPAM])
says = st.tuples(
    st.sampled_from(KINDS),
    st.integers(0, 9),
    st.sampled_from(["Emil", "Fay", "Gus", ""]),
    st.sampled_from([Evidence.PUBLIC, Evidence.PUBLIC, Evidence.CLAIM, Evidence.CLICK]),
    st.sampled_from([None, None, 0, 1, 70, 60 * 25, -3]),
)


class AmendedMachine(RuleBasedStateMachine):
    """Terms that change in every way they may, and a clock that is set forth and back."""

    @initialize(is_replay=st.booleans())
    def publish(self, is_replay):
        self.stage = Stage(TERMS, is_replay=is_replay)
        self.writer = Writer(self.stage.desks, make.SLUG)
        self.is_replay = is_replay
        self.changes = 0

    @property
    def now_ms(self):
        """The campaign's own time."""
        return self.stage.standing().clock_ms if self.is_replay else self.stage.clock.ms

    @property
    def campaign(self):
        with self.stage.desks.read() as desk:
            return desk.campaigns.see(make.SLUG)

    def claim(self, said):
        kind, thing, by, evidence, minutes_ago = said
        moment_ms = None if minutes_ago is None else self.now_ms - minutes_ago * 60_000
        if self.is_replay:
            moment_ms = (self.now_ms or as_ms(make.OPENS_AT)) + abs(minutes_ago or 0) * 60_000
        name = f"https://blog.example/{thing}"
        return make.claim(name, kind, by, evidence=evidence, occurred_at_ms=moment_ms)

    @rule(batch=st.lists(says, min_size=1, max_size=5))
    def record(self, batch):
        self.stage.record(*map(self.claim, batch))

    @precondition(lambda self: not self.is_replay)
    @rule(batch=st.lists(says, min_size=1, max_size=3), minutes=st.integers(0, 90))
    def tell_late(self, batch, minutes):
        """Posts of which we were told before, and looked at only now."""
        told_ms = max(self.told_until_ms() - minutes * 60_000, 0)
        claims = [self.claim(each)._replace(occurred_at_ms=told_ms) for each in batch]
        with self.stage.desks.write() as desk:
            record_told(desk, desk.campaigns.hold(make.SLUG), claims, "form", self.now_ms)

    def told_until_ms(self):
        """The latest moment at which we can have been told in time."""
        is_open = self.campaign.stage is Life.OPEN
        return self.now_ms if is_open else min(self.now_ms, self.closed_at_ms)

    @rule(pick=st.data(), reason=REASONS, by=st.sampled_from(["Ada", "Ben", "verification"]))
    def decide(self, pick, reason, by):
        if self.campaign.stage is Life.SETTLED:
            return
        with self.stage.desks.read() as desk:
            acts = desk.journal(desk.campaigns.see(make.SLUG)).acts_after(0, 1_000)
        found = [each for each in acts if each.has_place]
        if not found:
            return
        act = pick.draw(st.sampled_from(found))
        choices = {
            "pending": [Ruling.CONFIRM, Ruling.REFUSE],
            "counted": [Ruling.REVERSE],
        }.get(act.state.value, [Ruling.RESTORE])
        ruling = pick.draw(st.sampled_from(choices))
        judge = "Cleo" if ruling is Ruling.RESTORE and by != "verification" else by
        self.stage.decide(act.number, ruling, reason if len(choices) > 1 else None, judge)

    @rule(pick=st.data())
    def make_way(self, pick):
        """Let a refused act leave before its time, as when its author takes it back."""
        if self.campaign.stage is Life.SETTLED:
            return
        with self.stage.desks.write() as desk:
            campaign = desk.campaigns.hold(make.SLUG)
            journal = desk.journal(campaign)
            acts = [a for a in journal.acts_after(0, 1_000) if a.is_held and a.reason]
            if acts:
                standing = journal.standing()
                act = pick.draw(st.sampled_from(acts))
                finish(journal, standing, campaign, act, self.now_ms)
                journal.keep(standing)

    @rule(seconds=st.sampled_from([0, 1, 30, -30, -90, 60, 3_600, 86_400, 90_000]))
    def pass_time(self, seconds):
        self.stage.clock.ms += seconds * 1_000
        self.stage.advance()

    @rule(pick=st.data(), in_minutes=st.sampled_from([None, 0, 1, 90]))
    def amend(self, pick, in_minutes):
        campaign = self.campaign
        if campaign.stage is not Life.OPEN:
            return
        latest = campaign.latest
        new = self.another(latest.terms, pick)
        now_ms = max(self.now_ms, as_ms(make.OPENS_AT) if self.is_replay else 0)
        moment_ms = None if in_minutes is None else now_ms + in_minutes * 60_000
        if moment_ms is not None and latest.number > 1:
            moment_ms = max(moment_ms, latest.effective_at_ms)
        publication = Publication(new, "Ada", "because", moment_ms)
        publish_terms(self.stage.desks, self.stage.clock, publication)

    def another(self, terms, pick):
        self.changes += 1
        kinds = terms.kinds
        kind = pick.draw(st.sampled_from(kinds))
        raised_at = make.OPENS_AT + timedelta(
            milliseconds=max(0, self.now_ms - as_ms(make.OPENS_AT)) + self.changes * 1_000
        )
        choices = {
            "rate": {"kinds": self.other_kind(kinds, kind, rate=pick.draw(st.integers(1, 9)))},
            "day": {"kinds": self.other_kind(kinds, kind, per_day=pick.draw(st.integers(0, 2)))},
            "all": {"kinds": self.other_kind(kinds, kind, in_all=pick.draw(st.integers(0, 3)))},
            "open": {"kinds": self.other_kind(kinds, kind, opens_with="")},
            "appeal": {"appeal_days": pick.draw(st.integers(0, 2))},
            "floor": {
                "sponsors": tuple(Sponsor(each.name, each.floor + 9) for each in terms.sponsors)
            },
            "pledge": {
                "pledges": (*terms.pledges, make.pledge(5, "shares", f"more-{self.changes}"))
            },
            "raise": {
                "raises": (
                    *terms.raises,
                    make.raised(pick.draw(st.integers(1, 9)), "blogs-pledge", raised_at),
                )
            },
            "goal": {
                "milestones": (
                    *terms.milestones,
                    make.milestone(f"goal-{self.changes}", 3, units=5, pool="blogs", shares=BOTH),
                )
            },
            "easier": {
                "milestones": tuple(
                    replace(each, threshold=max(1, each.threshold - 1)) for each in terms.milestones
                )
            },
        }
        return replace(terms, **choices[pick.draw(st.sampled_from(sorted(choices)))])

    @staticmethod
    def other_kind(kinds, kind, **changes):
        return tuple(replace(each, **changes) if each is kind else each for each in kinds)

    @precondition(lambda self: self.changes > 2)
    @rule()
    def close(self):
        if self.stage.close():
            self.closed_at_ms = self.now_ms

    @rule()
    def settle(self):
        self.stage.settle()

    @invariant()
    def the_recount_agrees(self):
        assert self.writer.catch_up() == self.writer.counted()

    def teardown(self):
        if not hasattr(self, "writer"):
            return
        again = Recount(never)
        for raw in self.writer.leaves:
            again.take(read_leaf(raw))
        assert again.tally() == self.writer.recount.tally()


TestTheRecountOfAmendedTerms = AmendedMachine.TestCase
