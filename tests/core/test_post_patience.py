"""When we look again: more and more seldom, with patience, and never for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make

from tablee.core.post.patience import (
    BEFORE_CLOSE_MS,
    CHECKS_MS,
    DAY_MS,
    FIRST_LOOKS_MS,
    HOUR_MS,
    LAST_LOOK_MS,
    PATIENCE_MS,
    Duty,
    Watch,
    next_check_ms,
    next_look_ms,
    return_check_ms,
    watch,
)
from tablee.core.reason import Reason

NOW_MS = make.MIDDLE_MS
CLOSE_MS = NOW_MS + 19 * DAY_MS
DUTY = Duty(CLOSE_MS, CLOSE_MS, checks=0, failing_since_ms=0)
moments = st.integers(NOW_MS - 30 * DAY_MS, NOW_MS + 60 * DAY_MS)
duties = st.builds(
    Duty,
    must_stay_until_ms=moments,
    closes_at_ms=moments,
    checks=st.integers(0, 9),
    failing_since_ms=st.just(0) | moments,
)


def seen(duty=DUTY, now_ms=NOW_MS, *, is_shown=True, **changes):
    return watch(duty, make.finding(**changes), now_ms, is_shown=is_shown)


def test_a_page_that_does_not_answer_is_asked_again_for_half_a_day_and_then_given_up():
    pauses = [next_look_ms(looks, NOW_MS) - NOW_MS for looks in range(len(FIRST_LOOKS_MS))]
    assert pauses == list(FIRST_LOOKS_MS)
    assert pauses == sorted(pauses)
    assert next_look_ms(len(FIRST_LOOKS_MS), NOW_MS) == 0
    assert sum(pauses) < DAY_MS, "a campaign's grace is a day"


def test_looks_at_a_post_grow_rarer():
    now_ms, checks = NOW_MS, []
    duty = DUTY
    while due_ms := next_check_ms(duty, now_ms):
        checks.append(due_ms)
        now_ms, duty = due_ms, duty._replace(checks=duty.checks + 1)
    assert [checks[0] - NOW_MS, checks[1] - checks[0]] == list(CHECKS_MS[:2])
    assert CLOSE_MS - BEFORE_CLOSE_MS in checks
    assert checks[-1] == CLOSE_MS - LAST_LOOK_MS
    assert len(checks) <= 9


@given(duties, moments)
def test_every_look_is_later_and_before_the_post_may_go(duty, now_ms):
    due_ms = next_check_ms(duty, now_ms)
    assert due_ms == 0 or now_ms < due_ms <= duty.must_stay_until_ms - LAST_LOOK_MS
    if now_ms < duty.must_stay_until_ms - LAST_LOOK_MS:
        assert due_ms


@given(duties, moments)
def test_there_is_a_look_in_the_last_day_before_the_close(duty, now_ms):
    duty = duty._replace(must_stay_until_ms=max(duty.must_stay_until_ms, duty.closes_at_ms))
    while now_ms < duty.closes_at_ms - BEFORE_CLOSE_MS:
        now_ms = next_check_ms(duty, now_ms)
        duty = duty._replace(checks=duty.checks + 1)
        assert now_ms
        if duty.closes_at_ms - BEFORE_CLOSE_MS <= now_ms <= duty.closes_at_ms:
            return


@pytest.mark.conformance("VF-08", "VF-09")
def test_what_is_gone_or_shows_nothing_any_more_is_taken_back_at_once():
    assert seen(status=410) == Watch(Reason.GONE, 0, 0)
    assert seen(is_shown=False) == Watch(Reason.NO_LINK, 0, 0)


def test_a_page_that_was_cut_short_is_given_the_benefit_of_the_doubt():
    assert seen(is_shown=False, is_whole=False).reason is Reason.NONE


@pytest.mark.conformance("VF-10")
@pytest.mark.parametrize("changes", [{"status": 404}, {"status": 503}, {"is_readable": False}])
def test_a_page_that_cannot_be_read_has_a_week(changes):
    duty, now_ms = DUTY, NOW_MS
    looks = 0
    while True:
        found = seen(duty, now_ms, **changes)
        looks += 1
        if found.reason:
            break
        assert found.failing_since_ms == NOW_MS
        assert HOUR_MS <= found.next_check_at_ms - now_ms <= DAY_MS
        duty = duty._replace(failing_since_ms=found.failing_since_ms)
        now_ms = found.next_check_at_ms
    assert found == Watch(Reason.NOT_FOUND, 0, 0)
    assert PATIENCE_MS <= now_ms - NOW_MS <= PATIENCE_MS + DAY_MS
    assert 8 <= looks <= 16


@pytest.mark.conformance("VF-10")
def test_no_answer_is_borne_with_patience_and_forgotten_once_there_is_one():
    failing = watch(DUTY, None, NOW_MS, is_shown=False)
    assert (failing.reason, failing.failing_since_ms) == (Reason.NONE, NOW_MS)
    duty = DUTY._replace(failing_since_ms=NOW_MS - 6 * DAY_MS)
    assert seen(duty).failing_since_ms == 0


@given(duties, st.sampled_from([200, 404, 410, 500]), st.booleans())
def test_nothing_is_taken_back_once_a_post_may_go(duty, status, is_shown):
    later_ms = duty.must_stay_until_ms + 1
    assert seen(duty, later_ms, status=status, is_shown=is_shown) == Watch(Reason.NONE, 0, 0)


@given(duties, moments, st.sampled_from([200, 404, 500]), st.booleans())
def test_what_stays_is_looked_at_later_or_never(duty, now_ms, status, is_shown):
    found = seen(duty, now_ms, status=status, is_shown=is_shown)
    assert found.next_check_at_ms == 0 or found.next_check_at_ms > now_ms
    if found.reason:
        assert found.next_check_at_ms == 0
        assert now_ms <= duty.must_stay_until_ms


def test_what_vanished_is_looked_for_while_its_place_is_held():
    until_ms = NOW_MS + 7 * DAY_MS
    assert return_check_ms(Reason.GONE, until_ms, NOW_MS) == NOW_MS + DAY_MS
    assert return_check_ms(Reason.GONE, NOW_MS + DAY_MS, NOW_MS) == 0, "it leaves before that"
    for reason in (Reason.SPAM, Reason.WITHDRAWN):
        assert return_check_ms(reason, until_ms, NOW_MS) == 0
