"""Whoever sends the address of a post sees what becomes of it, why, and what to do about it."""

import json
import threading
import time

import pytest
from tests.web import looks
from tests.web.looks import FORM, PAGE, SLUG, SOUP, look, submission_at
from tests.web.reading_pages import words

from tablee.core.post.finding import Flag
from tablee.core.post.submission import Outcome, Road
from tablee.core.post.token import OwnName
from tablee.core.reason import Reason
from tablee.usecases.close_campaign import close_campaign
from tablee.web.site import use
from tablee.web.waiting import MOST_WAITING, PLACES


@pytest.fixture
def site(light_site):
    looks.open_campaign(light_site)
    return light_site


@pytest.fixture
def status(send) -> str:
    """The status page of a post that was sent by the form."""
    return send(FORM, {"address": SOUP}).headers["Location"]


def path_of(location: str) -> str:
    return location.partition("?")[0]


def test_a_post_is_written_down_and_nothing_is_counted_yet(site, browser, status):
    submission = submission_at(site, status)
    assert submission.source == SOUP
    assert submission.target == PAGE
    assert submission.road is Road.FORM
    assert submission.outcome is Outcome.QUEUED
    said = words(browser.get(status))
    assert "We are looking at your page." in said
    assert SOUP in said


def test_it_is_looked_at_where_it_was_told(site, send):
    send(FORM, {"address": "http://www.emil.example/soup?utm_source=me#top"})
    with site.desks.write() as desk:
        (task,) = desk.tasks.take(["look"], looks.HOLD, site.clock.now_ms(), 9)
    assert task.body["address"] == "http://www.emil.example/soup?utm_source=me#top"


def test_a_verified_post_leads_to_its_receipt(site, browser, status):
    number = look(site, status).act.number
    page = browser.get(path_of(status))
    assert "Your post is counted." in words(page)
    assert "Your act = 10 meals" in words(page)
    assert f'href="{looks.receipt_of(site, number)}"' in page.content.decode()


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", (f"We found no link to {PAGE} on your page.", "press the button again")),
        ("fr", (f"aucun lien vers {PAGE} sur votre page", "appuyez de nouveau sur le bouton")),
    ],
)
def test_a_refused_post_says_why_and_what_to_do(site, browser, status, language, sentences):
    look(site, status, links=())
    said = words(browser.get(path_of(status), headers={"accept-language": language}))
    assert all(sentence in said for sentence in sentences)


def test_a_mended_post_is_looked_at_again_and_counts(site, browser, status):
    look(site, status, links=())
    again = browser.post(f"{path_of(status)}/again")
    assert submission_at(site, again.headers["Location"]).outcome is Outcome.QUEUED
    look(site, status)
    assert "Your post is counted." in words(browser.get(path_of(status)))


def test_a_person_may_be_asked(site, browser, status):
    look(site, status, links=())
    assert "Ask a person to look" in words(browser.get(path_of(status)))
    browser.post(f"{path_of(status)}/ask")
    look(site, status, links=())
    said = words(browser.get(path_of(status)))
    assert "A person will look at your post." in said
    assert "Once confirmed it brings 10 meals." in said


def test_whoever_asks_while_very_many_wait_is_told_to_ask_again(site, browser, status, monkeypatch):
    monkeypatch.setattr("tablee.usecases.posts.ask_person.MOST_WAITING", 0)
    look(site, status, links=())
    said = words(browser.post(f"{path_of(status)}/ask", follow=True))
    assert "Very many pages wait for a person." in said
    assert "Ask a person to look" in said


def test_a_flagged_post_says_that_a_person_decides(site, browser, status):
    look(site, status, is_link_visible=False)
    assert submission_at(site, status).outcome is Outcome.FLAGGED
    with site.desks.read() as desk:
        post = desk.posts.get(1, submission_at(site, status).act_number)
    assert post.flags == (Flag.HIDDEN_LINK,)
    assert "A person will look at your post." in words(browser.get(path_of(status)))


def test_a_post_that_was_taken_back_comes_back(site, browser, status):
    look(site, status)
    look(site, status, status=410)
    page = words(browser.get(path_of(status)))
    assert "Your post was counted, then taken back." in page
    browser.post(f"{path_of(status)}/again")
    look(site, status)
    assert "Your post is counted." in words(browser.get(path_of(status)))


def test_a_page_that_was_looked_at_a_moment_ago_is_left_alone(site, browser, status):
    look(site, status)
    said = words(browser.post(f"{path_of(status)}/again", follow=True))
    assert "We looked less than half a minute ago" in said
    assert "Your post is counted." in said


def test_pressing_often_is_answered_with_patience(site, browser, status):
    look(site, status, links=())
    for _ in range(7):
        page = browser.post(f"{path_of(status)}/again", follow=True)
    assert "We were asked very often from your network." in words(page)


def test_a_campaign_that_is_over_takes_no_posts(site, browser, status):
    look(site, status, links=())
    close_campaign(site.desks, site.clock, SLUG, "Ada")
    for leaf in ("again", "ask"):
        page = browser.post(f"{path_of(status)}/{leaf}", follow=True)
        assert "The campaign takes no posts any more." in words(page)


def test_the_same_post_by_another_spelling_is_the_same_post(site, send, browser, status):
    look(site, status)
    again = send(FORM, {"address": "http://www.emil.example/soup/?utm_medium=mail"})
    location = again.headers["Location"]
    assert submission_at(site, location) == submission_at(site, status)
    assert "We had been told of this page before" in words(browser.get(location))


def test_whoever_took_the_link_off_can_have_us_look(site, browser, clock, status):
    look(site, status)
    clock.moment_ms += 60_000
    assert "For when you have taken the link off." in words(browser.get(path_of(status)))
    browser.post(f"{path_of(status)}/again")
    look(site, status, links=())
    assert "Your post was counted, then taken back." in words(browser.get(path_of(status)))


def test_a_page_of_the_campaign_is_no_post(send):
    response = send(FORM, {"address": PAGE})
    assert response.status_code == 422
    assert "This is a page of the campaign itself" in words(response)


def test_an_address_nobody_can_ask_is_said_to_be_none(send):
    response = send(FORM, {"address": "https://emil..example/"})
    assert response.status_code == 422
    assert "This is not the address of a page" in words(response)


@pytest.mark.conformance("WM-12")
def test_machines_read_the_same_and_learn_nothing_about_anybody(site, browser, status):
    queued = browser.get(f"{path_of(status)}.json")
    assert json.loads(queued.content) == {
        "outcome": "queued",
        "reason": "",
        "sentence": "We are looking at your page. That takes a few seconds.",
        "remedy": "",
        "receipt": None,
    }
    look(site, status, links=())
    refused = json.loads(browser.get(f"{path_of(status)}.json").content)
    assert (refused["outcome"], refused["reason"]) == ("refused", Reason.NO_LINK)
    assert refused["remedy"].startswith("Add it")
    browser.post(f"{path_of(status)}/again")
    act = look(site, status).act
    asked = browser.get(path_of(status), headers={"accept": "application/json"})
    verified = json.loads(asked.content)
    assert verified["outcome"] == "verified"
    assert verified["receipt"] == "http://127.0.0.1" + looks.receipt_of(site, act.number)
    assert "emil" not in asked.content.decode()
    look(site, status, status=410)
    deleted = json.loads(browser.get(f"{path_of(status)}.json").content)
    assert (deleted["outcome"], deleted["reason"]) == ("deleted", Reason.GONE)


@pytest.mark.conformance("WM-12")
@pytest.mark.parametrize("leaf", ["", ".json", "/again", "/ask"])
def test_nobody_guesses_a_status_page(site, browser, status, leaf):
    token = path_of(status).rpartition("/")[2]
    number, _, mark = token.partition("-")
    for guess in (f"{int(number) + 1}-{mark}", f"{number}-{'0' * len(mark)}", number, "rubbish"):
        address = f"/c/{SLUG}/posts/{guess}{leaf}"
        asked = browser.post(address) if leaf.startswith("/") else browser.get(address)
        assert asked.status_code == 404
    assert submission_at(site, status).outcome is Outcome.QUEUED


@pytest.mark.parametrize("leaf", ["", ".json"])
def test_no_search_engine_keeps_a_status_page(browser, status, leaf):
    response = browser.get(path_of(status) + leaf)
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]


def test_without_javascript_the_page_shows_itself_anew_until_somebody_stops_it(browser, status):
    page = browser.get(status).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="4; url=?follow=19"></noscript>' in page
    stopped = browser.get(path_of(status)).content.decode()
    assert "http-equiv" not in stopped
    assert "See whether it is done" in stopped


@pytest.mark.parametrize("leaf", ["again", "ask"])
def test_a_page_is_asked_for_again_where_it_was_told(site, browser, send, leaf):
    told = "http://www.emil.example/soup"
    status = send(FORM, {"address": told}).headers["Location"]
    look(site, status, links=())
    page = browser.get(status)
    assert f'name="at" value="{told}"' in page.content.decode()
    browser.post(f"{path_of(status)}/{leaf}", {"at": told})
    with site.desks.write() as desk:
        (task,) = desk.tasks.take(["look"], looks.HOLD, site.clock.now_ms(), 9)
    assert task.body["address"] == told


def test_no_other_page_is_asked_for_instead(site, browser, status):
    look(site, status, links=())
    browser.post(f"{path_of(status)}/again", {"at": "https://evil.example/soup"})
    with site.desks.write() as desk:
        (task,) = desk.tasks.take(["look"], looks.HOLD, site.clock.now_ms(), 9)
    assert "address" not in task.body


def test_a_page_that_does_not_answer_is_tried_again(site, browser, status):
    look(site, status, status=503)
    said = words(browser.get(path_of(status)))
    assert "Your page has not answered so far." in said
    assert "We try again by ourselves" in said


def test_whoever_sends_is_kept_waiting_a_little_for_the_outcome(site, browser, send):
    use(site, patience_s=10)
    first = f"/c/{SLUG}/posts/{OwnName.SUBMISSION.make(site.secret, SLUG, 1)}"

    def work():
        while browser.get(f"{first}.json").status_code == 404:
            time.sleep(0.05)
        look(site, first)

    worker = threading.Thread(target=work)
    worker.start()
    location = send(FORM, {"address": SOUP}).headers["Location"]
    worker.join()
    assert "follow" not in location
    assert "Your post is counted." in words(browser.get(location))


def test_a_crowd_is_not_kept_waiting(site, send):
    use(site, patience_s=60)
    for _ in range(MOST_WAITING):
        assert PLACES.acquire(blocking=False)
    try:
        assert "follow=20" in send(FORM, {"address": SOUP}).headers["Location"]
    finally:
        for _ in range(MOST_WAITING):
            PLACES.release()
