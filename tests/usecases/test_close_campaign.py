"""A closed campaign takes no act any more, and its appeals still run."""

import pytest
from tests.usecases.stage import COUNTED, Stage

from tablee.core.decision import Ruling
from tablee.core.errors import UnknownCampaign
from tablee.core.reason import Reason
from tablee.usecases.close_campaign import close_campaign


@pytest.fixture
def stage():
    return Stage()


def test_closing_twice_is_closing_once(stage):
    assert stage.close()
    before = stage.standing()
    assert not stage.close()
    assert stage.standing() == before
    assert stage.messages().count("campaign.closed") == 1


def test_no_act_is_taken_any_more_and_appeals_still_run(stage):
    stage.one()
    stage.decide(1, Ruling.REVERSE)
    stage.close()
    assert stage.one("https://fay.example/").act.reason is Reason.CAMPAIGN_CLOSED
    assert stage.decide(1, Ruling.RESTORE, by="Ada").state is COUNTED


def test_the_tally_shows_the_close_at_once(stage):
    before = stage.tally()
    stage.close()
    assert stage.tally().sequence > before.sequence
    assert not any(kind.is_open or kind.is_paying for kind in stage.tally().kinds)


def test_there_must_be_a_campaign_to_close(stage):
    with pytest.raises(UnknownCampaign):
        close_campaign(stage.desks, stage.clock, "table-1926", "Ada")
