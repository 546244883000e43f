"""Whatever happens to a campaign, whoever counts its leaves again finds what the site found."""

from hypothesis.stateful import invariant, rule
from tests import make
from tests.core.leaves.writer import Writer, never
from tests.usecases.posts.test_posts_machine import PostsMachine
from tests.usecases.test_campaign_machine import CampaignMachine

from tablee.core.leaves.leaf import read_leaf
from tablee.core.leaves.recount import Recount


class Logged:
    """A log beside a campaign: what it says is counted again after every step."""

    @invariant()
    def the_recount_agrees(self):
        assert self.writer.catch_up() == self.writer.counted()

    @rule()
    def say_the_tally(self):
        self.writer.catch_up()
        self.writer.tally()

    def teardown(self):
        """Read from the beginning, the log says the same."""
        super().teardown()
        self.writer.catch_up()
        again = Recount(never)
        for raw in self.writer.leaves:
            again.take(read_leaf(raw))
        assert again.tally() == self.writer.recount.tally()


class LoggedCampaign(Logged, CampaignMachine):
    """Batches, decisions, raises, milestones and limits, close and settlement."""

    def __init__(self):
        super().__init__()
        self.writer = Writer(self.stage.desks, make.SLUG)

    @invariant()
    def the_six_numbers_are_those_of_the_site(self):
        self.writer.catch_up()
        facts, totals = self.writer.recount.facts(), self.stage.tally().totals
        assert (facts.confirmed, facts.unpaid, facts.pending) == (
            totals.paid,
            totals.unpaid,
            totals.pending,
        )


class LoggedPosts(Logged, PostsMachine):
    """Posts that come and go, make way and come back, with their referrals and appeals."""

    def __init__(self):
        super().__init__()
        self.writer = Writer(self.web.desks, make.SLUG)


TestTheRecount = LoggedCampaign.TestCase
TestTheRecountOfPosts = LoggedPosts.TestCase
