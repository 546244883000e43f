"""A receipt says what an act brings, who pays, its place, and what was decided."""

import pytest
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.core.decision import Ruling
from tablee.core.reason import Reason
from tablee.core.receipt import receipt_token
from tablee.usecases.decide_act import Judgement, decide_act

SHARE_BEFORE, SHARE_AFTER = 1_401, 1_401 + 5_000


@pytest.fixture
def receipt(site, browser):
    """Shows the receipt of an act."""

    def show(number: int, language: str = "en") -> str:
        token = receipt_token(site.secret, SLUG, number)
        return words(browser.get(f"/c/{SLUG}/acts/{token}", headers={"accept-language": language}))

    return show


def decide(site, number, ruling, reason=Reason.NONE, by="ada"):
    decide_act(
        site.desks, site.clock, SLUG, Judgement(number, ruling, reason, "See the rules.", by)
    )


def test_a_paid_act(receipt):
    said = receipt(SHARE_BEFORE)
    assert "Your act = 1 meal" in said
    assert "Paid by Danone." in said
    assert "place 1, of 5,000 that are promised" in said


def test_a_paid_act_in_french(receipt):
    said = receipt(SHARE_BEFORE, "fr")
    assert "Votre action = 1 repas" in said
    assert "Payé par Danone." in said
    assert "place 1, sur 5 000 promises" in said


def test_an_act_beyond_the_promises(receipt):
    said = receipt(SHARE_AFTER)
    assert "Your act counts, but brings no meals." in said
    assert "place 5,001, of 5,000 that are promised" in said


def test_a_refusal_says_why_what_to_do_and_until_when(site, receipt):
    pending = first_pending(site)
    decide(site, pending, Ruling.REFUSE, Reason.NO_LINK)
    said = receipt(pending)
    assert "Your act was not counted." in said
    assert "neither links to the campaign nor names it" in said
    assert "You may appeal until 2 March 2012, 12:00 CET: somebody else decides" in said
    assert "restos@netscouade.example" in said
    assert "See the rules." in said


def test_an_appeal_that_succeeds_is_told(site, receipt):
    pending = first_pending(site)
    decide(site, pending, Ruling.REFUSE, Reason.NO_LINK)
    decide(site, pending, Ruling.RESTORE, by="ben")
    said = receipt(pending)
    assert "Your act = 10 meals" in said
    assert "Counted again, in its old place" in said


def test_an_act_taken_back(site, receipt):
    decide(site, SHARE_BEFORE, Ruling.REVERSE, Reason.SPAM)
    assert "Your act was counted, then taken back." in receipt(SHARE_BEFORE)


def test_the_receipt_carries_the_label_and_its_own_address(receipt, site):
    said = receipt(SHARE_BEFORE)
    assert "What is promised" in said
    assert (
        f"http://127.0.0.1/c/{SLUG}/acts/{receipt_token(site.secret, SLUG, SHARE_BEFORE)}" in said
    )


def first_pending(site) -> int:
    with site.desks.read() as desk:
        journal = desk.journal(desk.campaigns.see(SLUG))
        last = journal.standing().last_number
        numbers = range(last - 200, last + 1)
        return next(
            each
            for each in numbers
            if (act := journal.act(each)) and act.kind == "blog_post" and act.is_held
        )
