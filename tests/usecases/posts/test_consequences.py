"""Whatever hangs on a post follows from where its act stands, and following twice is once."""

import pytest
from tests import make
from tests.usecases.posts.web import EMIL, FAY, Web

from tablee.core.decision import Ruling
from tablee.core.reason import Reason
from tablee.usecases.posts.consequences import keep_in_step
from tablee.usecases.posts.looking import Room


@pytest.fixture
def web():
    web = Web()
    web.post()
    web.post(FAY, via=1)
    yield web
    assert web.faults() == []


def follow(web, number):
    with web.desks.write() as desk:
        campaign = desk.campaigns.hold(make.SLUG)
        keep_in_step(Room(desk, campaign, make.SECRET, web.clock.ms), web.act(number))


def everything(web):
    return web.acts(), web.told(), web.told(FAY), web.kept(1), web.kept(2), web.standing()


@pytest.mark.parametrize("ruling", [None, Ruling.REVERSE])
@pytest.mark.parametrize("reason", [Reason.GONE, Reason.SPAM])
def test_following_twice_is_following_once(web, ruling, reason):
    if ruling:
        web.rule(2, ruling, reason)
    before = everything(web)
    follow(web, 2)
    follow(web, 1)
    assert everything(web) == before


def test_an_act_without_a_post_has_nothing_that_could_follow(web):
    recorded = web.one("a drawing", "drawing").act
    before = everything(web)
    follow(web, recorded.number)
    assert everything(web) == before
    assert web.told(EMIL).act_number == 1


def test_what_vanished_is_looked_for_until_its_place_is_given_up(web):
    web.rule(2, Ruling.REVERSE, Reason.GONE)
    assert web.kept(2).next_check_at_ms == web.clock.ms + make.DAY_MS
    web.put(FAY, status=410)
    looks = 0
    for _ in range(20):
        web.clock.pass_days(1)
        web.advance()
        looks += len([each for each in web.check() if each.act and each.act.number == 2])
    assert 5 <= looks <= 7
    assert web.kept(2).next_check_at_ms == 0
