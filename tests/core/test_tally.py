"""Three numbers, never one; and what sponsors owe is what is paid, to the unit."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.core.sheet import Sheet

from tablee.core.decision import Ruling
from tablee.core.promise import Measure
from tablee.core.tally import Totals, earned_by_sponsor, pledged_by_sponsor, pool_tally, total

TWO = make.terms(pledges=(make.pledge(25, Dana=2, Carl=1), make.pledge(3, "shares")))


@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["post", "drawing", "share"]), st.booleans()), max_size=20
    )
)
def test_the_campaigns_numbers_are_the_sums_of_its_lines(acts):
    sheet = Sheet(TWO)
    for kind, is_held in acts:
        sheet.take(kind, is_held=is_held)
    pools = [sheet.totals(pool) for pool in ("blogs", "shares")]
    every = total(pools)
    assert every.offered == every.paid + every.unpaid + every.pending
    assert every.acts == len(acts)
    assert every.paid == sum(pool.paid for pool in pools)


def test_an_empty_campaign_has_nothing_to_tell():
    assert total([]) == Totals(0, 0, 0, 0, 0)


def test_a_held_place_is_nobodys_yet():
    sheet = Sheet(TWO)
    sheet.take("drawing")
    sheet.take("drawing", is_held=True)
    assert sum(sheet.earned("blogs").values()) == 3
    sheet.decide(2, Ruling.CONFIRM)
    assert sheet.earned("blogs") == Counter(Dana=4, Carl=2)


def test_gaps_and_held_places_beyond_the_waterline_make_no_difference():
    sheet = Sheet(TWO)
    for at in range(6):
        sheet.take("post", is_held=at > 2)
    sheet.decide(5, Ruling.REFUSE)
    sheet.decide(5, Ruling.FINISH)
    line = sheet.standing.line("blogs")
    every = earned_by_sponsor(
        line, sheet.cover["blogs"], gaps=sheet.gaps["blogs"], held=sheet.held["blogs"]
    )
    assert every == sheet.earned("blogs")


def test_what_is_promised_is_told_per_sponsor():
    cover = [make.segment(30, Dana=2, Carl=1), make.segment(5, Carl=1)]
    assert pledged_by_sponsor(cover) == Counter(Dana=20, Carl=15)
    assert pledged_by_sponsor([]) == Counter()


def test_a_lines_figures_carry_its_name_and_cap():
    sheet = Sheet(TWO)
    sheet.take("share")
    told = pool_tally("shares", sheet.standing.line("shares"))
    assert (told.name, told.cap, told.acts, told.offered) == ("shares", 3, 1, 1)


def test_a_milestone_is_reached_by_the_very_act_that_crosses_it_and_stays_reached():
    lays = {"pool": "blogs", "units": 40, "shares": make.shares(Carl=1)}
    milestone = make.milestone("thirty", 30, measure=Measure.UNITS, **lays)
    sheet = Sheet(make.terms(pledges=(make.pledge(5),), milestones=(milestone,)))
    sheet.take("post")
    sheet.take("post", is_held=True)
    sheet.take("post")
    assert sheet.standing.measure(milestone) == 20, "what is pending does not count yet"
    assert not sheet.standing.reached
    sheet.decide(2, Ruling.CONFIRM)
    assert sheet.standing.reached == {"thirty"}
    assert [sheet.paid_units(number) for number in (1, 2, 3)] == [10, 10, 10]
    sheet.decide(1, Ruling.REVERSE)
    sheet.decide(1, Ruling.FINISH)
    assert sheet.standing.reached == {"thirty"}
    assert sheet.totals("blogs").cap == 45


def test_a_milestone_may_watch_some_kinds_or_all():
    some = make.milestone("posts", kinds=("post",))
    every = make.milestone("every")
    sheet = Sheet(TWO)
    for kind in ("post", "drawing", "share", "post"):
        sheet.take(kind)
    assert (sheet.standing.measure(some), sheet.standing.measure(every)) == (2, 4)
