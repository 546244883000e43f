"""Clicks on share links are taken in groups, and whoever only looks ahead is left to the pages."""

import asyncio

import pytest
from tests import make
from tests.intake.house import ask, opened, request

from tablee.core.sharing.link import link_token
from tablee.outside.clock import SetClock
from tablee.receivers.webmention.offer import OFFER
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wire.visiting import COOKIE
from tablee.wiring import memory_site

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
A_PAGE = b"a page"


@pytest.fixture
def site():
    share = make.kind("share", 1, "shares", pays_clicks=True)
    pledges = (make.pledge(), make.pledge(1_000, "shares"))
    made = memory_site(clock=SetClock(make.MIDDLE_MS))
    terms = make.terms(kinds=(make.kind(), share), pledges=pledges)
    publish_terms(made.desks, made.clock, Publication(terms, "Ada", "as agreed"))
    return made


def link(site, network="facebook", owner=0):
    return f"/c/{make.SLUG}/s/{network}/{link_token(site.secret, make.SLUG, network, owner)}"


def shares(house):
    house.run(asyncio.sleep(0.25))  # the count that is served may be a moment old
    tally = house.get(f"/c/{make.SLUG}/tally.json").json()
    return next(each["paid"] for each in tally["pools"] if each["name"] == "shares")


@pytest.mark.conformance("CN-03")
def test_a_click_counts_and_leads_to_the_campaign(site, house):
    reply = house.get(link(site), user_agent=FIREFOX)
    assert (reply.status, reply.headers["location"]) == (302, f"/c/{make.SLUG}/")
    assert reply.headers["cache-control"] == "no-store"
    assert shares(house) == 1


def test_the_cookie_keeps_the_visitor_the_same_elsewhere(site, house):
    cookie = house.get(link(site), user_agent=FIREFOX).headers["set-cookie"]
    assert cookie.endswith("HttpOnly; SameSite=Lax")
    kept = cookie.partition(";")[0]
    house.get(link(site, "mastodon"), user_agent="Firefox on another machine", cookie=kept)
    assert shares(house) == 1


@pytest.mark.parametrize("value", ["", "gus:made up", "gus", ":", "\xff:\xfe", '"', "a;b=c,d"])
def test_a_cookie_somebody_made_up_makes_nobody_another_visitor(site, house, value):
    house.get(link(site), user_agent=FIREFOX)
    house.get(link(site), user_agent=FIREFOX, cookie=f"{COOKIE}={value}")
    assert shares(house) == 1


@pytest.mark.conformance("CN-03")
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"user_agent": "facebookexternalhit/1.1"},
        {"user_agent": FIREFOX, "sec_purpose": "prefetch;prerender"},
        {"user_agent": FIREFOX, "sec_fetch_dest": "image"},
    ],
)
def test_whoever_only_looks_ahead_is_answered_by_the_pages(site, house, headers):
    assert house.get(link(site), **headers).body == A_PAGE
    assert shares(house) == 0


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT"])
def test_only_a_visit_is_a_click(site, house, method):
    house.ask(method, link(site), headers={"user-agent": FIREFOX})
    assert shares(house) == 0


def test_a_link_that_was_made_up_is_left_to_the_pages(site, house):
    path = link(site).rpartition("/")[0]
    for token in ("0" * 30, "short", "é", "zz" * 15):
        assert house.get(f"{path}/{token}", user_agent=FIREFOX).body == A_PAGE
    assert house.get(link(site) + "/more", user_agent=FIREFOX).body == A_PAGE
    assert shares(house) == 0


def test_blogs_find_out_here_too_where_to_tell_us(site):
    with opened(site) as house:
        said = house.get(link(site), user_agent=FIREFOX, host="meals.example").headers["link"]
    assert said == OFFER.header[1].format(
        here=f"http://meals.example/c/{make.SLUG}/webmention", page="", title=""
    )


def test_a_crowd_at_once_is_counted_each_once(site, house):
    async def come(number):
        headers = {"user-agent": f"{FIREFOX} {number % 100}"}
        return await ask(house.app, request("GET", link(site), headers), [b""])

    async def crowd():
        return await asyncio.gather(*(come(number) for number in range(400)))

    replies = house.run(crowd())
    assert {each.status for each in replies} == {302}
    assert shares(house) == 100
