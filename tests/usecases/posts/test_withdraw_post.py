"""An author takes a post back, and takes nothing from anybody else."""

import pytest
from tests.usecases.posts.web import EMIL, FAY, Web

from tablee.core.act import State
from tablee.core.decision import Ruling
from tablee.core.errors import CampaignClosed, UnknownAct, UnknownCampaign
from tablee.core.post.submission import Outcome, Road
from tablee.core.reason import Reason
from tablee.usecases.posts.withdraw_post import BY_SUPPORTER, withdraw_post


@pytest.fixture
def web():
    web = Web()
    yield web
    assert web.faults() == []


def test_a_withdrawn_post_is_counted_shown_and_looked_at_no_more(web):
    web.post()
    act = web.withdraw(1)
    assert (act.state, act.reason) == (State.REVERSED, Reason.WITHDRAWN)
    assert (web.told().outcome, web.told().reason) == (Outcome.DELETED, Reason.WITHDRAWN)
    assert (web.kept(1).is_shown, web.kept(1).next_check_at_ms) == (False, 0)
    assert [each.by for each in web.receipt(1).decisions] == [BY_SUPPORTER]
    web.clock.pass_days(3)
    assert web.check() == []
    assert web.tally().pools[0].paid == 0


def test_one_that_waits_for_a_person_is_refused_and_waits_no_more(web):
    web.post(is_link_visible=False)
    assert web.withdraw(1).state is State.REFUSED
    assert web.told().reason is Reason.WITHDRAWN


def test_withdrawing_twice_is_withdrawing_once(web):
    web.post()
    assert web.withdraw(1) == web.withdraw(1)
    assert len(web.receipt(1).decisions) == 1


def test_one_that_stands_refused_is_hidden_and_stays_refused(web):
    web.post()
    web.rule(1, Ruling.REVERSE, Reason.SPAM)
    assert web.withdraw(1).reason is Reason.SPAM
    assert not web.kept(1).is_shown


def test_the_referral_it_brought_goes_with_it(web):
    web.post()
    web.post(FAY, via=1)
    web.withdraw(2)
    assert web.act(3).reason is Reason.REFERRAL_GONE
    assert web.act(1).state is State.COUNTED


def test_it_keeps_its_place_for_a_while_should_its_author_think_again(web):
    web.post()
    web.post(FAY)
    web.withdraw(1)
    web.clock.pass_days(1)
    web.tell(EMIL, Road.FORM)
    web.work()
    assert (web.act(1).state, web.act(1).line_start) == (State.COUNTED, 0)
    assert web.told().outcome is Outcome.VERIFIED


def test_it_is_shown_again_only_when_somebody_says_so(web):
    web.post()
    web.withdraw(1)
    web.clock.pass_days(1)
    web.tell(EMIL, Road.FORM)
    web.work()
    assert not web.kept(1).is_shown


def test_any_act_can_be_withdrawn(web):
    web.one("a drawing", "drawing")
    assert web.withdraw(1).reason is Reason.WITHDRAWN


def test_there_must_be_such_an_act_and_the_figures_must_not_be_final(web):
    with pytest.raises(UnknownAct):
        web.withdraw(1)
    with pytest.raises(UnknownCampaign):
        withdraw_post(web.desks, web.clock, "nowhere", 1)
    web.post()
    web.close()
    assert web.settle_campaign()
    with pytest.raises(CampaignClosed):
        web.withdraw(1)
    assert web.act(1).state is State.COUNTED
