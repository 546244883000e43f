"""The staff keeps a drawing out of the gallery without reversing it, whatever its maker says."""

import re

import pytest
from tests.web import test_drawings
from tests.web.reading_pages import words
from tests.web.samples import SLUG
from tests.web.test_drawings import HOME, decide, drawing, number_of, pictures_on

from tablee.core.act import State

counts_pictures, draw = test_drawings.counts_pictures, test_drawings.draw


def hang(client, number, hide):
    return client.post(f"/staff/drawings/{SLUG}/{number}/", {"hide": hide})


@pytest.fixture
def hung(site, draw):
    """The number and the receipt of a drawing that hangs in the gallery."""
    answer = draw()
    decide(site, number_of(answer))
    return number_of(answer), answer.headers["Location"]


def test_it_is_gone_for_everybody_and_counts_all_the_same(site, browser, ada, hung):
    number, receipt = hung
    page = f"{HOME}drawings/{number}"
    (src,) = pictures_on(browser.get(page))
    assert f"/staff/drawings/{SLUG}/{number}/" in ada.get(page).content.decode()
    assert f"/staff/drawings/{SLUG}/{number}/" not in browser.get(page).content.decode()
    assert hang(ada, number, "1").status_code == 302
    for path in (page, src):
        assert browser.get(path).status_code == 404
    assert "There is no drawing here so far" in words(browser.get(f"{HOME}drawings"))
    with site.desks.read() as desk:
        assert desk.journal(desk.campaigns.see(SLUG)).act(number).state is State.COUNTED
    said = words(ada.get(f"/staff/drawings/{SLUG}/{number}/"))
    assert "ada keeps it out of the gallery. It counts as before." in said
    assert "The organiser does not show it" in words(browser.get(receipt))


def test_its_maker_cannot_hang_it_again_and_the_staff_can(site, browser, ada, hung):
    number, receipt = hung
    hang(ada, number, "1")
    browser.post(f"{receipt}/show-drawing", {"shown": "1"})
    assert browser.get(f"{HOME}drawings/{number}").status_code == 404
    hang(ada, number, "0")
    assert browser.get(f"{HOME}drawings/{number}").status_code == 200
    assert drawing(site, number).hidden_by == ""


def test_strangers_hide_nothing(browser, ada, hung):
    number, _receipt = hung
    assert hang(browser, number, "1").headers["Location"].startswith("/staff/login/")
    assert browser.get(f"{HOME}drawings/{number}").status_code == 200
    assert hang(ada, 99_999, "1").status_code == 404
    assert ada.get(f"/staff/drawings/{SLUG}/99999/").status_code == 404
    assert ada.get(f"/staff/drawings/nowhere/{number}/").status_code == 404


def test_the_page_of_the_act_leads_there(ada, hung):
    number, _receipt = hung
    listed = ada.get("/staff/store/act/?q=picture").content.decode()
    change = re.search(r'href="(/staff/store/act/\d+/change/[^"]*)"', listed)[1]
    assert f"/staff/drawings/{SLUG}/{number}/" in ada.get(change).content.decode()


def test_reasons_that_speak_of_pages_are_not_offered_for_a_drawing(ada, draw):
    number = number_of(draw())
    page = ada.get(f"/staff/queue/{SLUG}/?after={number - 1}").content.decode()
    card = page.partition(f'data-act="{number}"')[2].partition("</article>")[0]
    assert 'value="refuse:spam"' in card
    for reason in ("no_link", "not_public", "not_found", "gone"):
        assert f'value="refuse:{reason}"' not in card
    many = {"act": number, "decision": "refuse", "reason": "no_link"}
    json = {"headers": {"accept": "application/json"}}
    answer = ada.post(f"/staff/queue/{SLUG}/decide", many, **json).json()
    assert "is a drawing" in answer["troubles"][str(number)]


@pytest.mark.parametrize("after", ["²", "9" * 5_000, "9" * 30, "-1"])
def test_no_number_breaks_the_queue(ada, after):
    assert ada.get(f"/staff/queue/{SLUG}/", {"after": after}).status_code == 200
    decided = ada.post(f"/staff/queue/{SLUG}/decide", {"act": after, "decision": "confirm"})
    assert decided.status_code == 302


@pytest.mark.parametrize("number", ["9" * 18, "9" * 40])
def test_no_number_breaks_the_pages(browser, number):
    for path in (f"drawings/{number}", f"drawings/{number}/{'a' * 64}.webp", f"shifts/{number}"):
        assert browser.get(f"{HOME}{path}").status_code == 404
    assert browser.get(f"{HOME}drawings?before={number}").status_code == 200
