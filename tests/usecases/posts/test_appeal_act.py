"""An appeal keeps the act's place until somebody else has answered."""

import pytest
from tests.usecases.posts.web import EMIL, FAY, Web

from tablee.core.act import State
from tablee.core.decision import Ruling
from tablee.core.errors import CampaignClosed, SameJudge, UnknownAct, WrongState
from tablee.core.post.submission import Outcome
from tablee.core.reason import Reason
from tablee.usecases.decide_act import DAY_MS
from tablee.usecases.posts.appeal_act import ANSWER_MS, LONGEST_WORDS, MOST, MOST_BY_READERS


@pytest.fixture
def web():
    """Ben has taken Emil's post back; Fay's stands behind it."""
    web = Web()
    web.post()
    web.post(FAY)
    web.rule(1, Ruling.REVERSE, Reason.SPAM)
    yield web
    assert web.faults() == []


def appeals(web):
    with web.desks.read() as desk:
        return desk.appeals.of_act(1, 1)


def test_an_appeal_is_written_down_once(web):
    assert web.appeal(1, "x" * 10_000)
    assert not web.appeal(1, "again")
    (appeal,) = appeals(web)
    assert (appeal.words, appeal.at_ms) == ("x" * LONGEST_WORDS, web.clock.ms)
    assert web.messages().count("appeal.received") == 1


def test_the_place_is_kept_past_the_time_of_appeal_until_somebody_answers(web):
    web.appeal(1)
    web.clock.pass_days(30)
    web.advance()
    assert web.act(1).has_place
    web.close()
    assert not web.settle_campaign()
    assert web.answer(1, is_granted=True).state is State.COUNTED
    assert web.act(1).line_start == 0


def test_nobody_keeps_a_place_for_ever(web):
    web.appeal(1)
    web.clock.ms += ANSWER_MS
    web.advance()
    assert not web.act(1).has_place
    assert web.answer(1, is_granted=True).state is State.REVERSED, "it is too late for that"
    assert appeals(web)[0].answered_at_ms


def test_a_granted_appeal_counts_the_act_and_what_hangs_on_it(web):
    web.appeal(1)
    act = web.answer(1, is_granted=True)
    assert (act.state, act.reason) == (State.COUNTED, Reason.NONE)
    assert web.told().outcome is Outcome.VERIFIED
    (appeal,) = appeals(web)
    assert (appeal.is_granted, appeal.by, appeal.note) == (True, "Ada", "a sentence for Emil")
    assert appeal.answered_at_ms == web.clock.ms
    assert web.messages()[-1] == "appeal.answered"


def test_a_dismissal_does_not_end_the_time_of_appeal(web):
    until_ms = web.act(1).appeal_until_ms
    web.appeal(1, "It is mine!", is_own=False)
    act = web.answer(1, is_granted=False)
    assert (act.state, act.has_place, act.appeal_until_ms) == (State.REVERSED, True, until_ms)
    assert web.appeal(1, "It is mine, and no spam.")
    assert web.answer(1, is_granted=True, by="Cleo").state is State.COUNTED
    assert web.act(1).line_start == 0


def test_the_time_of_appeal_stands_still_while_an_appeal_waits(web):
    until_ms = web.act(1).appeal_until_ms
    web.clock.pass_days(6)
    web.appeal(1, is_own=False)
    web.clock.pass_days(20)
    act = web.answer(1, is_granted=False)
    assert act.appeal_until_ms == until_ms + 20 * DAY_MS
    web.advance()
    assert web.appeal(1), "a day is left"
    web.clock.pass_days(2)
    assert web.answer(1, is_granted=False).appeal_until_ms == until_ms + 22 * DAY_MS
    web.clock.pass_days(1)
    web.advance()
    assert not web.act(1).has_place


def test_whoever_only_reads_a_receipt_leaves_an_appeal_to_its_holder(web):
    for _ in range(MOST_BY_READERS):
        assert web.appeal(1, is_own=False)
        assert web.answer(1, is_granted=False).has_place
    with pytest.raises(WrongState, match="as often as it can be"):
        web.appeal(1, is_own=False)
    assert web.appeal(1)
    assert not web.answer(1, is_granted=False).has_place


def test_the_last_dismissal_is_the_end_and_those_behind_move_up(web):
    for _ in range(MOST - 1):
        web.appeal(1)
        web.answer(1, is_granted=False)
    web.appeal(1)
    assert web.receipt(2).place == 11
    act = web.answer(1, is_granted=False)
    assert (act.state, act.has_place) == (State.REVERSED, False)
    assert web.receipt(2).place == 1
    assert (web.told().outcome, web.told().reason) == (Outcome.REFUSED, Reason.SPAM)
    with pytest.raises(WrongState):
        web.appeal(1)
    with pytest.raises(WrongState):
        web.answer(1, is_granted=True)


@pytest.mark.parametrize("is_granted", [True, False])
def test_somebody_else_answers(web, is_granted):
    web.appeal(1)
    with pytest.raises(SameJudge):
        web.answer(1, is_granted=is_granted, by="Ben")
    assert appeals(web)[0].answered_at_ms == 0
    web.answer(1, is_granted=is_granted, by="Ada")


def test_what_a_machine_took_back_any_person_may_answer(web):
    web.put(FAY, links=())
    web.clock.pass_days(1)
    web.check()
    web.appeal(2)
    assert web.answer(2, is_granted=True, by="Ben").state is State.COUNTED


def test_an_appeal_that_time_has_answered_is_closed_without_another_decision(web):
    web.put(FAY, links=())
    web.clock.pass_days(1)
    web.check()
    web.appeal(2)
    web.put(FAY)
    web.clock.pass_days(1)
    web.check()
    assert web.act(2).state is State.COUNTED
    decisions = web.receipt(2).decisions
    assert web.answer(2, is_granted=True).state is State.COUNTED
    assert web.receipt(2).decisions == decisions


def test_a_new_decision_can_be_appealed_anew(web):
    web.appeal(1)
    web.answer(1, is_granted=True)
    web.rule(1, Ruling.REVERSE, Reason.UNLAWFUL, by="Ada")
    assert web.appeal(1)
    with pytest.raises(SameJudge):
        web.answer(1, is_granted=False, by="Ada")
    web.answer(1, is_granted=False, by="Ben")
    assert [each.is_granted for each in appeals(web)] == [True, False]


def test_a_decision_in_the_millisecond_of_the_last_appeal_can_be_appealed_anew(web):
    for is_granted in (False, False, True):
        assert web.appeal(1)
        web.answer(1, is_granted=is_granted)
    web.rule(1, Ruling.REVERSE, Reason.NO_LINK)
    assert web.appeal(1)


def test_only_what_is_refused_and_not_final_can_be_appealed(web):
    with pytest.raises(WrongState):
        web.appeal(2)
    with pytest.raises(UnknownAct):
        web.appeal(99)
    with pytest.raises(UnknownAct):
        web.answer(99, is_granted=True)
    with pytest.raises(WrongState):
        web.answer(1, is_granted=True)
    web.clock.pass_days(7)
    with pytest.raises(WrongState, match="time of appeal is over"):
        web.appeal(1)
    web.advance()
    with pytest.raises(WrongState):
        web.appeal(1)


def test_once_the_figures_are_final_nobody_is_heard(web):
    web.clock.pass_days(8)
    web.advance()
    web.close()
    assert web.settle_campaign()
    with pytest.raises(CampaignClosed):
        web.appeal(1)
    assert web.told(EMIL).outcome is Outcome.REFUSED
