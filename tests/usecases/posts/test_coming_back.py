"""What a stranger says neither blocks what is seen, nor spares anybody a limit."""

import pytest
from tests import make
from tests.usecases.posts.web import EMIL, FAY, MINUTE_MS, Web

from tablee.core.act import Evidence, State
from tablee.core.decision import Ruling
from tablee.core.post.submission import Outcome, Road
from tablee.core.reason import Reason
from tablee.ports.blogs import HostRule, Standing


@pytest.fixture
def web():
    web = Web()
    yield web
    assert web.faults() == []


@pytest.mark.conformance("DD-03")
@pytest.mark.parametrize("by", ["Gus", "", "emil.example"])
@pytest.mark.parametrize("decided", [None, Reason.NO_LINK, Reason.NOT_FOUND])
@pytest.mark.parametrize("days", [0, 1, 9])
def test_an_unverified_claim_never_blocks_the_post(web, by, decided, days):
    web.unverified(EMIL, by=by)
    if decided:
        web.rule(1, Ruling.REFUSE, decided)
    web.clock.pass_days(days)
    web.advance()
    act = web.post()
    assert (act.state, act.evidence) == (State.COUNTED, Evidence.PUBLIC)
    assert act.supporter == make.supporter("emil.example")
    assert web.told().outcome is Outcome.VERIFIED
    assert sum(act.has_place for act in web.acts()) == 1


@pytest.mark.conformance("DD-03", "DD-04")
def test_a_strangers_claims_spare_no_blog_its_limit(web):
    sources = [f"https://emil.example/{number}" for number in range(5)]
    for source in sources:
        web.unverified(source, by="")
        web.post(source)
    outcomes = [web.told(source).outcome for source in sources]
    assert outcomes.count(Outcome.VERIFIED) == 2


@pytest.mark.conformance("DD-03")
def test_pages_that_a_person_was_asked_to_see_spare_no_blog_its_limit_either(web):
    sources = [f"https://emil.example/{number}" for number in range(5)]
    for source in sources:
        web.post(source, links=())
        web.ask(web.told(source).number)
    web.work()
    assert {act.state for act in web.acts()} == {State.PENDING}
    web.clock.ms += MINUTE_MS
    for source in sources:
        web.put(source)
        web.put(f"{source}?old", canonical=source)
        web.tell(source)
        web.tell(f"{source}?old")
    web.work()
    counted = [act for act in web.acts() if act.state is State.COUNTED]
    assert len(counted) == 2
    assert {act.supporter for act in counted} == {make.supporter("emil.example")}


def test_a_claim_of_the_same_supporter_is_confirmed_in_its_place(web):
    web.unverified(EMIL, by="emil.example")
    web.post(FAY)
    act = web.post()
    assert (act.number, act.state, act.line_start) == (1, State.COUNTED, 0)
    assert web.kept(1).address == EMIL


def test_a_flagged_page_takes_the_place_of_a_strangers_claim_and_brings_its_evidence(web):
    web.unverified(EMIL, by="Gus")
    act = web.post(is_link_visible=False)
    assert (act.number, act.state) == (2, State.PENDING)
    assert web.kept(2).flags
    assert not web.act(1).has_place


def test_a_flagged_page_lends_its_evidence_to_a_claim_of_the_same_supporter(web):
    web.unverified(EMIL, by="emil.example")
    act = web.post(is_link_visible=False)
    assert (act.number, act.state) == (1, State.PENDING)
    assert web.kept(1).flags


def test_whoever_told_us_of_a_claim_sees_the_act_that_took_its_place(web):
    web.post(links=())
    web.ask(1)
    web.work()
    web.post(f"{EMIL}?new", canonical=EMIL)
    assert (web.told().outcome, web.told().act_number) == (Outcome.VERIFIED, 2)
    assert web.kept(1).next_check_at_ms == 0
    assert not web.kept(1).is_shown


def test_whoever_told_us_of_a_claim_hears_of_it_also_when_a_limit_keeps_the_post_out(web):
    third = "https://emil.example/3"
    web.post(third, links=())
    web.ask(1)
    web.work()
    web.post(EMIL)
    web.post("https://emil.example/2")
    web.post(f"{third}?new", canonical=third)
    assert web.told(f"{third}?new").reason is Reason.DAILY_LIMIT
    assert (web.told(third).outcome, web.told(third).reason) == (Outcome.REFUSED, Reason.NO_LINK)


def test_after_the_close_a_claim_is_left_to_people(web):
    web.unverified(EMIL, by="Gus")
    web.tell()
    web.close()
    web.work()
    assert web.act(1).state is State.PENDING


def test_what_was_withdrawn_comes_back_by_hand_only_also_under_another_address(web):
    web.post()
    web.rule(1, Ruling.REVERSE, Reason.WITHDRAWN)
    old = f"{EMIL}?old"
    web.post(old, canonical=EMIL)
    assert (web.act(1).state, web.told(old).outcome) == (State.REVERSED, Outcome.DELETED)
    web.clock.ms += MINUTE_MS
    web.post(f"{EMIL}?new", Road.FORM, canonical=EMIL)
    assert web.act(1).state is State.COUNTED
    assert web.told(old).outcome is Outcome.VERIFIED


def test_a_page_that_is_blocked_meanwhile_does_not_come_back(web):
    web.post()
    web.put(EMIL, status=410)
    web.clock.pass_days(1)
    web.check()
    with web.desks.write() as desk:
        desk.hosts.judge(HostRule("emil.example", Standing.BLOCKED, "", "Ben", 1))
    web.put(EMIL)
    web.clock.pass_days(1)
    web.check()
    assert web.act(1).state is State.REVERSED
    assert (web.told().outcome, web.told().act_number) == (Outcome.DELETED, 1)
