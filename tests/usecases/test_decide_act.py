"""A decision changes one act, says why, and moves nobody else until it is final."""

from collections import Counter

import pytest
from tests import make
from tests.usecases.stage import COUNTED, PENDING, REFUSED, REVERSED, Stage, kind, pool

from tablee.core.decision import Ruling
from tablee.core.errors import CampaignClosed, SameJudge, UnknownAct, UnknownCampaign, WrongState
from tablee.core.promise import Measure
from tablee.core.reason import DOOR_REASONS, Reason
from tablee.usecases.decide_act import Judgement, decide_act


@pytest.fixture
def stage():
    """A claim that waits, before two acts that count; the last one is partly paid."""
    stage = Stage(make.terms(pledges=(make.pledge(25), make.pledge(9, "shares"))))
    stage.unverified("https://gus.example/", by="Gus")
    stage.one("https://emil.example/")
    stage.one("https://fay.example/", by="Fay")
    return stage


def paid(stage):
    return [stage.receipt(number).paid_units for number in (1, 2, 3)]


def test_a_confirmed_act_is_paid_in_the_place_it_held(stage):
    assert paid(stage) == [0, 10, 5]
    assert stage.decide(1, Ruling.CONFIRM).state is COUNTED
    assert paid(stage) == [10, 10, 5]


def test_a_refused_act_keeps_its_place_until_the_decision_is_final(stage):
    assert stage.decide(1, Ruling.REFUSE).state is REFUSED
    assert paid(stage) == [0, 10, 5]
    assert stage.receipt(1).place == 1
    stage.clock.pass_days(7)
    stage.advance()
    assert paid(stage) == [0, 10, 10]
    assert [stage.receipt(number).place for number in (1, 2, 3)] == [0, 1, 11]


def test_a_reversed_act_is_paid_no_more_and_nobody_else_is_touched(stage):
    assert stage.decide(2, Ruling.REVERSE).state is REVERSED
    assert paid(stage) == [0, 0, 5]


def test_a_successful_appeal_changes_nothing_for_anyone_else(stage):
    stage.decide(2, Ruling.REVERSE)
    restored = stage.decide(2, Ruling.RESTORE, by="Ada")
    assert (restored.state, restored.reason) == (COUNTED, Reason.NONE)
    assert paid(stage) == [0, 10, 5]


def test_without_a_time_of_appeal_a_refusal_is_final_at_once():
    stage = Stage(make.terms(appeal_days=0, pledges=(make.pledge(10),)))
    stage.unverified("https://gus.example/")
    stage.one("https://emil.example/")
    assert not stage.decide(1, Ruling.REFUSE).has_place
    assert (stage.receipt(2).place, stage.receipt(2).paid_units) == (1, 10)
    with pytest.raises(WrongState):
        stage.decide(1, Ruling.RESTORE, by="Ada")


def test_an_appeal_is_decided_by_somebody_else(stage):
    stage.decide(1, Ruling.REFUSE, by="Ben")
    with pytest.raises(SameJudge):
        stage.decide(1, Ruling.RESTORE, by="Ben")
    assert stage.act(1).state is REFUSED
    assert stage.decide(1, Ruling.RESTORE, by="Ada").state is COUNTED
    stage.decide(1, Ruling.REVERSE, by="Ada")
    assert stage.decide(1, Ruling.RESTORE, by="Ben").state is COUNTED, "each time anew"


@pytest.mark.parametrize(
    ("number", "ruling"),
    [
        (1, Ruling.REVERSE),
        (1, Ruling.RESTORE),
        (1, Ruling.FINISH),
        (2, Ruling.CONFIRM),
        (2, Ruling.REFUSE),
        (2, Ruling.RESTORE),
        (2, Ruling.FINISH),
    ],
)
def test_a_decision_that_cannot_follow_changes_nothing(stage, number, ruling):
    before = stage.standing()
    with pytest.raises(WrongState):
        stage.decide(number, ruling)
    assert stage.standing() == before
    assert stage.receipt(number).decisions == ()


@pytest.mark.parametrize("reason", sorted(DOOR_REASONS))
def test_a_reason_of_the_door_is_not_a_persons_to_give(stage, reason):
    with pytest.raises(WrongState):
        stage.decide(1, Ruling.REFUSE, reason)
    assert stage.act(1).state is PENDING


def test_there_must_be_such_an_act_and_such_a_campaign(stage):
    with pytest.raises(UnknownAct):
        stage.decide(99, Ruling.CONFIRM)
    judgement = Judgement(1, Ruling.CONFIRM, Reason.NONE, "", "Ben")
    with pytest.raises(UnknownCampaign):
        decide_act(stage.desks, stage.clock, "table-1926", judgement)


def test_an_act_refused_at_the_door_cannot_be_decided_about(stage):
    early = stage.one("https://hal.example/", occurred_at_ms=0)
    with pytest.raises(WrongState):
        stage.decide(early.act.number, Ruling.RESTORE)


def test_after_the_close_acts_are_still_decided_and_after_the_settlement_none(stage):
    stage.close()
    stage.decide(1, Ruling.CONFIRM)
    assert stage.settle()
    with pytest.raises(CampaignClosed):
        stage.decide(1, Ruling.REVERSE)
    assert paid(stage) == [10, 10, 5]


def test_every_decision_is_written_down_with_its_sentence_and_its_judge(stage):
    stage.decide(1, Ruling.REFUSE, Reason.NO_LINK)
    stage.clock.pass_days(1)
    stage.decide(1, Ruling.RESTORE, by="Ada")
    first, second = stage.receipt(1).decisions
    assert (first.ruling, first.reason, first.by) == (Ruling.REFUSE, Reason.NO_LINK, "Ben")
    assert (first.note, first.at_ms) == ("a sentence for Emil", make.MIDDLE_MS)
    assert (second.ruling, second.by) == (Ruling.RESTORE, "Ada")
    assert first.sequence < second.sequence
    assert stage.messages().count("act.decided") == 2


def test_kinds_are_counted_with_their_decisions(stage):
    stage.decide(2, Ruling.REVERSE)
    posts = kind(stage.tally(), "post")
    assert (posts.acts, posts.offered, posts.paid, posts.pending) == (3, 30, 5, 20)
    stage.decide(1, Ruling.REFUSE)
    stage.clock.pass_days(7)
    stage.advance()
    posts = kind(stage.tally(), "post")
    assert (posts.acts, posts.offered, posts.paid, posts.refused) == (1, 10, 10, 2)


def test_a_confirmation_may_cross_a_milestone():
    lays = {"pool": "blogs", "units": 10, "shares": make.shares(Carl=1)}
    stage = Stage(
        make.terms(pledges=(make.pledge(10),), milestones=(make.milestone("two", 2, **lays),))
    )
    stage.one("https://emil.example/")
    stage.unverified("https://gus.example/", by="Gus")
    stage.decide(2, Ruling.CONFIRM)
    assert (pool(stage.tally(), "blogs").cap, stage.receipt(2).paid_units) == (20, 10)
    assert stage.receipt(2).payers == Counter(Carl=10)


def test_a_supporter_is_counted_while_one_act_of_theirs_counts():
    terms = make.terms(milestones=(make.milestone("crowd", 9, measure=Measure.SUPPORTERS),))
    stage = Stage(terms)
    stage.record(*(make.claim(f"https://emil.example/{n}") for n in range(2)))
    stage.decide(1, Ruling.REVERSE)
    assert stage.standing().supporters == 1
    stage.decide(2, Ruling.REVERSE)
    assert stage.standing().supporters == 0
    stage.decide(1, Ruling.RESTORE, by="Ada")
    assert stage.standing().supporters == 1
