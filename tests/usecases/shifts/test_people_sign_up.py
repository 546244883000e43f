"""A place is taken by the link in the mail, in order, and can be given back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.usecases.shifts.counter import MORNING_MS, Counter, shift

from tablee.core.errors import UnknownAct, WrongState
from tablee.core.volunteering.link import Door, Link, link_token
from tablee.core.volunteering.shift import DAY_MS, HOUR_MS
from tablee.core.volunteering.volunteer import HOLDING, INVITATION_MS, Commitment
from tablee.usecases.shifts.join_shift import Outcome, see_link
from tablee.usecases.shifts.leave_shift import see_own
from tablee.usecases.shifts.letters import joining, mine
from tablee.usecases.shifts.make_shifts import Made, call_off, make_shifts
from tablee.usecases.shifts.sign_up import MAILS_PER_DAY, Answer


@pytest.fixture
def stage():
    return Counter()


def token_of(stage, name, made=joining):
    return link_token(make.SECRET, make.SLUG, made(stage.of(name)))


def test_whoever_asks_is_written_to_and_has_no_place_yet(stage):
    assert stage.ask() is Answer.WRITTEN
    assert stage.states() == {"emil": "invited"}
    assert stage.letters() == [("emil", "join")]
    with stage.desks.read() as desk:
        assert desk.shifts.taken(1) == {}


def test_the_link_gives_the_place_once(stage):
    stage.ask()
    token = token_of(stage, "emil")
    joined = stage.follow(token=token)
    assert joined.outcome is Outcome.PLACE
    assert joined.volunteer.state is Commitment.CONFIRMED
    assert stage.follow(token=token).outcome is Outcome.USED
    assert stage.letters() == [("emil", "join"), ("emil", "joined")]


def test_looking_at_a_link_uses_nothing_up(stage):
    stage.ask()
    token = token_of(stage, "emil")
    for _ in range(2):
        with stage.desks.read() as desk:
            seen = see_link(desk, make.SECRET, make.SLUG, token, stage.clock.ms)
        assert seen.outcome is Outcome.READY
    assert stage.states() == {"emil": "invited"}


def test_a_link_is_good_for_two_days(stage):
    stage.ask()
    token = token_of(stage, "emil")
    stage.clock.ms += INVITATION_MS - 1
    assert stage.follow(token=token).outcome is Outcome.PLACE
    stage.ask("fay")
    stage.clock.ms = min(MORNING_MS - 1, stage.clock.ms + INVITATION_MS)
    stage.clock.ms = stage.of("fay").asked_at_ms + INVITATION_MS
    assert stage.follow("fay").outcome is Outcome.EXPIRED


def test_asking_again_makes_the_former_link_worthless(stage):
    stage.ask()
    former = token_of(stage, "emil")
    stage.ask()
    assert stage.follow(token=former).outcome is Outcome.USED
    assert stage.follow("emil").outcome is Outcome.PLACE
    assert stage.letters() == [("emil", "join"), ("emil", "join"), ("emil", "joined")]


@pytest.mark.parametrize("token", ["", "1-1-0-00", "x", "1-1-1-" + "0" * 32, "9" * 80, "1-2-é-4"])
def test_nobody_makes_a_link(stage, token):
    stage.ask()
    with pytest.raises(UnknownAct):
        stage.follow(token=token or "-")


def test_a_link_opens_one_door_only(stage):
    stage.join("emil")
    own = token_of(stage, "emil", mine)
    with pytest.raises(UnknownAct):
        stage.follow(token=own)
    sheet = link_token(make.SECRET, make.SLUG, Link(Door.SHEET, 1, 1, 0))
    with stage.desks.read() as desk, pytest.raises(UnknownAct):
        see_own(desk, make.SECRET, make.SLUG, sheet)


def test_who_comes_after_the_last_place_waits_and_moves_up(stage):
    stage.join("emil", "fay", "gus", "ida")
    assert stage.states() == {
        "emil": "confirmed",
        "fay": "confirmed",
        "gus": "waiting",
        "ida": "waiting",
    }
    stage.letters()
    assert stage.leave("fay")
    assert stage.states()["gus"] == "confirmed"
    assert stage.states()["ida"] == "waiting"
    assert stage.letters() == [("fay", "left"), ("gus", "moved_up")]


def test_the_waiting_list_says_how_many_are_before_one(stage):
    stage.join("emil", "fay", "gus", "ida")
    with stage.desks.read() as desk:
        own = see_own(desk, make.SECRET, make.SLUG, token_of(stage, "ida", mine))
    assert (own.volunteer.state, own.ahead) == (Commitment.WAITING, 1)


def test_whoever_leaves_the_waiting_list_frees_no_place(stage):
    stage.join("emil", "fay", "gus", "ida")
    stage.letters()
    assert stage.leave("gus")
    assert stage.states()["ida"] == "waiting"
    assert stage.letters() == [("gus", "left")]


def test_leaving_twice_is_leaving_once_and_coming_back_is_asking_anew(stage):
    stage.join("emil")
    token = token_of(stage, "emil", mine)
    assert stage.leave("emil")
    assert stage.leave("emil")
    stage.join("emil")
    assert stage.states() == {"emil": "confirmed"}
    with stage.desks.read() as desk, pytest.raises(UnknownAct):
        see_own(desk, make.SECRET, make.SLUG, token)


def test_nobody_is_in_two_places_at_once():
    stage = Counter(shift(), shift("Another shop", MORNING_MS + HOUR_MS), shift("Later", hours=1))
    stage.join("emil")
    stage.ask("emil", 2)
    assert stage.follow("emil", 2).outcome is Outcome.ELSEWHERE
    stage.leave("emil")
    assert stage.follow("emil", 2).outcome is Outcome.PLACE


def test_who_waits_and_is_elsewhere_by_then_is_passed_over():
    stage = Counter(shift(capacity=1), shift("Another shop"))
    stage.join("emil", "fay", "gus")
    stage.ask("fay", 2)
    stage.follow("fay", 2)
    stage.leave("emil")
    assert stage.states() == {"emil": "cancelled", "fay": "waiting", "gus": "confirmed"}


def test_the_same_address_is_the_same_person_however_it_is_written(stage):
    stage.join("emil")
    stage.ask(address=" EMIL@Blog.example ")
    assert len(stage.people()) == 1
    assert stage.letters()[-1] == ("emil", "again")


def test_a_shift_that_has_begun_takes_nobody(stage):
    stage.ask("fay")
    stage.join("emil")
    stage.begin()
    assert stage.ask("gus") is Answer.CLOSED
    assert stage.follow("fay").outcome in {Outcome.CLOSED, Outcome.EXPIRED}
    assert not stage.leave("emil")
    assert stage.states()["emil"] == "confirmed"


def test_a_shift_of_another_campaign_is_none(stage):
    with pytest.raises(UnknownAct):
        stage.ask(number=7)


def test_nobody_fills_a_strangers_box(stage):
    for _ in range(MAILS_PER_DAY + 3):
        assert stage.ask() is Answer.WRITTEN
    assert len(stage.letters()) == MAILS_PER_DAY
    stage.clock.ms += DAY_MS
    stage.ask()
    assert len(stage.letters()) == 1


def test_one_network_fills_few_boxes(stage):
    answers = [stage.ask(f"stranger{n}", per_hour=2) for n in range(4)]
    assert answers == [Answer.WRITTEN, Answer.WRITTEN, Answer.TOO_OFTEN, Answer.TOO_OFTEN]
    assert stage.ask("ida", network="elsewhere", per_hour=2) is Answer.WRITTEN
    stage.clock.ms += HOUR_MS
    assert stage.ask("jan", per_hour=2) is Answer.WRITTEN


def test_calling_a_shift_off_tells_everybody_who_counted_on_it(stage):
    stage.join("emil", "fay", "gus")
    stage.ask("ida")
    stage.letters()
    assert call_off(stage.desks, stage.clock, make.SLUG, 1) == 3
    assert {*stage.letters()} == {(name, "called_off") for name in ("emil", "fay", "gus")}
    assert set(stage.states().values()) == {"cancelled"}
    assert call_off(stage.desks, stage.clock, make.SLUG, 1) == 0
    assert stage.ask("jan") is Answer.CLOSED


def test_what_took_place_is_not_called_off(stage):
    stage.join("emil")
    stage.begin()
    stage.mark("emil")
    with pytest.raises(WrongState):
        call_off(stage.desks, stage.clock, make.SLUG, 1)


def test_more_places_are_given_to_those_who_wait(stage):
    stage.join("emil", "fay", "gus")
    assert make_shifts(stage.desks, stage.clock, make.SLUG, [shift()]) == Made(0, 0, 1)
    wider = [shift(capacity=5), shift("Another shop")]
    assert make_shifts(stage.desks, stage.clock, make.SLUG, wider) == Made(1, 1, 0)
    assert stage.states()["gus"] == "confirmed"


def test_fewer_places_take_nobodys_place_away(stage):
    stage.join("emil", "fay")
    make_shifts(stage.desks, stage.clock, make.SLUG, [shift(capacity=1)])
    assert set(stage.states().values()) == {"confirmed"}
    stage.join("gus")
    stage.leave("emil")
    assert stage.states()["gus"] == "waiting"


STEPS = st.lists(
    st.tuples(st.sampled_from(["join", "leave", "wider"]), st.sampled_from("abcdef")), max_size=25
)


@given(STEPS)
def test_capacity_is_never_passed_and_never_left_unused(steps):
    stage, capacity = Counter(shift(capacity=1)), 1
    for step, name in steps:
        known = name in {each.address[0] for each in stage.people()}
        if step == "wider":
            capacity = min(4, capacity + 1)
            make_shifts(stage.desks, stage.clock, make.SLUG, [shift(capacity=capacity)])
        elif step == "leave" and known:
            stage.leave(name)
        elif step == "join" and stage.states().get(name, "cancelled") == "cancelled":
            stage.clock.ms += 1
            stage.ask(name, network=name)
            if stage.of(name).state is Commitment.INVITED and len(stage.letters()):
                stage.follow(name)
        holding = sum(each.state in HOLDING for each in stage.people())
        waiting = sum(each.state is Commitment.WAITING for each in stage.people())
        assert holding <= capacity
        assert not waiting or holding == capacity
