"""The tally says what is paid, unpaid and pending, and never mixes them."""

import pytest
from tests import make
from tests.usecases.stage import Stage, kind, pool

from tablee.core.decision import Ruling
from tablee.core.errors import UnknownCampaign
from tablee.core.promise import Sponsor
from tablee.core.rulebook import as_ms
from tablee.usecases.tally_campaign import tally_campaign


@pytest.fixture
def stage():
    return Stage(
        make.terms(
            sponsors=(Sponsor("Dana", 7), Sponsor("Carl")),
            pledges=(make.pledge(15, Dana=2, Carl=1), make.pledge(1, "shares", Carl=1)),
            milestones=(make.milestone("posts", 2, kinds=("post",)),),
        )
    )


def test_the_three_numbers_are_told_per_line_per_kind_and_in_all(stage):
    stage.one()
    stage.unverified("https://gus.example/", by="Gus")
    stage.record(*(make.claim(f"https://fay.example/{n}", "share", "Fay") for n in range(3)))
    tally = stage.tally()
    blogs, shares = pool(tally, "blogs"), pool(tally, "shares")
    assert (blogs.paid, blogs.unpaid, blogs.pending, blogs.cap) == (10, 0, 10, 15)
    assert (shares.paid, shares.unpaid, shares.pending, shares.cap) == (1, 2, 0, 1)
    assert (tally.totals.acts, tally.totals.offered) == (5, 23)
    assert (tally.totals.paid, tally.totals.unpaid, tally.totals.pending) == (11, 2, 10)
    posts = kind(tally, "post")
    assert (posts.offered, posts.paid, posts.unpaid, posts.pending) == (20, 10, 0, 10)


def test_sponsors_are_told_with_promise_earnings_and_floor(stage):
    stage.one()
    stage.one("https://fay.example/", "share")
    told = {each.name: (each.pledged, each.earned, each.floor) for each in stage.tally().sponsors}
    assert told == {"Dana": (10, 7, 7), "Carl": (6, 4, 0)}
    assert sum(each.earned for each in stage.tally().sponsors) == stage.tally().totals.paid


def test_a_kind_says_whether_one_more_act_is_taken_and_whether_it_is_paid(stage):
    assert (kind(stage.tally(), "share").is_open, kind(stage.tally(), "share").is_paying) == (
        True,
        True,
    )
    stage.one("https://fay.example/", "share")
    share = kind(stage.tally(), "share")
    assert (share.is_open, share.is_paying) == (True, False)
    stage.close()
    assert not kind(stage.tally(), "post").is_open


@pytest.mark.parametrize(
    ("moment_ms", "is_open"),
    [
        (as_ms(make.OPENS_AT) - 1, False),
        (as_ms(make.OPENS_AT), True),
        (as_ms(make.CLOSES_AT) + 999, True),
        (as_ms(make.CLOSES_AT) + 1_000, False),
    ],
)
def test_a_kind_is_open_within_its_window(stage, moment_ms, is_open):
    stage.clock.ms = moment_ms
    assert kind(stage.tally(), "post").is_open is is_open


def test_a_kind_that_waits_for_a_milestone_is_not_open_before():
    stage = Stage(
        make.terms(
            milestones=(make.milestone("posts", 1, kinds=("post",)),),
            kinds=(make.kind(), make.kind("drawing", 3, opens_with="posts")),
        )
    )
    assert not kind(stage.tally(), "drawing").is_open
    stage.one()
    assert kind(stage.tally(), "drawing").is_open


def test_milestones_say_how_far_they_have_come(stage):
    stage.one()
    (posts,) = stage.tally().milestones
    assert (posts.measured, posts.threshold, posts.is_reached) == (1, 2, False)
    stage.one("https://fay.example/")
    (posts,) = stage.tally().milestones
    assert (posts.measured, posts.is_reached) == (2, True)
    stage.decide(1, Ruling.REVERSE)
    (posts,) = stage.tally().milestones
    assert (posts.measured, posts.is_reached) == (1, True), "once reached, it stays"


def test_the_tally_says_where_the_campaign_is_and_at_which_number(stage):
    first = stage.tally()
    assert (first.campaign, first.state, first.is_replay) == (make.SLUG, "open", False)
    assert first.as_of_ms == stage.clock.ms
    stage.one()
    assert stage.tally().sequence > first.sequence
    stage.close()
    assert stage.tally().state == "closed"
    stage.settle()
    assert stage.tally().state == "settled"


def test_reading_the_tally_writes_nothing(stage):
    before = stage.standing()
    stage.tally()
    assert stage.standing() == before


def test_there_is_no_tally_of_an_unknown_campaign(stage):
    with stage.desks.read() as desk, pytest.raises(UnknownCampaign):
        tally_campaign(desk, "table-1926", stage.clock.ms)


def test_a_replay_is_told_at_its_own_time():
    stage = Stage(is_replay=True)
    stage.one(occurred_at_ms=make.MIDDLE_MS + 5)
    stage.clock.ms = 2**50
    tally = stage.tally()
    assert (tally.as_of_ms, tally.is_replay) == (make.MIDDLE_MS + 5, True)
