"""The organiser registers and revokes keys, appoints who signs, and takes in what was signed."""

import pytest
from django.contrib.auth import get_user_model
from tests.core.promising.keys import signed_note, signer
from tests.web.conftest import SECRET
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.core.promising.wanted import promises_of
from tablee.core.promising.wording import Kind, write_text
from tablee.store.roles import account_number

PAGE = f"/staff/promises/{SLUG}/"
DANA = signer("dana.example")
KEY = {"do": "register", "party": "sponsor:Danone", "key": f" {DANA.key} "}


@pytest.fixture
def tell(ada):
    """Sends a form of the page, and returns the page after it."""

    def told(**said):
        assert ada.post(PAGE, said).headers["Location"] == PAGE
        return words(ada.get(PAGE))

    return told


def pledge(site):
    with site.desks.read() as desk:
        terms = desk.campaigns.see(SLUG).latest.terms
    return write_text(Kind.PLEDGE, promises_of(terms)[0].fields(SLUG, "2012-02-20"))


def test_the_page_is_linked_and_says_how_it_stands(ada):
    assert PAGE in ada.get("/staff/").content.decode()
    page = words(ada.get(PAGE))
    assert "not signed yet" in page
    assert "Delivered: 0 meals. Paid and not delivered yet: 0 meals." in page
    assert ada.get("/staff/promises/nowhere/").status_code == 404


def test_a_key_is_registered_compared_and_revoked(tell):
    page = tell(**KEY, compare_at="https://danone.example/keys")
    assert "Compare it with them by telephone" in page
    assert "Compare it where Danone publishes it" in page
    assert "Revoke key 1 of Danone" in page
    page = tell(do="revoke", number="1")
    assert "What was signed with it stays signed" in page
    assert "revoked on" in page
    assert "no longer valid" in tell(do="revoke", number="1")
    for number in ("x", "²", "9" * 30, "9" * 5_000, "-1", ""):
        assert "no longer valid" in tell(do="revoke", number=number)


def test_what_is_no_key_is_refused_in_words(tell):
    assert "Nothing was written" in tell(**KEY | {"key": "ssh-rsa AAAA"})
    assert "is not in the terms" in tell(**KEY | {"party": "sponsor:Nobody"})
    assert "begins with https://" in tell(**KEY, compare_at="javascript:alert(1)")
    assert "A witness needs a key for cosignatures" in tell(
        **KEY | {"party": "witness", "name": "x"}
    )


def test_an_account_is_appointed_and_dismissed(site, tell):
    get_user_model()._default_manager.create_user(username="dana", password=SECRET)  # noqa: SLF001
    who = {"party": "sponsor:Danone", "account": "dana"}
    assert "There is no such account" in tell(do="appoint", **who | {"account": "nobody"})
    assert "is not in the terms" in tell(do="appoint", **who | {"party": "sponsor:Nobody"})
    assert "Let dana sign no more for Danone" in tell(do="appoint", **who)
    with site.desks.read() as desk:
        (found,) = desk.signatories.of_account(account_number("dana"))
    assert (found.role, found.name) == ("sponsor", "Danone")
    assert "This account signs for Danone no more" in tell(do="dismiss", **who)


def test_a_signed_document_is_relayed(site, tell):
    tell(**KEY)
    whole = signed_note(pledge(site), DANA).replace("\n", "\r\n")
    assert "Signed, verified, and on its way into the log" in tell(do="accept", document=whole)
    assert "There is no signature below" in tell(do="accept", document=pledge(site))
