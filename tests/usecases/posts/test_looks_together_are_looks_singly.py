"""Whether looks are settled together or one after the other makes no difference to anybody."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests import make
from tests.usecases.posts.web import MINUTE_MS, Web

from tablee.core.decision import Ruling
from tablee.core.post.submission import Road
from tablee.core.post.token import OwnName
from tablee.core.reason import Reason
from tablee.ports.blogs import HostRule, Standing

SOURCES = [f"https://{blog}.example/{number}" for blog in "efg" for number in (1, 2, 3, 4)]
BLOCKED, TRUSTED = "f.example", "g.example"


@st.composite
def pages(draw):
    """A page, as it may be seen: gone, elsewhere, much like another, brought by somebody."""
    source = draw(st.sampled_from(SOURCES))
    if draw(st.integers(0, 9)) == 0:
        return source, None
    by = OwnName.PERSONAL.make(make.SECRET, make.SLUG, draw(st.integers(1, 3)))
    links = draw(st.sampled_from(["good", "good", "good", "none", "brought"]))
    shown = {"good": make.CAMPAIGN_PAGE, "brought": f"{make.CAMPAIGN_PAGE}r/{by}"}
    changes = {
        "canonical": draw(st.sampled_from([source, source, source, *SOURCES[:2]])),
        "links": (shown[links],) if links in shown else (),
        "status": draw(st.sampled_from([200, 200, 200, 200, 404, 410, 503])),
        "likeness": draw(st.sampled_from([0, 0, 0b1, 0b11, 0b1111 << 30, 2**64 - 1])),
        "is_opted_out": draw(st.booleans()),
        "content_hash": draw(st.sampled_from(["aa", "bb"])),
    }
    return source, make.finding(source, **changes)


STEPS = st.lists(
    st.tuples(
        st.lists(st.tuples(pages(), st.sampled_from(Road), st.integers(0, 2)), max_size=9),
        st.sampled_from([1, 45, 60 * 24]),
        st.sampled_from([None, Ruling.REFUSE, Ruling.REVERSE, Ruling.CONFIRM]),
    ),
    min_size=1,
    max_size=4,
)


class Story:
    """One site that is told of pages and looks at them, so many at a time."""

    def __init__(self, is_together):
        self.web = Web()
        self.is_together = is_together
        with self.web.desks.write() as desk:
            desk.hosts.judge(HostRule(BLOCKED, Standing.BLOCKED, "", "Ada", 1))
            desk.hosts.judge(HostRule(TRUSTED, Standing.TRUSTED, "", "Ada", 1))

    def step(self, told, minutes, ruling):
        for (source, found), road, via in told:
            self.web.pages[source] = found
            self.web.tell(source, road, via=via)
        looks = [self.web.seen(task) for task in self.web.due()]
        if self.is_together:
            self.web.settle(*looks)
        else:
            for look in looks:
                self.web.settle(look)
        self._rule(ruling)
        self.web.clock.ms += minutes * MINUTE_MS

    def _rule(self, ruling):
        """A person decides about the latest act about which that can be decided."""
        for act in reversed(self.web.acts()):
            if ruling and act.kind == "post":
                try:
                    self.web.rule(act.number, ruling, Reason.NO_LINK)
                except Exception:  # noqa: BLE001, S112 - it cannot be decided: the one before
                    continue
                return

    def outcome(self):
        """All that anybody can see."""
        web = self.web
        assert web.faults() == []
        with web.desks.read() as desk:
            submissions = [desk.submissions.find(1, "post", source) for source in SOURCES]
            tasks = [each for each in desk.tasks.queues() if each.verb == "look"]
            campaign = desk.campaigns.see(make.SLUG)
            decisions = desk.journal(campaign).every_decision()
        acts = web.acts()
        posts = [web.kept(act.number) for act in acts]
        return acts, posts, submissions, tasks, decisions, web.tally()


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_looks_settled_together_lead_to_what_they_lead_to_singly(steps):
    together, singly = Story(is_together=True), Story(is_together=False)
    for step in steps:
        together.step(*step)
        singly.step(*step)
        assert together.outcome() == singly.outcome()
