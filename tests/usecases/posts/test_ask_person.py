"""Whoever was refused may ask for a person to look, where a person may say otherwise."""

import pytest
from tests.usecases.posts.web import EMIL, MINUTE_MS, Web

from tablee.core.act import State
from tablee.core.errors import CampaignClosed, UnknownAct, UnknownCampaign
from tablee.core.post.finding import Flag
from tablee.core.post.submission import Outcome
from tablee.core.reason import Reason
from tablee.usecases.posts.ask_person import ask_person


@pytest.fixture
def web():
    web = Web()
    yield web
    assert web.faults() == []


@pytest.mark.parametrize(
    "changes", [{"links": ()}, {"is_readable": False}, {"links": (), "status": 403}]
)
def test_a_page_where_we_see_nothing_goes_to_a_person(web, changes):
    received_ms = web.clock.ms
    web.post(**changes)
    web.clock.ms += MINUTE_MS
    asked = web.ask(1)
    assert (asked.outcome, asked.is_by_person) == (Outcome.QUEUED, True)
    assert asked.received_at_ms == received_ms, "its day is that on which we heard of it"
    assert web.ask(1) == asked
    web.work()
    act = web.act(1)
    assert (act.state, act.supporter) == (State.PENDING, b"")
    assert web.kept(1).flags == (Flag.BY_REQUEST,)
    assert web.told().outcome is Outcome.FLAGGED


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_not_there_stays_refused(web, status):
    web.post(status=status)
    web.ask(1)
    web.work()
    assert web.told().outcome is Outcome.REFUSED
    assert web.acts() == []


def test_nobody_fills_the_line_with_pages_that_show_nothing(web, monkeypatch):
    monkeypatch.setattr("tablee.usecases.posts.ask_person.MOST_WAITING", 2)
    for number in range(3):
        web.post(f"https://b{number}.example/1", links=())
        web.ask(number + 1)
        web.work()
    assert len(web.acts()) == 2
    assert web.submission(3).outcome is Outcome.REFUSED
    web.rule(1, "refuse", Reason.OFF_TOPIC)
    assert web.ask(3).is_by_person


def test_no_person_overrules_a_limit(web):
    for number in range(3):
        web.post(f"https://emil.example/{number}")
    refused = web.told("https://emil.example/2")
    assert refused.reason is Reason.DAILY_LIMIT
    assert web.ask(refused.number) == refused


def test_what_has_become_an_act_is_appealed_not_asked_about(web):
    web.post()
    assert web.ask(1) == web.told()
    web.rule(1, "reverse", Reason.SPAM)
    assert web.ask(1) == web.told()
    assert not web.told().is_by_person


def test_asking_is_for_this_time_only(web):
    web.post(links=())
    web.ask(1)
    web.work()
    web.rule(1, "refuse", Reason.NO_LINK)
    web.clock.pass_days(8)
    web.advance()
    web.clock.ms += MINUTE_MS
    web.tell()
    web.work()
    assert [act.state for act in web.acts()] == [State.REFUSED]
    assert not web.told().is_by_person


def test_there_must_be_such_a_submission_and_the_campaign_must_be_open(web):
    with pytest.raises(UnknownAct):
        web.ask(1)
    with pytest.raises(UnknownCampaign):
        ask_person(web.desks, web.clock, "nowhere", 1)
    web.post(EMIL, links=())
    web.close()
    with pytest.raises(CampaignClosed):
        web.ask(1)
