"""The organiser's own kinds are shown with who tells of them; claims wait for a person."""

import pytest
from tests import make, own_kinds
from tests.own_kinds import SLUG
from tests.web.reading_pages import words

from tablee.core.act import State
from tablee.usecases.publish_terms import Publication, publish_terms

HOME = f"/c/{SLUG}/"
TALE = f"{HOME}act/tales_told"
SAID = "I read to  thirty children\nin Lille on Monday."


@pytest.fixture
def clock(clock):
    clock.moment_ms = make.MIDDLE_MS
    return clock


@pytest.fixture
def site(light_site):
    """A site with the campaign of the file."""
    published = Publication(own_kinds.terms(), "Ada", "as agreed")
    publish_terms(light_site.desks, light_site.clock, published)
    return light_site


def act(site, number):
    with site.desks.read() as desk:
        return desk.journal(desk.campaigns.see(SLUG)).act(number)


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("Hand in a book", "The library counts them.", "Tell a tale", "+3 meals")),
        ("fr", ("Remettre un livre", "La bibliothèque les compte.", "Raconter", "+3 repas")),
    ],
)
def test_the_campaign_page_shows_them_and_who_tells_of_them(browser, language, texts):
    page = words(browser.get(HOME, headers={"accept-language": language}))
    assert all(text in page for text in texts)


@pytest.mark.usefixtures("site")
def test_where_only_a_partners_word_counts_there_is_no_form(browser):
    assert browser.get(f"{HOME}act/books_handed_in").status_code == 404
    assert f"{HOME}act/books_handed_in" not in browser.get(HOME).content.decode()


def test_a_claim_in_words_waits_for_a_person(site, browser, send):
    assert TALE in browser.get(HOME).content.decode()
    response = send(TALE, {"words": SAID}, follow=True)
    assert "waiting for somebody to look at it" in words(response)
    told = act(site, 1)
    assert (told.state, told.object) == (
        State.PENDING,
        "I read to thirty children in Lille on Monday.",
    )
    assert send(TALE, {"words": SAID.upper()}, follow=True).status_code == 200
    assert act(site, 2) is None


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("said", ["", "   ", "short", "x" * 501])
def test_a_claim_that_says_nothing_is_asked_for_again(send, site, said):
    assert send(TALE, {"words": said}).status_code == 422
    assert act(site, 1) is None


@pytest.mark.usefixtures("site")
def test_the_form_is_in_french_too(browser):
    page = words(browser.get(TALE, headers={"accept-language": "fr"}))
    assert "Qu’avez-vous fait, quand et où ?" in page
    assert "On nous le dit, et Ben demande." in page
