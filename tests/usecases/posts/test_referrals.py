"""A personal link brings its owner a referral, once, for as long as the post it brought counts."""

import pytest
from tests import make
from tests.usecases.posts.web import EMIL, FAY, GUS, MINUTE_MS, Web
from tests.usecases.stage import pool

from tablee.core.act import State
from tablee.core.decision import Ruling
from tablee.core.post.submission import Road
from tablee.core.post.token import OwnName
from tablee.core.reason import Reason


@pytest.fixture
def web():
    """Emil's post is act 1."""
    web = Web()
    web.post()
    yield web
    assert web.faults() == []


def referrals(web):
    return [act for act in web.acts() if act.kind == "referral"]


def test_a_post_that_comes_by_a_personal_link_brings_a_referral(web):
    web.post(FAY, Road.FORM, via=1)
    (referral,) = referrals(web)
    assert (referral.state, referral.object) == (State.COUNTED, FAY)
    assert referral.supporter == web.act(1).supporter
    assert (referral.source, referral.units, referral.pool) == ("referral", 5, "referrals")
    assert web.kept(2).referred_act == referral.number
    assert pool(web.tally(), "referrals").paid == 5


def test_a_personal_link_on_the_page_itself_is_enough(web):
    link = f"{make.CAMPAIGN_PAGE}r/{OwnName.PERSONAL.make(make.SECRET, make.SLUG, 1)}"
    web.post(FAY, links=(make.CAMPAIGN_PAGE, link))
    assert len(referrals(web)) == 1
    assert web.told(FAY).via == 1


def test_the_page_says_who_brought_its_author_whoever_told_us_of_it(web):
    web.post(FAY)
    link = f"{make.CAMPAIGN_PAGE}r/{OwnName.PERSONAL.make(make.SECRET, make.SLUG, 2)}"
    web.post(GUS, Road.FORM, via=1, links=(link,))
    assert [act.supporter for act in referrals(web)] == [web.act(2).supporter]


def test_a_forged_personal_link_brings_nothing(web):
    web.post(FAY, links=(f"{make.CAMPAIGN_PAGE}r/1-{'0' * 16}",))
    assert referrals(web) == []


@pytest.mark.parametrize("via", [0, 99])
def test_without_a_referrer_there_is_no_referral(web, via):
    web.post(FAY, via=via)
    assert referrals(web) == []


def test_nobody_refers_themselves(web):
    web.post("https://emil.example/2", via=1)
    assert referrals(web) == []


def test_an_act_that_does_not_count_refers_nobody(web):
    web.rule(1, Ruling.REVERSE, Reason.SPAM)
    web.post(FAY, via=1)
    assert referrals(web) == []


def test_terms_without_referrals_count_none():
    kinds = (make.kind(proof="link"),)
    web = Web(make.post_terms(kinds=kinds))
    web.post()
    web.post(FAY, via=1)
    assert len(web.acts()) == 2


def test_a_post_told_of_again_brings_no_second_referral(web):
    web.post(GUS)
    web.post(FAY, via=1)
    for via in (1, 2, 0):
        web.clock.ms += MINUTE_MS
        web.tell(FAY, via=via)
        web.tell(f"{FAY}?again", via=via)
        web.put(f"{FAY}?again", canonical=FAY)
        web.work()
    (referral,) = referrals(web)
    assert referral.supporter == web.act(1).supporter


def test_a_post_that_a_person_confirms_brings_its_referral_then(web):
    web.post(FAY, via=1, is_link_visible=False)
    assert referrals(web) == []
    web.confirm(2)
    assert [act.state for act in referrals(web)] == [State.COUNTED]
    assert web.kept(2).referred_act == 3


def test_a_referral_is_taken_back_with_its_post_and_comes_back_with_it(web):
    web.post(FAY, via=1)
    web.put(FAY, status=410)
    web.clock.pass_days(1)
    web.check()
    (referral,) = referrals(web)
    assert (referral.state, referral.reason) == (State.REVERSED, Reason.REFERRAL_GONE)
    assert pool(web.tally(), "referrals").paid == 0
    web.put(FAY)
    web.clock.pass_days(1)
    web.check()
    (referral,) = referrals(web)
    assert (referral.state, referral.reason) == (State.COUNTED, Reason.NONE)


def test_it_comes_back_also_after_its_place_was_given_up(web):
    web.post(FAY, via=1)
    web.rule(2, Ruling.REVERSE, Reason.WITHDRAWN)
    web.clock.pass_days(8)
    web.advance()
    assert not any(act.has_place for act in referrals(web))
    web.tell(FAY, Road.FORM)
    web.work()
    first, second = referrals(web)
    assert (first.state, second.state) == (State.REVERSED, State.COUNTED)
    assert web.kept(web.told(FAY).act_number).referred_act == second.number


def test_a_referral_that_a_person_took_back_stays_so(web):
    web.post(FAY, via=1)
    web.rule(3, Ruling.REVERSE, Reason.SPAM)
    web.put(FAY, status=410)
    web.clock.pass_days(1)
    web.check()
    web.put(FAY)
    web.clock.pass_days(1)
    web.check()
    (referral,) = referrals(web)
    assert (referral.state, referral.reason) == (State.REVERSED, Reason.SPAM)
    assert web.act(2).state is State.COUNTED


def test_referrals_have_their_own_rate_and_limit():
    terms = make.post_terms()
    *others, referral = terms.kinds
    limited = make.kind("referral", 5, "referrals", referral_of="post", in_all=1)
    assert referral.name == limited.name
    web = Web(make.post_terms(kinds=(*others, limited)))
    web.post()
    web.post(FAY, via=1)
    web.post(GUS, via=1)
    states = [(act.state, act.reason) for act in referrals(web)]
    assert states == [(State.COUNTED, Reason.NONE), (State.REFUSED, Reason.TOTAL_LIMIT)]
    assert web.kept(web.told(GUS).act_number).referred_act == 0


def test_whoever_brings_a_blogger_sees_it_even_if_they_were_brought_themselves(web):
    web.post(FAY, via=1)
    web.post(GUS, via=2)
    assert [act.supporter for act in referrals(web)] == [
        make.supporter("emil.example"),
        make.supporter("fay.example"),
    ]
    assert web.told(EMIL).via == 0
