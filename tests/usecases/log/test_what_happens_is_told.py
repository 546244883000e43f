"""Everything that changes a campaign is told to its log, in the order in which it happened."""

from datetime import UTC, datetime, timedelta

import pytest
from tests import make
from tests.usecases.stage import Stage

from tablee.core.act import Evidence
from tablee.core.decision import Ruling
from tablee.core.rulebook import as_ms

RAISES_NOTHING = {"terms"}


def told(stage):
    with stage.desks.read() as desk:
        return desk.journal(desk.campaigns.see(make.SLUG)).happenings(0, 10_000)


def leaves(stage):
    return [(each.after, each.leaf) for each in told(stage)]


def test_a_new_campaign_tells_its_terms_and_then_its_pledges():
    assert leaves(Stage()) == [(0, "terms"), (0, "pledge"), (0, "pledge")]
    first = told(Stage())[1]
    assert first.body == {
        "name": "blogs-pledge",
        "pool": "blogs",
        "units": 100,
        "shares": [["Dana", 1]],
    }


def test_a_raise_is_told_with_its_moment_after_the_terms_that_promise_it():
    stage = Stage()
    stage.one()
    due = datetime.fromtimestamp(stage.clock.ms // 1_000 + 60, UTC)
    stage.publish(make.terms(raises=(make.raised(effective_at=due),)))
    stage.clock.pass_days(1)
    stage.one("https://emil.example/2")
    assert leaves(stage)[3:] == [(1, "terms"), (1, "raise")]
    assert told(stage)[-1].body == {
        "pledge": "blogs-pledge",
        "pool": "blogs",
        "units": 50,
        "shares": [["Dana", 1]],
        "from_ms": as_ms(due),
    }


def test_a_milestone_is_told_right_after_the_act_that_reached_it():
    quiet = make.milestone("two", 2)
    laying = make.milestone("three", 3, pool="blogs", units=10, shares=make.shares(Dana=1))
    stage = Stage(make.terms(milestones=(quiet, laying)))
    stage.record(*(make.claim(f"https://emil.example/{number}") for number in range(5)))
    assert leaves(stage)[3:] == [(2, "milestone"), (3, "milestone")]
    assert [each.body for each in told(stage)[3:]] == [
        {"name": "two"},
        {"name": "three", "pool": "blogs", "units": 10, "shares": [["Dana", 1]]},
    ]


def test_decisions_are_told_with_who_judged():
    stage = Stage()
    stage.unverified()
    stage.decide(1, Ruling.REFUSE, by="Ben")
    stage.decide(1, Ruling.RESTORE, by="Ada")
    stage.decide(1, Ruling.REVERSE, by="verification")
    stage.clock.pass_days(8)
    stage.advance()
    assert [each.body for each in told(stage)[3:]] == [
        {"act": 1, "reason": "spam", "by": "Ben"},
        {"act": 1, "by": "Ada"},
        {"act": 1, "reason": "spam", "judge": "verification"},
        {"act": 1, "reason": "spam", "judge": "clock"},
    ]
    assert [each.leaf for each in told(stage)[3:]] == ["refuse", "restore", "reverse", "finish"]


def test_better_evidence_is_told_as_what_confirmed_an_act():
    stage = Stage()
    stage.unverified()
    stage.one(evidence=Evidence.CLICK)
    stage.one(evidence=Evidence.PUBLIC)
    assert told(stage)[-1].body == {"act": 1, "judge": "evidence", "evidence": "A"}


def test_the_end_is_told_with_what_each_sponsor_owes():
    stage = Stage()
    stage.one()
    stage.close()
    assert stage.settle()
    assert leaves(stage)[3:] == [(1, "close"), (1, "settle")]
    assert told(stage)[-1].body == {"owed": {"Dana": 10, "Carl": 0}}


def test_acts_and_what_is_told_add_up_to_the_sequence():
    stage = Stage(make.terms(milestones=(make.milestone("two", 2),)))
    for number in range(4):
        stage.unverified(f"https://emil.example/{number}")
        stage.decide(number + 1, Ruling.CONFIRM)
    stage.decide(2, Ruling.REVERSE)
    stage.publish(make.terms(summary=make.text("more"), milestones=(make.milestone("two", 2),)))
    stage.close()
    standing = stage.standing()
    raising = [each for each in told(stage) if each.leaf not in RAISES_NOTHING]
    assert standing.sequence == standing.last_number + len(raising)


def test_in_a_replay_the_first_terms_are_told_at_the_time_of_the_campaign():
    stage = Stage(is_replay=True)
    assert told(stage)[0].at_ms == as_ms(make.OPENS_AT)
    late = make.OPENS_AT + timedelta(days=2)
    stage.one(occurred_at_ms=as_ms(late))
    stage.close()
    assert told(stage)[-1].at_ms == as_ms(late)


def test_what_is_given_up_is_not_told():
    stage = Stage()
    before = told(stage)

    def give_up():
        with stage.desks.write() as desk:
            desk.journal(desk.campaigns.hold(make.SLUG)).tell(before[0])
            raise InterruptedError

    with pytest.raises(InterruptedError):
        give_up()
    assert told(stage) == before
