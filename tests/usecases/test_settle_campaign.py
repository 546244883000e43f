"""A campaign is settled when it is closed and no place is held: then the figures are final."""

import pytest
from tests import make
from tests.usecases.stage import Stage

from tablee.core.decision import Ruling
from tablee.core.errors import UnknownCampaign
from tablee.core.promise import Sponsor
from tablee.usecases.settle_campaign import settle_campaign

TERMS = make.terms(
    sponsors=(Sponsor("Dana", 40), Sponsor("Carl", 2), Sponsor("Gus", 5)),
    pledges=(make.pledge(30, Dana=2, Carl=1), make.pledge(20, "shares", Carl=1)),
)


@pytest.fixture
def stage():
    """Twenty meals, of which acts earned thirteen from Dana and seven from Carl."""
    stage = Stage(TERMS)
    stage.one("https://emil.example/1")
    stage.one("https://emil.example/2")
    return stage


def test_an_open_campaign_is_not_settled(stage):
    assert not stage.settle()
    assert stage.tally().state == "open"


def test_a_held_place_keeps_a_campaign_from_being_settled(stage):
    stage.unverified("https://gus.example/")
    stage.close()
    assert not stage.settle()
    stage.decide(3, Ruling.REFUSE)
    assert not stage.settle(), "it may still be appealed"
    stage.clock.pass_days(7)
    stage.advance()
    assert stage.settle()


def test_sponsors_give_their_floor_and_what_is_left_is_voided(stage):
    stage.close()
    assert stage.settle()
    assert stage.earned_in_books() == {"Dana": 40, "Carl": 7, "Gus": 5}
    balances = stage.balances()
    assert sum(balances.values()) == 0
    assert (balances["earned:Dana:blogs"], balances["earned:Dana:floor"]) == (13, 27)
    assert (balances["voided:Dana:blogs"], balances["voided:Carl:shares"]) == (7, 20)
    assert not any(name.startswith("pledged:") and units for name, units in balances.items())


def test_settling_twice_is_settling_once(stage):
    stage.close()
    stage.settle()
    before = (stage.balances(), stage.standing(), stage.messages())
    assert stage.settle()
    assert stage.post() == 0
    assert (stage.balances(), stage.standing(), stage.messages()) == before
    assert stage.messages().count("campaign.settled") == 1


def test_a_campaign_in_which_nobody_acted_settles_to_its_floors():
    stage = Stage(TERMS)
    stage.close()
    assert stage.settle()
    assert stage.earned_in_books() == {"Dana": 40, "Carl": 2, "Gus": 5}


def test_there_must_be_a_campaign_to_settle(stage):
    with pytest.raises(UnknownCampaign):
        settle_campaign(stage.desks, stage.clock, "table-1926")
