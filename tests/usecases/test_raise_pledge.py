"""A raise pays the acts that were waiting behind a pledge, oldest first."""

from datetime import UTC, datetime, timedelta

import pytest
from tests import make
from tests.usecases.stage import Stage, pool

from tablee.core.errors import (
    CampaignClosed,
    InvalidTerms,
    RetroactiveAmendment,
    UnknownCampaign,
)
from tablee.core.text import Text
from tablee.usecases.raise_pledge import raise_pledge

NOW = datetime.fromtimestamp(make.MIDDLE_MS // 1_000, UTC)


@pytest.fixture
def stage():
    """Three posts in a line that pays one and a half."""
    stage = Stage(make.terms(pledges=(make.pledge(15, Dana=2, Carl=1), make.pledge(1, "shares"))))
    for number in range(3):
        stage.one(f"https://emil.example/{number}")
    return stage


def paid(stage):
    return [stage.receipt(number).paid_units for number in (1, 2, 3)]


def test_waiting_acts_are_paid_oldest_first(stage):
    assert paid(stage) == [10, 5, 0]
    published = stage.lift(make.raised(10, effective_at=NOW))
    assert (published.version, published.is_new) == (2, True)
    assert paid(stage) == [10, 10, 5]
    assert pool(stage.tally(), "blogs").cap == 25


def test_a_raise_is_shared_like_its_pledge(stage):
    stage.lift(make.raised(9, effective_at=NOW))
    told = {each.name: each.pledged for each in stage.tally().sponsors}
    assert told == {"Dana": 16 + 1, "Carl": 8}


def test_a_raise_to_come_waits_for_its_moment(stage):
    stage.lift(make.raised(10, effective_at=NOW + timedelta(hours=1)))
    assert paid(stage) == [10, 5, 0]
    stage.clock.ms += 3_600_000
    stage.advance()
    assert paid(stage) == [10, 10, 5]


def test_a_raise_comes_at_its_own_date_though_another_amendment_is_still_to_come(stage):
    later = make.terms(pledges=stage.terms.pledges, appeal_days=3)
    stage.publish(later, effective_at_ms=make.MIDDLE_MS + make.DAY_MS)
    stage.lift(make.raised(10, effective_at=NOW))
    assert paid(stage) == [10, 10, 5]


def test_a_raise_of_a_pledge_still_to_come_waits_for_the_pledge(stage):
    new = make.pledge(4, name="new", Carl=1)
    later = make.terms(pledges=(*stage.terms.pledges, new))
    stage.publish(later, effective_at_ms=make.MIDDLE_MS + make.DAY_MS)
    stage.lift(make.raised(3, "new", NOW))
    assert paid(stage) == [10, 5, 0]
    stage.clock.pass_days(1)
    stage.advance()
    assert paid(stage) == [10, 10, 2]


def test_the_same_raise_again_is_one(stage):
    addition = make.raised(10, effective_at=NOW)
    stage.lift(addition)
    assert not stage.lift(addition).is_new
    assert pool(stage.tally(), "blogs").cap == 25


def test_another_raise_of_the_pledge_at_the_same_second_is_refused(stage):
    stage.lift(make.raised(10, effective_at=NOW))
    with pytest.raises(InvalidTerms) as refused:
        stage.lift(make.raised(11, effective_at=NOW))
    assert refused.value.field == "raises[1].effective_at"


def test_raises_follow_one_another(stage):
    stage.lift(make.raised(5, effective_at=NOW))
    stage.clock.ms += 60_000
    stage.lift(make.raised(10, effective_at=NOW + timedelta(minutes=1)))
    assert paid(stage) == [10, 10, 10]


def test_what_cannot_be_raised_is_refused_and_nothing_is_written(stage):
    with pytest.raises(InvalidTerms) as refused:
        stage.lift(make.raised(pledge_name="nothing", effective_at=NOW))
    assert refused.value.field == "pledge"
    with pytest.raises(RetroactiveAmendment):
        stage.lift(make.raised(effective_at=NOW - timedelta(minutes=1)))
    with pytest.raises(UnknownCampaign):
        raise_pledge(stage.desks, stage.clock, "table-1926", make.raised(effective_at=NOW))
    stage.close()
    with pytest.raises(CampaignClosed):
        stage.lift(make.raised(effective_at=NOW))
    assert pool(stage.tally(), "blogs").cap == 15


@pytest.mark.parametrize("missing", ["author", "reason"])
def test_a_raise_is_signed_and_says_why(stage, missing):
    words = {"author": "Ada", "reason": make.text("more posts"), missing: ""}
    reason = words["reason"] or Text("", "")
    addition = make.raised(effective_at=NOW)
    with pytest.raises(InvalidTerms):
        stage.lift(type(addition)("blogs-pledge", 10, NOW, words["author"], reason))
    assert pool(stage.tally(), "blogs").cap == 15
