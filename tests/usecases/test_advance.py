"""When time passes, what is due is laid and appeals end; doing it twice is doing it once."""

from datetime import timedelta

import pytest
from tests import make
from tests.usecases.stage import COUNTED, Stage, pool

from tablee.core.decision import Ruling
from tablee.core.errors import UnknownCampaign
from tablee.core.rulebook import as_ms
from tablee.usecases import finish_appeals
from tablee.usecases.advance import advance_campaign, pass_time

RAISED_AT = make.OPENS_AT + timedelta(days=12)
TERMS = make.terms(
    pledges=(make.pledge(10),),
    raises=(
        make.raised(4, effective_at=RAISED_AT + timedelta(days=1)),
        make.raised(15, effective_at=RAISED_AT),
    ),
)


def cap(stage):
    return pool(stage.tally(), "blogs").cap


def test_pledges_are_laid_when_the_campaign_is_published():
    assert cap(Stage(TERMS)) == 10
    assert Stage(TERMS).messages().count("cover.laid") == 1


def test_a_raise_is_laid_from_its_very_millisecond():
    stage = Stage(TERMS)
    for number in range(3):
        stage.one(f"https://emil.example/{number}")
    stage.clock.ms = as_ms(RAISED_AT) - 1
    stage.advance()
    assert cap(stage) == 10
    stage.clock.ms += 1
    stage.advance()
    assert cap(stage) == 25
    assert [stage.receipt(number).paid_units for number in (1, 2, 3)] == [10, 10, 5]


def test_advancing_twice_changes_nothing():
    stage = Stage(TERMS)
    stage.clock.ms = as_ms(RAISED_AT)
    stage.advance()
    before, told = stage.standing(), stage.messages()
    stage.advance()
    assert (stage.standing(), stage.messages()) == (before, told)


def test_raises_missed_while_the_machine_was_off_are_laid_in_their_order():
    stage = Stage(TERMS)
    stage.clock.ms = as_ms(RAISED_AT) + 9 * make.DAY_MS
    stage.advance()
    assert cap(stage) == 29
    with stage.desks.read() as desk:
        laid = desk.journal(desk.campaigns.see(make.SLUG)).segments()
    assert [each.segment.units for each in laid] == [10, 15, 4]
    assert laid[1].laid_at_ms == as_ms(RAISED_AT)


def test_an_act_finds_what_is_due_laid_before_it():
    stage = Stage(TERMS)
    stage.one("https://emil.example/1")
    stage.clock.ms = as_ms(RAISED_AT)
    assert stage.one("https://emil.example/2").paid_units == 10


def test_an_appeal_ends_to_the_millisecond():
    stage = Stage()
    stage.one()
    stage.decide(1, Ruling.REVERSE)
    stage.clock.ms += 7 * make.DAY_MS - 1
    stage.advance()
    assert stage.act(1).has_place
    stage.clock.ms += 1
    stage.advance()
    assert not stage.act(1).has_place
    assert stage.receipt(1).decisions[-1].by == "clock"


def test_many_appeals_end_a_part_at_a_time(monkeypatch):
    monkeypatch.setattr(finish_appeals, "AT_ONCE", 2)
    stage = Stage()
    for number in range(3):
        stage.one(f"https://emil.example/{number}")
        stage.decide(number + 1, Ruling.REVERSE)
    stage.clock.pass_days(7)
    stage.advance()
    assert pool(stage.tally(), "blogs").acts == 1
    stage.advance()
    assert pool(stage.tally(), "blogs").acts == 0


def test_a_settled_campaign_moves_no_more():
    stage = Stage(TERMS)
    stage.close()
    stage.settle()
    stage.clock.ms = as_ms(RAISED_AT)
    stage.advance()
    assert cap(stage) == 10


def test_a_kept_promise_survives_an_early_close():
    stage = Stage(TERMS)
    stage.close()
    stage.clock.ms = as_ms(RAISED_AT)
    stage.advance()
    assert cap(stage) == 25


def test_in_a_replay_time_does_not_pass_by_itself():
    stage = Stage(TERMS, is_replay=True)
    stage.clock.ms = as_ms(RAISED_AT) + make.DAY_MS
    stage.advance()
    assert cap(stage) == 10
    sent = stage.one(occurred_at_ms=as_ms(RAISED_AT) - 1)
    assert (sent.act.state, cap(stage)) == (COUNTED, 10)


def test_the_time_of_a_replay_can_be_passed_and_never_runs_backwards():
    stage = Stage(TERMS, is_replay=True)
    for moment_ms in (as_ms(RAISED_AT) - 1, as_ms(RAISED_AT), as_ms(RAISED_AT) - make.DAY_MS):
        before = cap(stage)
        pass_time(stage.desks, make.SLUG, moment_ms)
    assert (before, cap(stage)) == (25, 25)
    assert stage.one().act.state is COUNTED
    assert stage.standing().clock_ms == as_ms(RAISED_AT)


def test_the_time_of_others_is_nobodys_to_pass():
    stage = Stage(TERMS)
    pass_time(stage.desks, make.SLUG, as_ms(RAISED_AT))
    assert cap(stage) == 10


def test_an_unknown_campaign_does_not_advance():
    stage = Stage()
    with pytest.raises(UnknownCampaign):
        advance_campaign(stage.desks, stage.clock, "table-1926")
