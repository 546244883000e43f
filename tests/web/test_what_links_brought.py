"""Whoever holds a receipt has share links of their own, and is told what they brought."""

import re

import pytest
from tests.web import samples
from tests.web.conftest import FIREFOX, stranger
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.core.receipt import receipt_token
from tablee.core.sharing.link import link_token, read_link
from tablee.web.pace import INTENTS
from tablee.web.sharing import NETWORKS
from tablee.wire.visiting import COOKIE

OTHER = {"user-agent": FIREFOX + " other", "accept-language": "en"}


@pytest.fixture
def site(light_site):
    """An open campaign that pays clicks, with two posts."""
    samples.open_campaign(light_site)
    samples.act(light_site, "blog_post", 2)
    return light_site


@pytest.fixture
def receipt(site) -> str:
    return f"/c/{SLUG}/acts/{receipt_token(site.secret, SLUG, 1)}"


def link(site, network="facebook", owner=1) -> str:
    return f"/c/{SLUG}/s/{network}/{link_token(site.secret, SLUG, network, owner)}"


def brought(page) -> dict[str, str]:
    found = re.findall(r'data-brought="(\w+)">([^<]*)<', page.content.decode())
    return {name: said.replace("\xa0", " ").strip() for name, said in found}


def friend(site, number=0):
    agent = f"{FIREFOX} friend {number}"
    return stranger(site, headers={"user-agent": agent, "accept-language": "en"})


def test_a_receipt_has_a_link_for_every_network(browser, receipt, site):
    page = browser.get(receipt).content.decode()
    for network in NETWORKS:
        assert link_token(site.secret, SLUG, network.name, 1) in page
    assert "Nobody has come by them so far." in page


@pytest.mark.conformance("CN-03")
def test_what_the_links_brought_is_told(browser, receipt, site):
    for number in range(2):
        assert friend(site, number).get(link(site)).status_code == 302
    friend(site, 1).get(link(site, "mail"))
    told = brought(browser.get(receipt))
    assert (told["visits"], told["acts"]) == ("2", "2")
    assert (told["paid"], told["unpaid"], told["pending"]) == ("2 meals", "0 meals", "0 meals")
    friend(site, 2).get(link(site, "device"))
    assert "another app: 1 · Facebook: 2" in words(browser.get(receipt))


def test_it_is_told_in_french(browser, receipt, site):
    friend(site).get(link(site))
    said = words(browser.get(receipt, headers={"accept-language": "fr"}))
    assert "Ce que vos liens ont apporté" in said
    assert "dont comptés comme partages" in said


@pytest.mark.conformance("CN-03")
def test_whoever_opened_the_receipt_gains_nothing_by_its_links(browser, receipt, site):
    browser.get(receipt)
    browser.get(link(site))
    assert brought(browser.get(receipt)) == {}


@pytest.mark.conformance("CN-03")
def test_clearing_cookies_makes_nobody_another_person(browser, receipt, site):
    browser.get(receipt)
    stranger(site).get(link(site))
    assert brought(browser.get(receipt)) == {}


def test_the_cookie_still_knows_the_holder_from_elsewhere(browser, receipt, site):
    browser.get(receipt)
    browser.get(link(site), REMOTE_ADDR="198.51.100.1", headers=OTHER)
    assert brought(browser.get(receipt)) == {}


def test_a_program_that_reads_a_receipt_is_not_its_holder(receipt, site):
    reader = stranger(site, headers={"user-agent": "Twitterbot/1.0"})
    assert COOKIE not in reader.get(receipt).cookies


def test_a_program_that_follows_a_link_brings_nothing(browser, receipt, site):
    stranger(site, headers={"user-agent": "Twitterbot/1.0"}).get(link(site))
    assert brought(browser.get(receipt)) == {}


@pytest.mark.conformance("CN-03")
def test_a_link_names_nobody_and_each_looks_different(site):
    tokens = {link_token(site.secret, SLUG, each.name, 123_456) for each in NETWORKS}
    assert len(tokens) == len(NETWORKS)
    assert all("123456" not in each and f"{123_456:x}" not in each for each in tokens)


@pytest.mark.parametrize("owner", [0, 1, 255, 2**40 - 1])
def test_only_this_site_reads_whose_link_it_is(site, owner):
    assert (
        read_link(site.secret, SLUG, "mail", link_token(site.secret, SLUG, "mail", owner)) == owner
    )


@pytest.mark.conformance("CN-03")
def test_a_link_that_somebody_changed_is_not_found(site, browser):
    whole = link_token(site.secret, SLUG, "facebook", 1)
    for index in range(len(whole)):
        other = "0" if whole[index] != "0" else "1"
        forged = whole[:index] + other + whole[index + 1 :]
        assert browser.get(f"/c/{SLUG}/s/facebook/{forged}").status_code == 404
    assert browser.get(f"/c/{SLUG}/s/mail/{whole}").status_code == 404
    assert browser.get(f"/c/{SLUG}/s/facebook/{'é' * 30}").status_code == 404


@pytest.mark.conformance("CN-03")
def test_a_button_pressed_is_an_intent_and_brings_nothing(browser, receipt, site, clock):
    assert friend(site).post(link(site) + "/pressed").status_code == 204
    assert friend(site).post(link(site, "mail") + "/pressed").status_code == 204
    assert friend(site).post(link(site, owner=0) + "/pressed").status_code == 204
    told = brought(browser.get(receipt))
    assert (told["pressed"], told["visits"], told["paid"]) == ("1", "0", "0 meals")
    clock.moment_ms += 6_000
    assert "Pressed so far: 2." in words(browser.get(f"/c/{SLUG}/"))


def test_other_sites_press_no_buttons(site):
    pressed = link(site) + "/pressed"
    assert friend(site).post(pressed, headers={"sec-fetch-site": "cross-site"}).status_code == 404
    assert friend(site).get(pressed).status_code == 405
    assert friend(site).post(f"/c/{SLUG}/s/mail/{'0' * 30}/pressed").status_code == 404


def test_buttons_are_not_pressed_without_end(browser, receipt, site):
    answers = [friend(site, each).post(link(site) + "/pressed") for each in range(INTENTS + 1)]
    assert answers[-1].status_code == 429
    assert brought(browser.get(receipt))["pressed"] == str(INTENTS)
