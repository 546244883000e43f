"""Whoever holds a receipt can have what is kept about the act erased, and sees that it was."""

import pytest
from tests.web import looks
from tests.web.conftest import HEADERS, stranger
from tests.web.looks import FORM, SLUG, SOUP, look, receipt_of
from tests.web.reading_pages import figures, words

from tablee.core.receipt import receipt_token
from tablee.wiring import open_sealer

HOME = f"/c/{SLUG}/"


@pytest.fixture
def site(light_site):
    looks.open_campaign(light_site)
    return light_site


@pytest.fixture
def receipt(site, send) -> str:
    """The receipt of a post that is counted."""
    location = send(FORM, {"address": SOUP}).headers["Location"]
    return receipt_of(site, look(site, location).act.number)


@pytest.fixture
def sealed(site, receipt) -> str:
    """The same, once it is in the log."""
    open_sealer(site).seal(SLUG)
    return receipt


def test_the_receipt_leads_to_a_page_that_asks_first(site, browser, sealed):
    assert "Erase what you keep about this act" in words(browser.get(sealed))
    said = words(browser.get(f"{sealed}/erase"))
    assert "Erase what we keep about this act?" in said
    assert "it goes on counting, and so do the meals it brought" in said
    with site.desks.read() as desk:
        assert desk.posts.get(1, 1) is not None


def test_what_was_kept_is_gone_and_the_act_still_counts(browser, sealed):
    assert "Soup for all" in words(browser.get(f"{HOME}wall"))
    answer = browser.post(f"{sealed}/erase")
    assert answer.headers["Location"] == sealed
    said = words(browser.get(sealed))
    assert "What was kept about this act has been erased." in said
    assert "Your act = 10 meals" in said
    assert SOUP not in browser.get(sealed).content.decode()
    assert "Soup for all" not in words(browser.get(f"{HOME}wall"))
    assert figures(browser.get(HOME))["blogs:paid"] == "10"


def test_the_log_gives_no_word_about_what_it_no_longer_knows(browser, sealed):
    assert browser.get(f"{sealed}.note").status_code == 200
    browser.post(f"{sealed}/erase")
    assert browser.get(f"{sealed}.note").status_code == 404


def test_erasing_twice_changes_nothing(browser, sealed):
    browser.post(f"{sealed}/erase")
    before = words(browser.get(sealed))
    assert browser.post(f"{sealed}/erase").headers["Location"] == sealed
    assert browser.get(f"{sealed}/erase").headers["Location"] == sealed
    assert words(browser.get(sealed)) == before


def test_the_status_page_of_an_erased_post_is_no_more(site, browser, send):
    location = send(FORM, {"address": SOUP}).headers["Location"].partition("?")[0]
    receipt = receipt_of(site, look(site, location).act.number)
    assert SOUP in browser.get(location).content.decode()
    open_sealer(site).seal(SLUG)
    browser.post(f"{receipt}/erase")
    assert browser.get(location).status_code == 404
    assert browser.post(f"{location}/again").status_code == 404


def test_an_act_that_is_not_sealed_yet_waits_a_moment(browser, receipt):
    answer = browser.post(f"{receipt}/erase")
    assert answer.status_code == 409
    assert "your act is not in the public log yet" in words(answer)
    assert SOUP in browser.get(receipt).content.decode()


@pytest.mark.usefixtures("sealed")
def test_whoever_may_only_read_a_receipt_cannot_erase(site, browser):
    reading = f"/c/{SLUG}/acts/{receipt_token(site.secret, f'{SLUG}/read', 1)}"
    assert browser.get(reading).status_code == 200
    assert "Erase what you keep" not in words(browser.get(reading))
    assert browser.get(f"{reading}/erase").status_code == 404
    assert browser.post(f"{reading}/erase").status_code == 404


def test_it_can_be_read_in_french(site, sealed):
    french = stranger(site, headers=HEADERS | {"accept-language": "fr"})
    assert "Effacer ce que vous gardez de cette action" in words(french.get(sealed))
    said = words(french.get(f"{sealed}/erase"))
    assert "Effacer ce que nous gardons de cette action ?" in said
    assert "L’effacer pour de bon" in said
    assert "erase" not in said.lower()
    french.post(f"{sealed}/erase")
    assert "Ce qui était gardé de cette action a été effacé." in words(french.get(sealed))
