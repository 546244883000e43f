"""Who just comes is a person and hours; an act only with an address, of which a pseudonym stays."""

import pytest
from tests import make
from tests.usecases.shifts.counter import MORNING_MS, Counter, shift

from tablee.core.act import Evidence, State, supporter_key
from tablee.core.errors import UnknownAct, WrongState
from tablee.core.reason import Reason
from tablee.core.volunteering.shift import HOUR_MS
from tablee.core.volunteering.volunteer import Arrival, Commitment
from tablee.ports.kinds.shifts import Sums
from tablee.usecases.shifts.mark_presence import CONTACT
from tablee.usecases.shifts.upkeep import forget_volunteers
from tablee.usecases.shifts.welcome import FEWEST, WalkIn, welcome


class Door(Counter):
    """Where people just come in."""

    def come(self, name="gus", address="", mark="1", by="ada", **changes):
        walk_in = WalkIn(1, name, address, 0, mark, by)._replace(**changes)
        return welcome(self.desks, self.clock, make.SECRET, make.SLUG, walk_in)


@pytest.fixture
def door():
    stage = Door()
    stage.begin()
    return stage


def states(marked):
    return [act.state for act in marked.acts]


def test_without_an_address_they_are_a_person_and_hours_and_nothing_else(door):
    marked = door.come()
    assert marked.acts == []
    assert (marked.volunteer.name, marked.volunteer.arrival) == ("gus", Arrival.UNKNOWN)
    assert door.sums() == Sums(people=1, minutes=180, presences=1, shifts=1)


def test_the_same_form_twice_is_one_person_and_another_form_another(door):
    door.come()
    door.come(late_min=30)
    assert door.sums().people == 1
    door.come(mark="2")
    assert door.sums() == Sums(people=2, minutes=150 + 180, presences=2, shifts=1)


def test_with_an_address_they_are_an_act_of_its_pseudonym_and_it_is_not_kept(door):
    marked = door.come(address="Gus@blog.example")
    assert states(marked) == [State.COUNTED]
    assert marked.acts[0].supporter == supporter_key(make.SECRET, make.SLUG, "gus@blog.example")
    assert marked.volunteer.address == ""
    assert door.letters() == []
    door.come(address="gus@blog.example", mark="2")
    assert door.sums().people == 1


def test_for_whom_only_the_holder_of_the_link_vouches_waits_for_a_person(door):
    marked = door.come(address="gus@blog.example", by=CONTACT)
    assert [(act.state, act.evidence) for act in marked.acts] == [(State.PENDING, Evidence.CLAIM)]
    assert door.sums().people == 1


def test_whoever_had_signed_up_is_the_same_person(door):
    door.clock.ms -= HOUR_MS
    door.join("emil")
    door.ask("fay")
    door.begin()
    first = door.come("Emil", "emil@blog.example", by=CONTACT)
    assert states(first) == [State.COUNTED], "their address is known to be theirs"
    second = door.come("Fay", "fay@blog.example", by=CONTACT)
    assert states(second) == [State.PENDING], "nobody has followed that link"
    assert second.volunteer.address == ""
    assert len(door.people()) == 2


def test_whoever_gave_their_place_back_and_comes_after_all_has_one(door):
    door.clock.ms -= HOUR_MS
    door.join("emil")
    door.leave("emil")
    door.begin()
    assert states(door.come("Emil", "emil@blog.example")) == [State.COUNTED]
    assert door.states() == {"emil": "present"}


def test_limits_hold_for_them_too():
    stage = Door(is_hourly=True, per_day=2)
    stage.begin()
    reasons = [act.reason for act in stage.come(address="gus@blog.example").acts]
    assert reasons == [Reason.NONE, Reason.NONE, Reason.DAILY_LIMIT]


def test_nobody_is_in_two_places_and_nobody_is_told_where_else():
    stage = Door(shift(), shift("The depot", MORNING_MS))
    stage.join("emil", number=2)
    stage.begin()
    marked = stage.come("Emil", "emil@blog.example")
    assert marked.acts == []
    assert marked.volunteer.arrival is Arrival.UNKNOWN


def test_no_sheet_takes_a_crowd(door):
    for number in range(FEWEST):
        assert door.come(mark=f"form {number}")
    assert door.come(mark="one more") is None
    assert door.come(mark="form 0"), "who is there is there"
    assert door.sums().people == FEWEST


def test_it_is_too_early_or_no_shift(door):
    door.clock.ms = MORNING_MS - HOUR_MS - 1
    with pytest.raises(WrongState):
        door.come()
    with pytest.raises(UnknownAct):
        door.come(shift=9)
    assert door.people() == []


def test_a_mistake_is_taken_back_and_names_are_forgotten(door):
    number = door.come(address="gus@blog.example").volunteer.number
    door.come("hal", mark="2")
    door.clock.pass_days(30)
    forget_volunteers(door.desks, door.clock, 7)
    assert [(each.name, each.state) for each in door.people()] == [("", Commitment.PRESENT)] * 2
    assert number == 1
