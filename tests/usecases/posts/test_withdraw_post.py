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


def test_a_post_is_taken_back_by_taking_its_link_away(web):
    web.post()
    web.put(EMIL, links=())
    web.withdraw(1)
    web.work()
    assert (web.act(1).state, web.act(1).reason) == (State.REVERSED, Reason.NO_LINK)
    assert (web.told().outcome, web.told().reason) == (Outcome.DELETED, Reason.NO_LINK)
    assert not web.kept(1).is_shown
    assert web.tally().pools[0].paid == 0


@pytest.mark.parametrize("changes", [{}, {"is_link_visible": False}])
def test_nobody_takes_back_a_post_whose_page_they_cannot_change(web, changes):
    before = web.post(**changes)
    assert web.withdraw(1) == before
    web.work()
    assert web.act(1) == before
    assert not web.kept(1).is_shown
    assert web.kept(1).next_check_at_ms > web.clock.ms


def test_one_that_waits_for_a_person_makes_way_when_its_link_is_gone(web):
    web.post(is_link_visible=False)
    web.put(EMIL, links=())
    web.withdraw(1)
    web.work()
    assert (web.act(1).state, web.told().reason) == (State.REFUSED, Reason.NO_LINK)


def test_withdrawing_twice_is_withdrawing_once(web):
    web.post()
    web.put(EMIL, links=())
    assert web.withdraw(1) == web.withdraw(1)
    web.work()
    web.withdraw(1)
    assert web.work() == []
    assert len(web.receipt(1).decisions) == 1


def test_one_that_stands_refused_is_hidden_and_stays_refused(web):
    web.post()
    web.rule(1, Ruling.REVERSE, Reason.SPAM)
    assert web.withdraw(1).reason is Reason.SPAM
    assert not web.kept(1).is_shown


def test_the_referral_it_brought_goes_with_it(web):
    web.post()
    web.post(FAY, via=1)
    web.put(FAY, links=())
    web.withdraw(2)
    web.work()
    assert web.act(3).reason is Reason.REFERRAL_GONE
    assert web.act(1).state is State.COUNTED


def test_it_keeps_its_place_for_a_while_should_its_author_think_again(web):
    web.post()
    web.post(FAY)
    web.put(EMIL, links=())
    web.withdraw(1)
    web.work()
    web.clock.pass_days(1)
    web.put(EMIL)
    web.tell(EMIL, Road.FORM)
    web.work()
    assert (web.act(1).state, web.act(1).line_start) == (State.COUNTED, 0)
    assert web.told().outcome is Outcome.VERIFIED
    assert not web.kept(1).is_shown, "it is shown only when somebody says so"


def test_what_a_person_was_asked_to_see_is_taken_back_without_a_look(web):
    web.post(links=())
    web.ask(1)
    web.work()
    web.confirm(1)
    act = web.withdraw(1)
    assert (act.state, act.reason) == (State.REVERSED, Reason.WITHDRAWN)
    assert (web.told().outcome, web.told().reason) == (Outcome.DELETED, Reason.WITHDRAWN)
    assert (web.kept(1).is_shown, web.kept(1).next_check_at_ms) == (False, 0)
    assert web.receipt(1).decisions[-1].by == BY_SUPPORTER
    web.clock.pass_days(3)
    assert web.check() == []
    web.tell(EMIL, Road.FORM)
    web.work()
    assert web.act(1).reason is Reason.WITHDRAWN, "its page still shows nothing"


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
