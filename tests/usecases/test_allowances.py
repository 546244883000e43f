"""The allowances of supporters follow the limits in force, also across an amendment."""

from tests import make
from tests.usecases.stage import Stage, reasons

from tablee.core.decision import Ruling
from tablee.core.reason import Reason
from tablee.core.rulebook import Rulebook
from tablee.usecases.allowances import Allowances

LIMITED = make.terms(kinds=(make.kind(per_day=1), *make.terms().kinds[1:]))


def posts(*numbers):
    return [make.claim(f"https://emil.example/{number}") for number in numbers]


def test_terms_without_limits_need_no_allowances():
    assert not Allowances(Stage().desks, Rulebook(make.terms())).is_needed
    assert Allowances(Stage().desks, Rulebook(LIMITED)).is_needed


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
