"""Everybody sees which promises are signed, with which key, and what is paid and not delivered."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from tests.core.promising.keys import signed_note, signer
from tests.web.samples import SLUG

from tablee.core.promising.party import HeldBy, PartyKey
from tablee.core.promising.wanted import promises_of
from tablee.core.promising.wording import Kind, write_text
from tablee.outside.signing import verify
from tablee.usecases.promising.accept_document import accept_document
from tablee.usecases.promising.register_key import register_key, revoke_key
from tablee.web.parts.signing.signatures import signatures
from tablee.web.reading import see_campaign

DANA, KITCHEN = signer("dana.example"), signer("restos.example")
RESTOS = "Les Restos du Cœur"


@pytest.fixture
def shown(site):
    """Shows the part in a language."""

    def show(language="en"):
        with translation.override(language):
            found = signatures(see_campaign(site, SLUG))
            page = render_to_string("tablee/parts/signed.html", {"signatures": found})
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\xa0", " ")

    return show


@pytest.fixture
def say(site):
    """Registers keys, and takes in what is signed with them."""
    dana = PartyKey("sponsor", "Danone", str(DANA.key), HeldBy.SERVER)
    register_key(site.desks, site.clock, SLUG, dana)
    restos = PartyKey("beneficiary", RESTOS, str(KITCHEN.key))
    register_key(site.desks, site.clock, SLUG, restos)

    def said(kind, key, **fields):
        text = write_text(kind, {"campaign": SLUG} | fields)
        accept_document(site.desks, site.clock, SLUG, signed_note(text, key), verify)

    return said


def test_nothing_signed_is_said_so(shown):
    assert shown().count("not signed yet") == 12
    assert "pas encore signé" in shown("fr")
    assert "Outstanding" not in shown()


def test_a_signed_promise_names_its_key_and_who_keeps_it(site, say, shown):
    with site.desks.read() as desk:
        terms = desk.campaigns.see(SLUG).latest.terms
    fields = promises_of(terms)[0].fields(SLUG, "2012-02-20")
    say(Kind.PLEDGE, DANA, **fields)
    page = shown()
    assert page.count("not signed yet") == 11
    assert "Signed on 24 February 2012" in page
    assert "signed by a key that this site keeps for Danone" in page
    assert "tablee-pledge/v1" in page
    assert "signé par une clé que ce site garde pour Danone" in shown("fr")


def test_what_is_paid_and_not_delivered_is_shown_until_nothing_is(say, shown):
    say(Kind.PAYMENT, DANA, sponsor="Danone", units="500", on="2012-02-20", reference="v1")
    assert "Outstanding: 500 meals paid for and not delivered yet." in shown()
    say(Kind.DELIVERY, KITCHEN, beneficiary=RESTOS, units="499", on="2012-02-21", reference="b1")
    assert "Outstanding: 1 meal paid for" in shown()
    assert "Restent dus : 1 repas" in shown("fr")
    say(Kind.DELIVERY, KITCHEN, beneficiary=RESTOS, units="1", on="2012-02-22", reference="b2")
    assert "Outstanding" not in shown()
    assert "500 meals paid, the association for 500 meals delivered" in shown()


@pytest.mark.usefixtures("say")
def test_a_revoked_key_stays_in_the_list_with_its_day(site, shown):
    with site.desks.read() as desk:
        key, _ = desk.parties.every(desk.campaigns.see(SLUG).id)
    revoke_key(site.desks, site.clock, SLUG, key.number)
    assert key.party.fingerprint in shown()
    assert "revoked on 24 February 2012" in shown()
