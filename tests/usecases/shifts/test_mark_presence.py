"""Who came is people and hours; it is acts only where the terms say so, and can be corrected."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.usecases.shifts.counter import MORNING_MS, Counter, shift

from tablee.core.act import Evidence, State
from tablee.core.decision import Ruling
from tablee.core.errors import CampaignClosed, WrongState
from tablee.core.reason import Reason
from tablee.core.volunteering.shift import HOUR_MS
from tablee.core.volunteering.volunteer import Commitment
from tablee.ports.kinds.shifts import Sums
from tablee.usecases.shifts.sign_up import Answer
from tablee.usecases.tally_campaign import tally_campaign

ABSENT, PRESENT, CONFIRMED = Commitment.ABSENT, Commitment.PRESENT, Commitment.CONFIRMED


def begun(*shifts, people=("emil", "fay"), **changes):
    stage = Counter(*shifts, **changes)
    stage.join(*people)
    stage.begin()
    return stage


def offered(stage):
    with stage.desks.read() as desk:
        tally = tally_campaign(desk, make.SLUG, stage.clock.ms)
    return tally.pools[-1].paid


def objects(marked):
    return sorted((act.object, act.state.value) for each in marked for act in each.acts)


def test_presence_is_one_act_and_its_hours():
    stage = begun()
    marked = stage.mark("emil", "fay")
    assert objects(marked) == [("1/1/1", "counted"), ("1/2/1", "counted")]
    assert [each.volunteer.marked_by for each in marked] == ["ada", "ada"]
    (act,) = marked[0].acts
    assert (act.source, act.units, act.occurred_at_ms) == ("presence", 5, MORNING_MS)
    assert act.supporter == stage.of("emil").supporter
    assert offered(stage) == 10
    assert stage.sums() == Sums(people=2, minutes=360, presences=2, shifts=1)


def test_where_presence_is_no_kind_it_is_only_shown():
    stage = begun(is_paid=False)
    (marked,) = stage.mark("emil")
    assert marked.acts == []
    assert stage.sums().minutes == 180


def test_each_whole_hour_is_an_act_where_the_terms_say_so():
    stage = begun(is_hourly=True)
    assert len(stage.mark("emil")[0].acts) == 3
    assert len(stage.mark("fay", late_min=20)[0].acts) == 2
    assert stage.sums().minutes == 180 + 160
    assert offered(stage) == 25


def test_marking_twice_is_marking_once():
    stage = begun(is_hourly=True)
    first = stage.mark("emil")
    assert objects(stage.mark("emil")) == objects(first)
    assert offered(stage) == 15


def test_who_comes_later_than_was_thought_gives_hours_back_and_gets_them_again():
    stage = begun(is_hourly=True)
    stage.mark("emil")
    assert objects(stage.mark("emil", late_min=90)) == [("1/1/1", "counted")]
    assert offered(stage) == 5
    assert len(stage.mark("emil", late_min=50)[0].acts) == 2
    assert offered(stage) == 10


def test_correcting_presence_takes_its_acts_back_and_counts_them_again():
    stage = begun()
    stage.mark("emil")
    stage.mark("emil", state=ABSENT)
    assert stage.sums() == Sums(0, 0, 0, 1)
    assert offered(stage) == 0
    assert reason_of(stage, 1) is Reason.ABSENT
    (marked,) = stage.mark("emil")
    assert objects([marked]) == [("1/1/1", "counted")]
    assert marked.acts[0].number == 1, "in its old place"
    stage.mark("emil", state=CONFIRMED)
    assert offered(stage) == 0
    assert stage.of("emil").minutes == 0


def reason_of(stage, number):
    with stage.desks.read() as desk:
        return desk.journal(desk.campaigns.see(make.SLUG)).act(number).reason


def test_what_left_the_line_comes_back_as_a_new_act():
    stage = begun()
    stage.mark("emil")
    stage.mark("emil", state=ABSENT)
    stage.clock.pass_days(8)
    stage.advance()
    (marked,) = stage.mark("emil")
    assert [each.number for each in marked.acts] == [2]
    assert offered(stage) == 5


def test_what_somebody_else_took_back_stays_taken_back():
    stage = begun()
    stage.mark("emil")
    stage.decide(1, Ruling.REVERSE, Reason.SPAM)
    (marked,) = stage.mark("emil", late_min=5)
    assert [each.state for each in marked.acts] == [State.REVERSED]


def test_where_a_person_decides_it_waits_for_one():
    stage = begun(evidence=Evidence.CLAIM)
    (marked,) = stage.mark("emil")
    assert [each.state for each in marked.acts] == [State.PENDING]
    stage.mark("emil", state=ABSENT)
    assert reason_of(stage, 1) is Reason.ABSENT
    (marked,) = stage.mark("emil")
    assert [each.state for each in marked.acts] == [State.REFUSED], "no sheet overrules the queue"


def test_limits_hold_and_say_so():
    stage = begun(is_hourly=True, per_day=2)
    for _ in range(2):
        (marked,) = stage.mark("emil")
        reasons = [act.reason for act in marked.acts]
        assert reasons == [Reason.NONE, Reason.NONE, Reason.DAILY_LIMIT]
    assert stage.of("emil").minutes == 180


def test_who_comes_early_can_be_marked_and_nobody_the_day_before():
    stage = Counter()
    stage.join("emil")
    stage.clock.ms = MORNING_MS - HOUR_MS - 1
    with pytest.raises(WrongState):
        stage.mark("emil")
    stage.clock.ms += 1
    (marked,) = stage.mark("emil")
    assert [each.state for each in marked.acts] == [State.COUNTED]


def test_people_without_a_place_are_passed_over():
    stage = begun(people=("emil", "fay", "gus"))
    assert stage.mark("gus") == []
    assert stage.states()["gus"] == "waiting"
    assert stage.mark("emil", state=Commitment.CANCELLED) == []
    assert stage.states()["emil"] == "confirmed"


def test_nothing_is_marked_by_halves():
    stage = begun()
    stage.mark("emil", "fay")
    stage.close()
    stage.settle()
    with pytest.raises(CampaignClosed):
        stage.mark("emil", "fay", state=ABSENT)
    assert set(stage.states().values()) == {"present"}
    assert stage.sums().people == 2


def test_after_the_close_people_and_hours_are_still_shown():
    stage = begun()
    stage.close()
    (marked,) = stage.mark("emil")
    assert [act.reason for act in marked.acts] == [Reason.CAMPAIGN_CLOSED]
    assert stage.sums().people == 1
    assert offered(stage) == 0


def test_in_a_replay_marking_a_shift_is_what_lets_time_pass():
    stage = Counter(is_replay=True)
    stage.clock.ms = MORNING_MS + 5_000 * make.DAY_MS
    stage.join("emil", "fay")
    marked = stage.mark("emil")
    assert objects(marked) == [("1/1/1", "counted")]
    assert marked[0].acts[0].occurred_at_ms == MORNING_MS
    assert stage.ask("gus") is Answer.CLOSED, "by the campaign's own clock it has begun"
    stage.mark("emil", state=ABSENT)
    assert offered(stage) == 0


MARKS = st.lists(
    st.tuples(
        st.sampled_from(["emil", "fay"]),
        st.sampled_from([PRESENT, ABSENT, CONFIRMED]),
        st.integers(0, 200),
    ),
    max_size=12,
)


@given(MARKS)
def test_in_the_end_the_acts_are_what_the_last_mark_says(marks):
    stage = begun(shift(hours=3), is_hourly=True)
    hours = {"emil": 0, "fay": 0}
    for name, state, late_min in marks:
        stage.mark(name, state=state, late_min=late_min)
        hours[name] = max(0, 180 - late_min) // 60 if state is PRESENT else 0
        stage.clock.ms += 1
    assert offered(stage) == 5 * sum(hours.values())
