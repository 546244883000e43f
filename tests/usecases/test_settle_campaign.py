"""A campaign is settled when it is closed and no place is held: then the figures are final."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests import make
from tests.usecases.stage import Stage, pool

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


def test_what_fell_due_since_the_close_is_laid_before_the_figures_are_final():
    late = make.raised(5, "blogs-pledge", make.CLOSES_AT + timedelta(days=1))
    stage = Stage(replace(TERMS, raises=(late,), sponsors=(Sponsor("Dana"), Sponsor("Carl"))))
    for number in range(4):
        stage.one(f"https://emil.example/{number}")
    stage.close()
    stage.clock.pass_days((make.CLOSES_AT - make.OPENS_AT).days + 2)
    assert stage.settle()
    assert sum(stage.earned_in_books().values()) == 35


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


def replayed(*raises):
    """A past edition, closed: four posts on three posts' cover, and the first was taken back."""
    stage = Stage(replace(TERMS, raises=raises), is_replay=True)
    for number in range(1, 5):
        stage.one(f"https://emil.example/{number}", occurred_at_ms=make.MIDDLE_MS)
    stage.decide(1, Ruling.REVERSE)
    stage.close()
    return stage


def test_a_replay_passes_to_the_end_of_its_last_appeal():
    stage = replayed()
    before = stage.standing().clock_ms
    assert stage.receipt(4).paid_units == 0
    assert stage.settle()
    assert not stage.act(1).is_held
    assert stage.receipt(4).paid_units == 10, "those behind have moved up"
    assert stage.standing().clock_ms == before + 7 * make.DAY_MS
    assert stage.receipt(1).decisions[-1].at_ms == stage.standing().clock_ms
    assert stage.settle()


def test_an_act_that_waits_for_a_decision_stops_time_in_a_replay_too():
    stage = Stage(TERMS, is_replay=True)
    stage.one(occurred_at_ms=make.MIDDLE_MS)
    stage.unverified("https://gus.example/", occurred_at_ms=make.MIDDLE_MS)
    stage.decide(1, Ruling.REVERSE)
    stage.close()
    before = stage.standing()
    assert not stage.settle()
    assert stage.standing() == before
    assert stage.act(1).is_held
    stage.decide(2, Ruling.CONFIRM)
    assert stage.settle()


@pytest.mark.parametrize(("days", "cap"), [(5, 40), (8, 30)])
def test_a_raise_that_falls_due_before_the_last_appeal_ends_is_laid(days, cap):
    moment = datetime.fromtimestamp((make.MIDDLE_MS + days * make.DAY_MS) // 1_000, UTC)
    stage = replayed(make.raised(10, effective_at=moment))
    assert stage.settle()
    assert pool(stage.tally(), "blogs").cap == cap
    assert stage.tally().totals.paid == 30
    assert sum(stage.balances().values()) == 0
