"""Whoever told us in time is in time, however long we take to look."""

from dataclasses import replace

import pytest
from tests import make
from tests.usecases.posts.web import EMIL, FAY, GUS, Web

from tablee.core.act import State
from tablee.core.campaign import Stage
from tablee.core.post.submission import Outcome, Road
from tablee.core.post.token import OwnName
from tablee.core.reason import Reason
from tablee.core.rulebook import SECOND_MS, as_ms

LAST_MS = as_ms(make.CLOSES_AT) + SECOND_MS - 1
"""The last millisecond of the window."""


@pytest.fixture
def web():
    """A campaign without grace."""
    web = Web(replace(make.post_terms(), grace_hours=0))
    yield web
    assert web.faults() == []


def stage_of(web):
    with web.desks.read() as desk:
        return desk.campaigns.see(make.SLUG).stage


def test_a_post_told_in_the_last_moment_counts_when_it_is_looked_at_later(web):
    web.clock.ms = LAST_MS
    web.tell(EMIL)
    web.pass_hours(3)
    web.work()
    assert (web.act(1).state, web.act(1).occurred_at_ms) == (State.COUNTED, LAST_MS)
    assert web.told().outcome is Outcome.VERIFIED


def test_a_post_told_too_late_is_not_taken_and_other_doors_close_as_before(web):
    web.clock.ms = LAST_MS + 1
    assert web.tell(EMIL).error is not None
    late = web.one("https://emil.example/1", occurred_at_ms=LAST_MS)
    assert late.act.reason is Reason.TOO_LATE


def test_a_post_told_before_the_close_counts_when_it_is_looked_at_after(web):
    web.tell(EMIL)
    web.close()
    web.clock.ms += 1
    web.work()
    assert web.act(1).state is State.COUNTED
    assert web.one("https://fay.example/1").act.reason is Reason.CAMPAIGN_CLOSED


def test_whoever_brought_such_a_post_is_counted_too(web):
    web.post()
    web.put(
        FAY, links=(make.CAMPAIGN_PAGE + "r/" + OwnName.PERSONAL.make(make.SECRET, make.SLUG, 1),)
    )
    web.tell(FAY)
    web.close()
    web.work()
    assert [each.kind for each in web.acts()] == ["post", "post", "referral"]
    assert web.acts()[-1].state is State.COUNTED


def test_a_campaign_is_not_settled_before_every_post_told_in_time_has_been_looked_at(web):
    web.tell(EMIL)
    web.tell(FAY)
    web.close()
    assert not web.settle_campaign()
    web.vanish(FAY)
    web.work()
    assert not web.settle_campaign(), "a page that does not answer is looked at again"
    web.put(FAY)
    web.clock.pass_days(1)
    web.work()
    assert web.settle_campaign()
    assert [each.state for each in web.acts()] == [State.COUNTED, State.COUNTED]


def test_one_need_not_wait_for_them(web):
    web.tell(GUS)
    web.close()
    assert web.settle_campaign(waits=False)
    assert stage_of(web) is Stage.SETTLED
    web.work()
    assert web.told(GUS).reason is Reason.CAMPAIGN_CLOSED
    assert web.acts() == []


def test_limits_hold_for_such_posts_as_for_all_others(web):
    for number in range(1, 4):
        web.tell(f"https://emil.example/{number}", Road.FEED)
    web.clock.ms = LAST_MS + 1
    web.work()
    counted = [each for each in web.acts() if each.state is State.COUNTED]
    assert len(counted) == 2, "two a day"
