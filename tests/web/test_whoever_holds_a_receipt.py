"""Whoever holds a receipt can withdraw, hide, appeal, and bring others."""

import pytest
from tests.web import looks
from tests.web.conftest import stranger
from tests.web.looks import FORM, PAGE, SLUG, SOUP, look, receipt_of, submission_at
from tests.web.reading_pages import figures, words

from tablee.core.decision import Ruling
from tablee.core.post.token import OwnName
from tablee.core.reason import Reason
from tablee.core.receipt import receipt_token
from tablee.usecases.decide_act import Judgement, decide_act
from tablee.usecases.posts.appeal_act import Answer, answer_appeal

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


def decide(site, ruling, reason=Reason.NONE, by="ada"):
    decide_act(site.desks, site.clock, SLUG, Judgement(1, ruling, reason, "See the rules.", by))


def seen_again(site, **seen):
    """Let the worker look at the post of the receipt again."""
    look(site, f"{HOME}posts/{OwnName.SUBMISSION.make(site.secret, SLUG, 1)}", **seen)


def test_withdrawing_explains_itself_and_asks(browser, receipt):
    said = words(browser.get(f"{receipt}/withdraw"))
    assert "Withdraw this act?" in said
    assert "Take the link to the campaign, or its name, off your page." in said
    assert figures(browser.get(HOME))["blogs:paid"] == "10"


def test_what_is_withdrawn_is_looked_at_and_no_longer_counts(site, browser, receipt):
    asked = browser.post(f"{receipt}/withdraw")
    assert "Your page has not answered yet." in words(asked)
    seen_again(site, links=())
    said = words(browser.get(receipt))
    assert "Your act was counted, then taken back." in said
    assert "Withdraw it" not in said
    assert figures(browser.get(HOME))["blogs:paid"] == "0"
    assert browser.get(f"{receipt}/withdraw").headers["Location"] == receipt
    assert browser.post(f"{receipt}/withdraw").headers["Location"] == receipt


def test_whoever_only_told_us_first_cannot_take_back_what_another_wrote(site, browser, receipt):
    browser.post(f"{receipt}/withdraw")
    seen_again(site)
    assert "Your act = 10 meals" in words(browser.get(receipt))
    assert figures(browser.get(HOME))["blogs:paid"] == "10"
    assert "Soup for all" not in words(browser.get(f"{HOME}wall"))


def test_what_was_withdrawn_comes_back_with_its_link(site, send, browser, receipt):
    browser.post(f"{receipt}/withdraw")
    seen_again(site, links=())
    location = send(FORM, {"address": SOUP}).headers["Location"]
    look(site, location)
    assert "Your act = 10 meals" in words(browser.get(receipt))


def test_a_post_can_count_without_being_shown(browser, receipt):
    wall = f"{HOME}wall"
    assert "Soup for all" in words(browser.get(wall))
    said = words(browser.post(f"{receipt}/show", {"shown": "0"}, follow=True))
    assert "The post is not shown on the wall; it counts all the same." in said
    assert "Soup for all" not in words(browser.get(wall))
    assert "emil.example" not in browser.get(HOME).content.decode()
    assert figures(browser.get(HOME))["blogs:paid"] == "10"
    browser.post(f"{receipt}/show", {"shown": "1"})
    assert "Soup for all" in words(browser.get(wall))


def test_an_appeal_is_heard_and_its_answer_stands_on_the_receipt(site, browser, receipt):
    decide(site, Ruling.REVERSE, Reason.SPAM)
    assert "Appeal: have somebody else look" in words(browser.get(receipt))
    page = words(browser.get(f"{receipt}/appeal"))
    assert "Somebody other than whoever decided first looks again." in page
    said = words(browser.post(f"{receipt}/appeal", {"words": "My soup."}, follow=True))
    assert "Waiting: somebody else decides" in said
    assert "You said: My soup." in said
    assert "have somebody else look" not in said
    answer = Answer(1, is_granted=True, note="It is good soup.", by="ben")
    answer_appeal(site.desks, site.clock, SLUG, answer)
    said = words(browser.get(receipt))
    assert "Granted" in said
    assert "It is good soup." in said
    assert "Your act = 10 meals" in said


def test_a_dismissed_appeal_says_why(site, browser, receipt):
    decide(site, Ruling.REVERSE, Reason.SPAM)
    browser.post(f"{receipt}/appeal", {"words": ""})
    answer = Answer(1, is_granted=False, note="It is no soup.", by="ben")
    answer_appeal(site.desks, site.clock, SLUG, answer)
    said = words(browser.get(receipt))
    assert "Dismissed" in said
    assert "It is no soup." in said
    assert "have somebody else look" in said, "its time is not over"


def test_a_second_appeal_is_said_to_be_none(site, browser, receipt):
    decide(site, Ruling.REVERSE, Reason.SPAM)
    for _ in range(2):
        answer = browser.post(f"{receipt}/appeal", {"words": "Again."})
    assert answer.status_code == 302
    assert words(browser.get(receipt)).count("Again.") == 1


def test_what_cannot_be_appealed_leads_back(site, browser, clock, receipt):
    assert browser.get(f"{receipt}/appeal").headers["Location"] == receipt
    assert browser.post(f"{receipt}/appeal", {"words": ""}).status_code == 409
    decide(site, Ruling.REVERSE, Reason.SPAM)
    clock.moment_ms += 8 * 24 * 3_600_000
    assert "have somebody else look" not in words(browser.get(receipt))
    refused = browser.post(f"{receipt}/appeal", {"words": ""})
    assert refused.status_code == 409
    assert "That could not be done:" in words(refused)


def test_words_without_end_are_not_taken(site, browser, receipt):
    decide(site, Ruling.REVERSE, Reason.SPAM)
    said = words(browser.post(f"{receipt}/appeal", {"words": "soup " * 500}))
    assert "in 2,000 characters at most" in said


@pytest.mark.parametrize("leaf", ["withdraw", "appeal", "show"])
def test_nobody_does_that_by_guessing(browser, receipt, leaf):
    guessed = receipt[:-1] + ("0" if receipt[-1] != "0" else "1")
    assert browser.post(f"{guessed}/{leaf}").status_code == 404


@pytest.mark.parametrize("leaf", ["withdraw", "appeal", "show"])
def test_no_other_site_does_that_for_you(site, receipt, leaf):
    careful = stranger(site, enforce_csrf_checks=True)
    assert careful.post(f"{receipt}/{leaf}").status_code == 403


def personal_link(page) -> str:
    found = page.content.decode().partition(f"{PAGE}r/")[2]
    return f"{HOME}r/" + found.partition("<")[0].partition('"')[0]


def test_a_personal_link_brings_its_holder_something(site, send, browser, receipt):
    page = browser.get(receipt)
    assert "brings 5 meals more" in words(page)
    assert "It has brought nobody so far." in words(page)
    friend = stranger(site)
    followed = friend.get(personal_link(page))
    assert followed.headers["Location"] == HOME
    assert "personal link" in words(friend.get(FORM))
    location = send(FORM, {"address": "https://fay.example/1"}, client=friend).headers["Location"]
    assert submission_at(site, location).via == 1
    look(site, location)
    assert "So far: 1, which offer 5 meals." in words(browser.get(receipt))
    assert figures(browser.get(HOME))["blogs:paid"] == "25"


def test_the_cookie_of_a_personal_link_is_for_one_campaign_and_cannot_be_made_up(site, browser):
    forged = stranger(site)
    forged.cookies["tablee_via"] = "1:forged"
    assert "personal link" not in words(forged.get(FORM))
    token = receipt_token(site.secret, SLUG, 1)
    assert browser.get(f"{HOME}r/{token}").status_code == 404


def test_the_form_of_acts_brought_by_others_is_none(browser):
    assert browser.get(f"{HOME}act/parrainage").status_code == 404


@pytest.fixture
def others(send, browser, receipt) -> str:
    """The receipt as somebody reads it who gives the address of a post that is known."""
    location = send(FORM, {"address": SOUP}).headers["Location"]
    page = browser.get(location).content.decode()
    found = page.partition(f'class="button" href="{HOME}acts/')[2].partition('"')[0]
    assert f"{HOME}acts/{found}" != receipt
    return f"{HOME}acts/{found}"


@pytest.mark.usefixtures("receipt")
def test_whoever_tells_us_of_a_known_post_can_read_all_and_take_back_nothing(browser, others):
    said = words(browser.get(others))
    assert "Your act = 10 meals" in said
    assert "Take the link off your page" in said
    assert "Withdraw it" not in said
    assert "Do not show my post" not in said
    for leaf in ("withdraw", "show"):
        assert browser.post(f"{others}/{leaf}").status_code == 404
    assert figures(browser.get(HOME))["blogs:paid"] == "10"


def test_the_page_a_protocol_answers_with_opens_nothing_more(site, browser, receipt):
    token = OwnName.SUBMISSION.make(site.secret, SLUG, 1)
    page = browser.get(f"{HOME}posts/{token}").content.decode()
    assert f'href="{receipt}"' not in page
    assert receipt not in browser.get(f"{HOME}posts/{token}.json").content.decode()


def test_whose_blog_told_us_can_bring_others_and_appeal(site, browser, receipt, others):
    assert "brings 5 meals more" in words(browser.get(others))
    decide(site, Ruling.REVERSE, Reason.SPAM)
    said = words(browser.post(f"{others}/appeal", {"words": "My soup."}, follow=True))
    assert "Waiting: somebody else decides" in said
    assert "My soup." not in said
    assert "My soup." in words(browser.get(receipt))
