"""Whatever pages show, whoever tells of them, and whatever people decide: one page is one act."""

from collections import Counter

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests import make
from tests.usecases.posts.web import Web

from tablee.core.act import State, fingerprint
from tablee.core.campaign import Stage
from tablee.core.decision import Ruling
from tablee.core.post.submission import Outcome, Road, outcome_of
from tablee.core.reason import DOOR_REASONS, Reason
from tablee.usecases.posts.appeal_act import appeals_left

BLOGS = ("emil", "fay")
PAGES = [f"https://{blog}.example/{n}" for blog in BLOGS for n in range(1, 5)]
SOURCES = [*PAGES, *(f"{page}?old" for page in PAGES[::2])]
GOOD = {}
STATES = [
    GOOD,
    GOOD,
    {"is_link_visible": False},
    {"links": ()},
    {"links": ()},
    {"status": 410, "links": ()},
    {"status": 404, "links": ()},
    {"status": 503, "links": ()},
    {"status": 403, "links": ()},
    None,
]
LIMITS = {Reason.DAILY_LIMIT, Reason.TOTAL_LIMIT}
BY_PEOPLE = {Reason.SPAM, Reason.NO_LINK}


class PostsMachine(RuleBasedStateMachine):
    """Tell, look, edit, wait, withdraw, decide, appeal, close."""

    def __init__(self):
        super().__init__()
        self.web = Web(make.post_terms(appeal_days=2))
        self.state = dict.fromkeys(PAGES, 0)
        self.approved = set()
        """Objects a person has said yes to, or that were good when we looked."""
        self.confirmed = set()
        """Numbers of acts that a person has counted."""
        self.is_closed = False
        for page in PAGES:
            self.show(page)

    def show(self, page):
        changes = STATES[self.state[page]]
        for source in SOURCES:
            if source.partition("?")[0] == page:
                if changes is None:
                    self.web.vanish(source)
                else:
                    self.web.put(source, canonical=page, **changes)

    def among(self, *states):
        return [act for act in self.web.acts() if act.kind == "post" and act.state in states]

    def good(self):
        return [act for act in self.among(State.COUNTED) if self.state[act.object] <= 1]

    @rule(page=st.sampled_from(PAGES), state=st.sampled_from(range(len(STATES))))
    def edit(self, page, state):
        self.state[page] = state
        self.show(page)

    @rule(
        source=st.sampled_from(SOURCES),
        road=st.sampled_from(Road),
        via=st.integers(0, 3),
    )
    def tell(self, source, road, via):
        self.web.tell(source, road, via=via)

    @rule(source=st.sampled_from(SOURCES), state=st.sampled_from([0, 0, 2, 3]))
    def publish(self, source, state):
        self.edit(source.partition("?")[0], state)
        self.web.tell(source)
        self.work()

    @rule()
    def work(self):
        for settled in self.web.work():
            submission, act = settled.submission, settled.act
            page = submission.source.partition("?")[0]
            if self.state[page] > 1:
                continue
            self.approved.add(page)
            assert submission.outcome is not Outcome.QUEUED
            self.check_nobody_is_blocked(submission, act)

    def check_nobody_is_blocked(self, submission, act):
        """A good page counts, or it is by a rule or a person that it does not."""
        if submission.outcome is Outcome.VERIFIED:
            assert act.state is State.COUNTED
        elif submission.outcome is Outcome.FLAGGED:
            assert self.is_closed or act.supporter == make.supporter(submission.blog)
        else:
            allowed = DOOR_REASONS | BY_PEOPLE | {Reason.WITHDRAWN}
            is_frozen = self.is_closed and submission.act_number
            assert submission.reason in allowed or is_frozen, submission

    @rule()
    def look_twice(self):
        """A worker dies after settling; another settles the same looks again."""
        looks = [self.web.seen(task) for task in self.web.due()]
        if looks:
            self.note(self.web.settle(*looks))
            counted = {act.number for act in self.good()}
            self.note(self.web.settle(*looks))
            assert counted <= {act.number for act in self.good()}

    def note(self, settled):
        for each in settled:
            page = each.submission.source.partition("?")[0]
            if self.state[page] <= 1:
                self.approved.add(page)

    @rule(
        page=st.sampled_from(PAGES),
        by=st.sampled_from(["Gus", "", "emil.example"]),
    )
    def claim(self, page, by):
        """Somebody says so, by another door, without any proof."""
        self.web.unverified(page, by=by)

    @rule(pick=st.data())
    def ask(self, pick):
        with self.web.desks.read() as desk:
            told = [desk.submissions.find(1, "post", source) for source in SOURCES]
        told = [each.number for each in told if each]
        if told and not self.is_closed:
            self.web.ask(pick.draw(st.sampled_from(told)))

    @rule(hours=st.sampled_from([1, 5, 24, 49]))
    def pass_time(self, hours):
        self.web.pass_hours(hours)
        self.web.advance()
        for settled in self.web.check():
            page = settled.submission.source.partition("?")[0]
            if self.state[page] <= 1:
                self.approved.add(page)

    @precondition(lambda self: self.among(State.COUNTED, State.PENDING))
    @rule(pick=st.data())
    def withdraw(self, pick):
        act = pick.draw(st.sampled_from(self.among(State.COUNTED, State.PENDING)))
        assert self.web.withdraw(act.number) == self.web.withdraw(act.number)

    @precondition(lambda self: self.among(State.PENDING))
    @rule(pick=st.data(), ruling=st.sampled_from([Ruling.CONFIRM, Ruling.REFUSE]))
    def decide(self, pick, ruling):
        act = pick.draw(st.sampled_from(self.among(State.PENDING)))
        reason = pick.draw(st.sampled_from(sorted(BY_PEOPLE)))
        self.web.rule(act.number, ruling, reason if ruling is Ruling.REFUSE else Reason.NONE)
        if ruling is Ruling.CONFIRM:
            self.approved.add(act.object)
            self.confirmed.add(act.number)

    @precondition(lambda self: self.among(State.COUNTED))
    @rule(pick=st.data(), reason=st.sampled_from(sorted(BY_PEOPLE)))
    def reverse(self, pick, reason):
        act = pick.draw(st.sampled_from(self.among(State.COUNTED)))
        self.web.rule(act.number, Ruling.REVERSE, reason)

    def left(self, number):
        with self.web.desks.read() as desk:
            campaign = desk.campaigns.see(make.SLUG)
            return appeals_left(desk, campaign, number, is_own=True)

    def held(self):
        return [act for act in self.among(State.REFUSED, State.REVERSED) if act.has_place]

    @precondition(lambda self: self.held())
    @rule(pick=st.data(), is_granted=st.booleans())
    def appeal(self, pick, is_granted):
        act = pick.draw(st.sampled_from(self.held()))
        if act.appeal_until_ms <= self.web.clock.ms:
            return
        assert self.web.appeal(act.number)
        assert not self.web.appeal(act.number)
        left = self.left(act.number)
        after = self.web.answer(act.number, is_granted=is_granted)
        assert after.state is (State.COUNTED if is_granted else act.state)
        assert after.has_place is (is_granted or left > 0)
        if is_granted:
            self.approved.add(act.object)
            self.confirmed.add(act.number)

    @precondition(lambda self: len(self.web.acts()) > 5)
    @rule()
    def close(self):
        self.web.close()
        self.is_closed = True

    @invariant()
    def one_page_is_one_act(self):
        standing = Counter((act.kind, act.object) for act in self.web.acts() if act.has_place)
        assert max(standing.values(), default=0) <= 1
        for act in self.web.acts():
            if act.has_place:
                assert act.claim == fingerprint(make.SLUG, act.kind, act.object)

    @invariant()
    def nothing_counts_unseen(self):
        for act in self.among(State.COUNTED):
            assert act.object in self.approved

    @invariant()
    def what_counts_by_itself_is_its_own_blogs(self):
        for act in self.among(State.COUNTED):
            if act.number not in self.confirmed:
                assert act.supporter == make.supporter(make.blog_of(act.object))

    @invariant()
    def limits_hold_for_every_blog(self):
        for blog in BLOGS:
            theirs = [
                act
                for act in self.web.acts()
                if act.has_place
                and act.kind == "post"
                and act.supporter == make.supporter(f"{blog}.example")
            ]
            assert len(theirs) <= 3
            days = Counter(act.occurred_at_ms // make.DAY_MS for act in theirs)
            assert max(days.values(), default=0) <= 2 * 2  # days here begin at another hour

    @invariant()
    def caps_are_kept(self):
        for line in self.web.tally().pools:
            assert line.paid <= line.cap

    @invariant()
    def everybody_is_told_how_it_stands(self):
        for source in SOURCES:
            told = self.web.told(source)
            if told and told.act_number and told.outcome is not Outcome.QUEUED:
                act = self.web.act(told.act_number)
                assert (told.outcome, told.reason) == (outcome_of(act), act.reason)

    @invariant()
    def a_referral_stands_while_its_post_does(self):
        posts = {act.object for act in self.among(State.COUNTED)}
        brought = [
            act for act in self.web.acts() if act.kind == "referral" and act.state is State.COUNTED
        ]
        assert len({act.object for act in brought}) == len(brought)
        assert {act.object for act in brought} <= posts

    def teardown(self):
        assert self.web.faults() == []
        with self.web.desks.read() as desk:
            stage = desk.campaigns.see(make.SLUG).stage
        assert stage is (Stage.CLOSED if self.is_closed else Stage.OPEN)
        for page in PAGES:
            self.edit(page, 0)
        for _ in range(40):
            self.web.pass_hours(1)
            self.web.work()
        for source in SOURCES:
            told = self.web.told(source)
            assert told is None or told.outcome is not Outcome.QUEUED
        assert self.web.faults() == []


TestPosts = PostsMachine.TestCase
