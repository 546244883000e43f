"""The staff sees how networks fare and what they cost; visitors see estimates as estimates."""

from dataclasses import replace

import pytest
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.core.network import Network
from tablee.ports.networks.actors import Follower, Relay
from tablee.ports.networks.bulletins import Bulletin, Condition
from tablee.ports.networks.estimates import Estimate
from tablee.ports.networks.spending import Bill
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.web.parts import estimates as estimates_part

PAGE = "/staff/networks/"
SOURCE = "https://graph.facebook.com/?id=https%3A%2F%2Fmeals.example&fields=engagement"


@pytest.fixture
def _estimated(site):
    estimates_part._read.clear()  # noqa: SLF001 - as if some seconds had passed
    now_ms = site.clock.now_ms()
    with site.desks.write() as desk:
        for measure, number in (("shares", 50_000), ("reactions", 1), ("new", 3)):
            desk.estimates.keep(1, Estimate("facebook", measure, number, SOURCE, now_ms))
    yield
    estimates_part._read.clear()  # noqa: SLF001


def test_nothing_is_read_at_first(ada):
    assert "Nothing is read yet" in words(ada.get(PAGE))
    assert f'href="{PAGE}"' in ada.get("/staff/").content.decode()


@pytest.mark.parametrize("condition", Condition)
def test_each_reader_is_shown_with_its_state_and_when_it_last_read(site, ada, condition):
    now_ms = site.clock.now_ms()
    with site.desks.write() as desk:
        bulletin = Bulletin("mastodon:one.example", condition, "403 <b>", now_ms, now_ms - 60_000)
        desk.bulletins.post(1, bulletin)
    page = words(ada.get(PAGE))
    assert "mastodon:one.example" in page
    assert "403 <b>" in page
    assert "Last read" in page


def test_followers_and_relays_are_shown(site, ada):
    assert "On the fediverse" not in words(ada.get(PAGE))
    now_ms = site.clock.now_ms()
    follower = Follower("https://social.example/u/emil", "https://social.example/inbox", "", now_ms)
    with site.desks.write() as desk:
        desk.actors.follow(1, follower)
    page = words(ada.get(PAGE))
    assert "Followers" in page
    assert "no relay" in page
    with site.desks.write() as desk:
        for name, is_accepted in (("tags", True), ("silent", False)):
            actor = f"https://{name}.example/actor"
            desk.actors.keep_relay(1, Relay(actor, f"{actor}/inbox", is_accepted, now_ms))
    page = words(ada.get(PAGE))
    assert "https://tags.example/actor: passes posts on" in page
    assert "https://silent.example/actor: has not answered since" in page
    french = words(ada.get(PAGE, headers={"accept-language": "fr"}))
    assert "transmet les publications" in french
    assert "n’a pas répondu depuis" in french


def test_a_campaign_that_is_on_the_fediverse_says_that_nobody_follows(site, ada):
    with site.desks.read() as desk:
        terms = desk.campaigns.see(SLUG).latest.terms
    there = replace(terms, networks=(Network("activitypub"),))
    publish_terms(site.desks, site.clock, Publication(there, author="Ada", reason="to be found"))
    assert "On the fediverse" in words(ada.get(PAGE))


@pytest.mark.conformance("CN-04")
def test_the_spend_is_shown_against_its_limit(site, ada):
    with site.desks.write() as desk:
        desk.spending.book(Bill("x/1", 1_250_000, 10_000_000), site.clock.now_ms())
    with site.desks.read() as desk:
        terms = desk.campaigns.see(SLUG).latest.terms
    paid = replace(terms, networks=(Network("x", (("limit", "10 USD"),)),))
    publish_terms(site.desks, site.clock, Publication(paid, author="Ada", reason="to be found"))
    page = words(ada.get(PAGE))
    assert "1.250 USD" in page
    assert "10.000 USD" in page


@pytest.mark.usefixtures("_estimated")
@pytest.mark.conformance("CN-02")
def test_visitors_see_an_estimate_with_its_time_and_source_apart_from_what_counts(browser):
    page = browser.get(f"/c/{SLUG}/")
    text = words(page)
    assert "Estimates, not counted" in text
    assert "Facebook says: about 50,000 shares of this page." in text
    assert "about 1 reaction to it" in text
    assert "graph.facebook.com" in text
    assert "24 February 2012" in text


def test_where_no_network_says_anything_nothing_is_shown_of_it(browser):
    assert "Estimates" not in words(browser.get(f"/c/{SLUG}/"))


@pytest.mark.usefixtures("_estimated")
def test_the_staff_sees_estimates_too(ada):
    assert "about 50,000 shares of this page" in words(ada.get(PAGE))
