"""The allowances of supporters follow the limits in force, also across an amendment."""

import pytest
from tests import make
from tests.usecases.stage import Stage, reasons

from tablee.core.decision import Ruling
from tablee.core.promise import Measure
from tablee.core.reason import Reason
from tablee.usecases.allowances import Allowances

LIMITED = make.terms(kinds=(make.kind(per_day=1), *make.terms().kinds[1:]))

TWO_IN_ALL = make.terms(kinds=(make.kind(in_all=2), *make.terms().kinds[1:]))
COUNTING = make.terms(milestones=(make.milestone("people", 9, measure=Measure.SUPPORTERS),))


def posts(*numbers):
    return [make.claim(f"https://emil.example/{number}") for number in numbers]


def test_terms_without_limits_need_no_allowances():
    for terms, is_needed in ((make.terms(), False), (LIMITED, True), (COUNTING, True)):
        stage = Stage(terms)
        with stage.desks.read() as desk:
            campaign = desk.campaigns.see(make.SLUG)
            allowances = Allowances(desk.journal(campaign), campaign, stage.clock.ms)
        assert allowances.is_needed is is_needed


def test_a_limit_that_an_amendment_brings_counts_the_acts_since():
    stage = Stage()
    stage.record(*posts(1, 2))
    stage.publish(LIMITED)
    assert reasons(stage.record(*posts(3, 4))) == ["", Reason.DAILY_LIMIT]


def test_an_act_from_before_the_limit_gives_back_nothing_it_never_used():
    stage = Stage()
    stage.record(*posts(1))
    stage.publish(LIMITED)
    stage.decide(1, Ruling.REVERSE)
    stage.clock.pass_days(7)
    stage.advance()
    assert reasons(stage.record(*posts(2, 3))) == ["", Reason.DAILY_LIMIT]


def test_a_limit_that_an_amendment_lifts_stops_nobody():
    stage = Stage(LIMITED)
    stage.record(*posts(1))
    stage.publish(make.terms())
    assert reasons(stage.record(*posts(2, 3))) == ["", ""]


def undo(stage, number):
    """Reverse an act, and let its time of appeal pass."""
    stage.decide(number, Ruling.REVERSE)
    stage.clock.pass_days(7)
    stage.advance()


@pytest.mark.parametrize("pause_ms", [0, 5_000])
def test_undoing_an_act_from_before_a_limit_gives_back_no_use_of_a_later_one(pause_ms):
    stage = Stage()
    stage.record(*posts(1))
    stage.clock.ms += pause_ms
    stage.publish(TWO_IN_ALL)
    stage.clock.ms += pause_ms
    assert reasons(stage.record(*posts(2, 3))) == ["", ""]
    undo(stage, 1)
    assert reasons(stage.record(*posts(4))) == [Reason.TOTAL_LIMIT]


def test_undoing_an_act_that_used_a_limit_gives_its_use_back():
    stage = Stage()
    stage.record(*posts(1))
    stage.publish(TWO_IN_ALL)
    stage.clock.ms += 5_000
    stage.record(*posts(2, 3))
    undo(stage, 2)
    assert reasons(stage.record(*posts(4, 5))) == ["", Reason.TOTAL_LIMIT]


def test_a_use_is_given_back_while_its_limit_is_lifted():
    stage = Stage(TWO_IN_ALL)
    stage.record(*posts(1, 2))
    stage.clock.ms += 5_000
    stage.publish(make.terms())
    undo(stage, 1)
    stage.publish(TWO_IN_ALL)
    assert reasons(stage.record(*posts(3, 4))) == ["", Reason.TOTAL_LIMIT]


def test_a_supporter_counted_since_a_milestone_stays_one_when_an_older_act_is_undone():
    stage = Stage()
    stage.record(*posts(1))
    stage.publish(COUNTING)
    stage.clock.ms += 5_000
    stage.record(*posts(2))
    assert stage.standing().supporters == 1
    undo(stage, 1)
    assert stage.standing().supporters == 1
    undo(stage, 2)
    assert stage.standing().supporters == 0


def test_a_supporter_is_counted_when_an_act_is_and_not_when_it_came():
    stage = Stage()
    stage.unverified("https://emil.example/1")
    stage.publish(COUNTING)
    stage.clock.ms += 5_000
    stage.decide(1, Ruling.CONFIRM)
    assert stage.standing().supporters == 1
    stage.decide(1, Ruling.REVERSE)
    assert stage.standing().supporters == 0
    stage.decide(1, Ruling.RESTORE, by="Ada")
    assert stage.standing().supporters == 1
