"""People are reminded on the day before, once, and forgotten some days after."""

import pytest
from tests import make
from tests.usecases.shifts.counter import MORNING_MS, Counter, shift

from tablee.core.act import supporter_key
from tablee.core.errors import UnknownAct
from tablee.core.volunteering.link import link_token
from tablee.core.volunteering.shift import DAY_MS, HOUR_MS, reminder_ms
from tablee.core.volunteering.volunteer import INVITATION_MS, Commitment
from tablee.usecases.shifts.leave_shift import refuse_reminder, see_own, want_reminder
from tablee.usecases.shifts.letters import mine
from tablee.usecases.shifts.make_shifts import call_off
from tablee.usecases.shifts.upkeep import forget_volunteers, remind_volunteers

DAYS = 7


def eve(stage):
    return reminder_ms(shift(), stage.terms.zone)


def remind(stage):
    return remind_volunteers(stage.desks, stage.clock)


def forget(stage):
    return forget_volunteers(stage.desks, stage.clock, DAYS)


def test_everybody_with_a_place_is_reminded_once_on_the_day_before():
    stage = Counter()
    stage.join("emil", "fay", "gus")
    stage.letters()
    stage.clock.ms = eve(stage) - 1
    assert remind(stage) == 0
    stage.clock.ms += 1
    assert remind(stage) == 2
    assert {*stage.letters()} == {("emil", "reminder"), ("fay", "reminder")}
    stage.clock.ms += 5 * HOUR_MS
    assert remind(stage) == 0


def test_who_does_without_a_reminder_gets_none_and_may_change_their_mind():
    stage = Counter()
    stage.join("emil", "fay")
    wish(stage, "emil", is_wanted=False)
    wish(stage, "emil", is_wanted=False)
    wish(stage, "fay", is_wanted=False)
    wish(stage, "fay", is_wanted=True)
    stage.clock.ms = eve(stage)
    assert remind(stage) == 1
    assert ("fay", "reminder") in stage.letters()


def test_the_link_of_whoever_is_forgotten_opens_nothing():
    stage = Counter()
    stage.join("emil")
    token = link_token(make.SECRET, make.SLUG, mine(stage.of("emil")))
    stage.begin()
    stage.mark("emil")
    stage.clock.pass_days(8)
    forget_volunteers(stage.desks, stage.clock, 7)
    with stage.desks.read() as desk, pytest.raises(UnknownAct):
        see_own(desk, make.SECRET, make.SLUG, token)


def wish(stage, name, *, is_wanted):
    token = link_token(make.SECRET, make.SLUG, mine(stage.of(name)))
    said = want_reminder if is_wanted else refuse_reminder
    said(stage.desks, make.SECRET, make.SLUG, token)


def test_who_took_the_place_after_that_hour_is_not_reminded():
    stage = Counter()
    stage.clock.ms = eve(stage) + HOUR_MS
    stage.join("emil")
    assert remind(stage) == 0


def test_nobody_is_reminded_of_what_has_begun_or_does_not_take_place():
    stage = Counter(shift(), shift("Another shop"))
    stage.join("emil")
    stage.join("fay", number=2)
    call_off(stage.desks, stage.clock, make.SLUG, 2)
    stage.clock.ms = MORNING_MS
    assert remind(stage) == 0
    stage.clock.ms = MORNING_MS - 1
    assert remind(stage) == 1


def test_names_and_addresses_are_erased_some_days_after_and_figures_stay():
    stage = Counter()
    stage.join("emil", "fay", "gus")
    stage.begin()
    stage.mark("emil")
    stage.clock.ms = MORNING_MS + 3 * HOUR_MS + DAYS * DAY_MS
    assert forget(stage) == 0
    stage.clock.ms += 1
    assert forget(stage) == 3
    assert forget(stage) == 0
    for person in stage.people():
        assert (person.address, person.name, person.group) == ("", "", "")
    emil = supporter_key(make.SECRET, make.SLUG, "emil@blog.example")
    assert (stage.people()[0].supporter, stage.people()[0].state) == (emil, Commitment.PRESENT)
    assert stage.sums().minutes == 180


def test_who_never_followed_the_link_is_forgotten_altogether():
    stage = Counter()
    stage.ask("emil")
    stage.join("fay")
    stage.leave("fay")
    stage.join("gus")
    stage.clock.ms += INVITATION_MS + 1
    assert forget(stage) == 2
    assert [each.name for each in stage.people()] == ["Gus"]


def test_who_asks_anew_meanwhile_is_not_forgotten():
    stage = Counter(shift(begins_ms=MORNING_MS + 5 * DAY_MS))
    stage.ask("emil")
    stage.clock.ms += INVITATION_MS
    stage.ask("emil")
    stage.clock.ms += 1
    assert forget(stage) == 0
    assert stage.follow("emil").volunteer.state is Commitment.CONFIRMED
