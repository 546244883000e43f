"""From each state only some decisions follow; all the others are refused."""

import pytest
from tests import make

from tablee.core.act import Evidence, State
from tablee.core.decision import Ruling, rule, yields_to
from tablee.core.errors import WrongState
from tablee.core.reason import DECISION_REASONS, DOOR_REASONS, EVIDENCE_REASONS, Reason

UNTIL_MS = make.MIDDLE_MS + 7 * make.DAY_MS
PENDING = make.act(state=State.PENDING, is_held=True)
COUNTED = make.act()
REFUSED = make.act(state=State.REFUSED, is_held=True, reason=Reason.SPAM, appeal_until_ms=UNTIL_MS)
REVERSED = REFUSED._replace(state=State.REVERSED, reason=Reason.GONE)
REFUSED_FOR_GOOD = REFUSED._replace(is_held=False)
REVERSED_FOR_GOOD = REVERSED._replace(is_held=False)
EVERY = [PENDING, COUNTED, REFUSED, REVERSED, REFUSED_FOR_GOOD, REVERSED_FOR_GOOD]

ALLOWED = {
    (PENDING, Ruling.CONFIRM): (State.COUNTED, False),
    (PENDING, Ruling.REFUSE): (State.REFUSED, True),
    (COUNTED, Ruling.REVERSE): (State.REVERSED, True),
    (REFUSED, Ruling.RESTORE): (State.COUNTED, False),
    (REVERSED, Ruling.RESTORE): (State.COUNTED, False),
    (REFUSED, Ruling.FINISH): (State.REFUSED, False),
    (REVERSED, Ruling.FINISH): (State.REVERSED, False),
}


@pytest.mark.parametrize("ruling", Ruling)
@pytest.mark.parametrize("act", EVERY, ids=lambda act: f"{act.state} held={act.is_held}")
def test_each_decision_follows_from_its_states_and_from_no_other(act, ruling):
    if (act, ruling) in ALLOWED:
        after = rule(act, ruling, Reason.SPAM, UNTIL_MS)
        assert (after.state, after.is_held) == ALLOWED[act, ruling]
        assert after.line_start == act.line_start
    else:
        with pytest.raises(WrongState):
            rule(act, ruling, Reason.SPAM, UNTIL_MS)


@pytest.mark.parametrize("ruling", [Ruling.REFUSE, Ruling.REVERSE])
@pytest.mark.parametrize("reason", [Reason.NONE, *sorted(DOOR_REASONS)])
def test_a_refusal_needs_a_reason_a_person_may_give(ruling, reason):
    act = PENDING if ruling is Ruling.REFUSE else COUNTED
    with pytest.raises(WrongState) as refused:
        rule(act, ruling, reason, UNTIL_MS)
    assert refused.value.field == "reason"


@pytest.mark.parametrize("reason", DECISION_REASONS)
def test_a_refused_act_keeps_its_place_and_says_why_and_until_when(reason):
    after = rule(PENDING, Ruling.REFUSE, reason, UNTIL_MS)
    assert (after.reason, after.appeal_until_ms, after.has_place) == (reason, UNTIL_MS, True)


def test_a_restored_act_is_as_if_nothing_had_been_said():
    after = rule(REVERSED, Ruling.RESTORE, Reason.NONE, 0)
    assert after == COUNTED


def test_an_act_that_has_left_keeps_its_reason_and_has_no_place():
    after = rule(REFUSED, Ruling.FINISH, Reason.NONE, 0)
    assert after.reason is Reason.SPAM
    assert not after.has_place


def test_every_reason_is_for_the_door_or_for_a_person():
    assert {*DECISION_REASONS, *DOOR_REASONS, Reason.NONE} == set(Reason)
    assert not DOOR_REASONS & set(DECISION_REASONS)
    assert set(DECISION_REASONS) >= EVIDENCE_REASONS


VERIFIED = [Evidence.PUBLIC, Evidence.CLICK]


@pytest.mark.parametrize("evidence", VERIFIED)
def test_a_pending_claim_yields_to_evidence(evidence):
    claimed = PENDING._replace(evidence=Evidence.CLAIM)
    assert yields_to(claimed, evidence)


@pytest.mark.parametrize("reason", DECISION_REASONS)
def test_a_refused_claim_yields_to_evidence_where_evidence_was_wanting(reason):
    claimed = REFUSED._replace(evidence=Evidence.CLAIM, reason=reason)
    assert yields_to(claimed, Evidence.PUBLIC) == (reason in EVIDENCE_REASONS)


@pytest.mark.parametrize("act", EVERY)
def test_a_verified_act_yields_to_nothing_and_nothing_yields_to_a_claim(act):
    assert not yields_to(act._replace(evidence=Evidence.PUBLIC), Evidence.PUBLIC)
    assert not yields_to(act._replace(evidence=Evidence.CLAIM), Evidence.CLAIM)


@pytest.mark.parametrize("act", [COUNTED, REVERSED, REVERSED_FOR_GOOD])
def test_a_claim_that_was_once_confirmed_is_a_persons_matter(act):
    assert not yields_to(act._replace(evidence=Evidence.CLAIM), Evidence.PUBLIC)
