"""Whatever happens to a campaign, whoever counts its leaves again finds what the site found."""

from hypothesis.stateful import invariant, rule
from tests import make
from tests.core.leaves.writer import Writer, never
from tests.usecases.test_campaign_machine import CampaignMachine

from tablee.core.leaves.leaf import read_leaf
from tablee.core.leaves.recount import Recount


class RecountMachine(CampaignMachine):
    """The campaign of the use cases, with a log beside it."""

    def __init__(self):
        super().__init__()
        self.writer = Writer(self.stage.desks, make.SLUG)

    @invariant()
    def the_recount_agrees(self):
        assert self.writer.catch_up() == self.writer.counted()
        assert self.writer.recount.facts().confirmed == self.stage.tally().totals.paid

    @rule()
    def say_the_tally(self):
        self.writer.catch_up()
        self.writer.tally()

    def teardown(self):
        """Read from the beginning, the log says the same."""
        again = Recount(never)
        for raw in self.writer.leaves:
            again.take(read_leaf(raw))
        assert again.tally() == self.writer.recount.tally()


TestTheRecount = RecountMachine.TestCase
