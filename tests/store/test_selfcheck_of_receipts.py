"""The site's own check finds units that are paid or delivered without anybody having signed."""

import pytest
from django.db import connections
from tests import make, sites
from tests.core.promising.keys import signed_note, signer
from tests.usecases.stage import Stage

from tablee.core.books.ledger import delivered
from tablee.core.promising.party import PartyKey
from tablee.core.promising.wording import Kind, write_text
from tablee.outside.signing import verify
from tablee.store.selfcheck import selfcheck
from tablee.usecases.promising.accept_document import accept_document
from tablee.usecases.promising.register_key import register_key
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import check_site

DANA = signer("dana.example")


def pay(desks, clock):
    register_key(desks, clock, make.SLUG, PartyKey("sponsor", "Dana", str(DANA.key)))
    fields = {"campaign": make.SLUG, "sponsor": "Dana", "units": "7", "on": "2026-03-01"}
    whole = signed_note(write_text(Kind.PAYMENT, fields | {"reference": "one"}), DANA)
    accept_document(desks, clock, make.SLUG, whole, verify)


@pytest.fixture
def site(tmp_path):
    """A campaign in a file, of which Dana has paid seven meals."""
    with sites.sqlite(tmp_path) as opened:
        publish_terms(opened.desks, opened.clock, Publication(make.terms()))
        pay(opened.desks, opened.clock)
        yield opened


def test_a_sound_site_has_no_fault(site):
    assert check_site(site) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE store_posting SET units = units * 2 WHERE account IN ('paid:Dana', 'owed:Dana')",
        "DELETE FROM store_signeddocument",
        "UPDATE store_posting SET account = 'paid:Carl' WHERE account = 'paid:Dana'",
    ],
)
def test_what_nobody_signed_is_found(site, sql):
    with connections["sqlite"].cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount > 0
    assert any("signed for 'paid:" in each for each in check_site(site))


def test_it_is_found_in_memory_too():
    house = Stage()
    pay(house.desks, house.clock)
    entry = delivered("The kitchen", 3, "somebody's word")
    with house.desks.write() as desk:
        campaign = desk.campaigns.see(make.SLUG)
        desk.books.write(campaign.id, entry, through=0, at_ms=1)
    assert selfcheck(house.desks, {make.SLUG: 0}) == [
        f"{make.SLUG}: signed for 'delivered:The kitchen': stored 3, the acts say 0"
    ]
