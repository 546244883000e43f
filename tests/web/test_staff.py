"""The staff decides, raises and speaks through use cases, and edits nothing."""

import pytest
from tests.web.reading_pages import figures, words
from tests.web.samples import SLUG

from tablee.ports.desk import PartnerKey
from tablee.usecases.advance import advance_campaign
from tablee.usecases.issue_key import issue_key

QUEUE = "/staff/store/act/"


@pytest.fixture
def pending(site) -> list[int]:
    """Ids of the acts that wait."""
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(SLUG)
        journal = desk.journal(campaign)
        last = journal.standing().last_number
        found = (journal.act(number) for number in range(last - 160, last + 1))
        return [campaign.id << 40 | act.number for act in found if act and act.state == "pending"]


def many(client, action, ids, **more):
    chosen = {"action": action, "_selected_action": ids} | more
    return client.post(QUEUE, chosen, follow=True)


def one(client, act_id, ruling, **more):
    return client.post(f"{QUEUE}{act_id}/decide/", {"ruling": ruling} | more, follow=True)


def test_many_acts_are_confirmed_at_once(ada, pending):
    assert len(pending) == 87
    assert "87 acts decided." in words(many(ada, "confirm", pending))
    shown = figures(ada.get(f"/c/{SLUG}/"))
    assert shown["without_purchases.pending"] == "0"
    assert shown["without_purchases.paid"] == "25,525"


def test_a_refusal_needs_a_reason(ada, pending):
    assert "give a reason to refuse or reverse" in words(many(ada, "refuse", pending[:2]))
    assert "2 acts decided." in words(many(ada, "refuse", pending[:2], reason="spam"))


def test_one_act_is_decided_beside_its_evidence(ada, pending):
    page = ada.get(f"{QUEUE}{pending[0]}/change/")
    assert "Refuse" in words(page)
    assert 'rel="noopener noreferrer nofollow"' in page.content.decode()
    after = one(ada, pending[0], "refuse", reason="no_link", note="No link that we could see.")
    assert "1 act decided." in words(after)
    assert "No link that we could see." in words(after)
    assert "Restore" in words(after)


def test_an_appeal_is_decided_by_somebody_else(ada, ben, pending):
    one(ada, pending[0], "refuse", reason="spam")
    assert "decided by somebody other than" in words(one(ada, pending[0], "restore"))
    assert "1 act decided." in words(one(ben, pending[0], "restore"))


def test_a_counted_act_is_taken_back(ada, pending):
    one(ada, pending[0], "confirm")
    assert "1 act decided." in words(one(ada, pending[0], "reverse", reason="gone"))


def test_a_decision_that_does_not_follow_is_said(ada, pending):
    assert "not in a state from which" in words(one(ada, pending[0], "restore"))


def test_an_unheard_of_decision_changes_nothing(ada, pending):
    said = words(one(ada, pending[0], "finish"))
    assert "decided." not in said


def test_a_raise_is_published_at_once(site, ada, clock, browser):
    form = {
        "pledge": "facebook",
        "units": 1_000,
        "author": "Danone",
        "reason_en": "You asked.",
        "reason_fr": "Vous l’avez demandé.",
    }
    page = ada.post("/staff/store/campaign/1/raise/", form, follow=True)
    assert "Published, as version 2 of the terms." in words(page)
    clock.moment_ms += 5_000
    advance_campaign(site.desks, site.clock, SLUG)
    page = browser.get(f"/c/{SLUG}/")
    assert figures(page)["facebook:paid"] == "6,000"
    assert "You asked." in words(page)


def test_a_raise_is_never_dated_back(ada):
    form = {
        "pledge": "facebook",
        "units": 1_000,
        "author": "Danone",
        "reason_en": "You asked.",
        "reason_fr": "Vous l’avez demandé.",
        "effective_at": "2012-02-20 10:00:00",
    }
    page = ada.post("/staff/store/campaign/1/raise/", form)
    assert "give a moment that is still to come" in words(page)


@pytest.mark.parametrize("units", ["0", "-5", "many", ""])
def test_a_raise_adds_at_least_one_place(ada, units):
    form = {"pledge": "facebook", "units": units, "author": "D", "reason_en": "a", "reason_fr": "b"}
    assert ada.post("/staff/store/campaign/1/raise/", form).status_code == 200


def test_a_message_appears_on_the_page(ada, browser):
    form = {"author": "Carrefour", "en": "Well done!", "fr": "Bravo !"}
    ada.post("/staff/store/campaign/1/message/", form)
    assert "Well done!" in words(browser.get(f"/c/{SLUG}/"))
    assert "Bravo !" in words(browser.get(f"/c/{SLUG}/?lang=fr"))


def test_a_key_is_revoked(site, ada):
    issue_key(site.desks, site.clock, PartnerKey("till", SLUG, b"d" * 32, ()))
    page = ada.post(
        "/staff/store/partnerkey/", {"action": "revoke", "_selected_action": [1]}, follow=True
    )
    assert "Revoked" in words(page)
    with site.desks.read() as desk:
        assert desk.keys.every(SLUG)[0].is_revoked


@pytest.mark.parametrize("table", ["act", "campaign", "decision", "entry", "note", "partnerkey"])
def test_nothing_is_edited_by_hand(ada, pending, table):
    assert ada.get(f"/staff/store/{table}/add/").status_code == 403
    for number in (1, pending[0]):
        edit = ada.post(f"/staff/store/{table}/{number}/change/", {"state": "counted"})
        assert edit.status_code in {302, 403}
        assert ada.post(f"/staff/store/{table}/{number}/delete/").status_code in {302, 403}


@pytest.mark.parametrize("number", ["²", "9" * 30, "9" * 5_000, "-1", "x"])
def test_what_is_no_number_finds_nothing(ada, number):
    assert ada.get(QUEUE, {"campaign": number}).status_code == 200
    for path, field in (
        ("/staff/work/", "task"),
        ("/staff/hooks/", "hook"),
        ("/staff/hooks/", "enable"),
    ):
        assert ada.post(path, {field: number}).headers["Location"] == path
