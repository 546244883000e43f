"""Clicks on share links are taken in groups, and whoever only looks ahead is left to the pages."""

import asyncio
from contextlib import contextmanager

import pytest
from tests import make
from tests.intake.house import ask, opened, request

from tablee.config import read_settings
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
    made = memory_site(clock=SetClock(make.MIDDLE_MS))
    open_shares(made)
    return made


def open_shares(made):
    share = make.kind("share", 1, "shares", pays_clicks=True)
    pledges = (make.pledge(), make.pledge(1_000, "shares"))
    terms = make.terms(kinds=(make.kind(), share), pledges=pledges)
    publish_terms(made.desks, made.clock, Publication(terms, "Ada", "as agreed"))


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
    house.get(link(site, "mastodon"), user_agent=FIREFOX + " on another machine", cookie=kept)
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
        {"user_agent": "node"},
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


def test_other_cookies_do_not_hide_ours(site, house):
    cookie = house.get(link(site), user_agent=FIREFOX).headers["set-cookie"].partition(";")[0]
    for others in ('a={"x":[1]}; {}', "a b=c, d; {}", "{}; bad\xff=1", "=; ;{}"):
        kept = others.replace("{}", cookie, 1) if others.endswith("{}") else f"{cookie}; {others}"
        house.get(link(site), user_agent=f"{FIREFOX} moved", cookie=kept)
    assert shares(house) == 1


def test_one_machine_is_no_crowd_whatever_its_browsers_are_called(tmp_path):
    with crowded("3", tmp_path) as (site, house):
        for number in range(10):
            reply = house.get(link(site), user_agent=f"{FIREFOX} {number}")
            assert reply.status == 302, "nobody is kept from the page"
        assert shares(house) == 3
        proxied = {"user_agent": FIREFOX, "x_forwarded_for": "203.0.113.9"}
        house.get(link(site), **proxied)
        assert shares(house) == 4, "others still count"


def test_who_has_been_here_is_never_one_too_many(tmp_path):
    with crowded("1", tmp_path) as (site, house):
        first = house.get(link(site), user_agent=FIREFOX).headers["set-cookie"].partition(";")[0]
        again = house.get(link(site), user_agent=FIREFOX, cookie=first)
        assert "set-cookie" in again.headers
        assert "set-cookie" not in house.get(link(site), user_agent=FIREFOX + " 2").headers


def test_only_what_the_proxy_itself_wrote_is_believed(site, house):
    async def come(number):
        scope = request("GET", link(site), {"user-agent": FIREFOX})
        made_up, real = f"6.6.6.{number}".encode(), f"203.0.113.9:{number}".encode()
        scope["headers"] += [(b"x-forwarded-for", made_up), (b"x-forwarded-for", real)]
        return await ask(house.app, scope, [b""])

    for number in range(1, 5):
        assert house.run(come(number)).status == 302
    assert shares(house) == 1


@contextmanager
def crowded(most, home):
    environ = {"TABLEE_HOME": str(home), "TABLEE_VISITORS_PER_DAY": most}
    made = memory_site(settings=read_settings(environ), clock=SetClock(make.MIDDLE_MS))
    open_shares(made)
    with opened(made) as house:
        yield made, house
