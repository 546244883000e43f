"""A person's decision is one for everything that hangs on a post, and one for any other act."""

import pytest
from tests import make
from tests.usecases.posts.web import EMIL, FAY, MINUTE_MS, Web

from tablee.core.act import State
from tablee.core.decision import Ruling
from tablee.core.errors import CampaignClosed, SameJudge, UnknownAct, UnknownCampaign, WrongState
from tablee.core.post.submission import Outcome
from tablee.core.reason import Reason
from tablee.usecases.decide_act import Judgement
from tablee.usecases.posts.decide_post import decide_post


@pytest.fixture
def web():
    """Emil's post waits for a person; it has been told of by two addresses."""
    web = Web()
    web.post(is_link_visible=False)
    web.post(f"{EMIL}?old", canonical=EMIL, is_link_visible=False)
    yield web
    assert web.faults() == []


def told(web):
    return [(each.outcome, each.reason) for each in (web.told(), web.told(f"{EMIL}?old"))]


def test_confirmed_everybody_is_told(web):
    assert web.confirm(1).state is State.COUNTED
    assert told(web) == [(Outcome.VERIFIED, Reason.NONE)] * 2


def test_refused_everybody_is_told_why(web):
    web.rule(1, Ruling.REFUSE, Reason.OFF_TOPIC)
    assert told(web) == [(Outcome.REFUSED, Reason.OFF_TOPIC)] * 2
    assert web.kept(1).next_check_at_ms == 0, "nothing on the page can change that"


@pytest.mark.conformance("AB-04")
def test_reversed_and_restored(web):
    web.confirm(1)
    web.rule(1, Ruling.REVERSE, Reason.SPAM)
    assert told(web) == [(Outcome.REFUSED, Reason.SPAM)] * 2
    with pytest.raises(SameJudge):
        web.rule(1, Ruling.RESTORE)
    web.appeal(1)
    web.rule(1, Ruling.RESTORE, by="Ada")
    assert told(web) == [(Outcome.VERIFIED, Reason.NONE)] * 2
    assert web.kept(1).next_check_at_ms > web.clock.ms
    with web.desks.read() as desk:
        assert desk.appeals.open_for(1, 1) is None
        assert [each.is_granted for each in desk.appeals.of_act(1, 1)] == [True]


def test_what_a_person_says_is_gone_is_looked_for_again(web):
    web.confirm(1)
    web.rule(1, Ruling.REVERSE, Reason.GONE)
    assert told(web) == [(Outcome.DELETED, Reason.GONE)] * 2
    web.clock.pass_days(1)
    web.check()
    assert web.act(1).state is State.COUNTED


def test_an_act_that_is_no_post_is_decided_about_all_the_same(web):
    recorded = web.unverified("a drawing", "drawing").act
    assert web.confirm(recorded.number).state is State.COUNTED


@pytest.mark.parametrize(
    ("number", "ruling", "error"),
    [(99, Ruling.CONFIRM, UnknownAct), (1, Ruling.RESTORE, WrongState)],
)
def test_a_decision_that_cannot_follow_changes_nothing(web, number, ruling, error):
    before = told(web), web.kept(1), web.standing()
    with pytest.raises(error):
        web.rule(number, ruling)
    assert (told(web), web.kept(1), web.standing()) == before
    judgement = Judgement(1, Ruling.CONFIRM, Reason.NONE, "", "Ben")
    with pytest.raises(UnknownCampaign):
        decide_post(web.desks, web.clock, "nowhere", judgement)


def test_once_the_figures_are_final_nothing_is_decided(web):
    web.confirm(1)
    web.close()
    assert web.settle_campaign()
    with pytest.raises(CampaignClosed):
        web.rule(1, Ruling.REVERSE, Reason.SPAM)


def test_several_submissions_have_one_referrer_the_first_that_is_known(web):
    web.post(FAY)
    web.tell("https://gus.example/1")
    web.put("https://gus.example/1", is_link_visible=False)
    web.put("https://gus.example/1?r", canonical="https://gus.example/1", is_link_visible=False)
    web.tell("https://gus.example/1?r", via=web.told(FAY).act_number)
    web.work()
    web.clock.ms += MINUTE_MS
    web.confirm(web.told("https://gus.example/1").act_number)
    referral = web.acts()[-1]
    assert (referral.kind, referral.supporter) == ("referral", make.supporter("fay.example"))
