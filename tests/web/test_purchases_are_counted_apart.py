"""What was bought is a sum of its own: no figure of other acts contains it, and both are said."""

import json
from dataclasses import replace

import pytest
from tests import make
from tests.jobs.tills import shop
from tests.web.conftest import stranger
from tests.web.reading_pages import figures, words

from tablee.core.tally import Totals
from tablee.intake.tally_document import tally_document
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts
from tablee.usecases.tally_campaign import tally_campaign

PAGE = f"/c/{make.SLUG}/"


@pytest.fixture
def open_campaign(site, clock):
    """Publish terms, and record one post and three baskets."""

    def publish(terms):
        clock.moment_ms = make.MIDDLE_MS
        publish_terms(site.desks, clock, Publication(terms))
        names = {kind.name for kind in terms.kinds}
        claims = [make.claim()] if "post" in names else []
        claims += [make.claim(f"shop/1/{n}", "purchase", "") for n in range(3)]
        record_acts(site.desks, clock, make.SLUG, claims, "key")
        return site

    return publish


def tally(site, clock):
    with site.desks.read() as desk:
        return tally_campaign(desk, make.SLUG, clock.now_ms())


def ask(site, path=PAGE, language="en"):
    return stranger(site).get(path, headers={"accept-language": language})


def test_the_large_figure_is_that_of_the_acts_and_both_are_said(open_campaign):
    site = open_campaign(shop.terms())
    page = ask(site)
    shown = figures(page)
    assert (shown["without_purchases.paid"], shown["purchases.paid"]) == ("10", "3")
    said = words(page)
    assert "Purchases, counted apart" in said
    assert "Besides, purchases have earned 3\u00a0meals." in page.content.decode()


def test_the_same_in_french(open_campaign):
    site = open_campaign(shop.terms())
    said = words(ask(site, language="fr"))
    assert "Achats, comptés à part" in said
    assert "comptés à part" in words(ask(site, language="fr"))
    assert "gagné par les achats" in words(ask(site, "/", "fr"))


def test_the_list_of_campaigns_says_both(open_campaign):
    said = words(ask(open_campaign(shop.terms()), "/")).replace("\u00a0", " ")
    assert "10 meals earned" in said
    assert "Besides, purchases have earned 3 meals." in said


def test_the_sums_add_up_in_the_document(open_campaign, clock):
    terms = shop.terms()
    found = tally(open_campaign(terms), clock)
    document = json.loads(json.dumps(tally_document(found, terms)))
    assert document["purchases"] == {
        "acts": 3,
        "offered": 3,
        "paid": 3,
        "unpaid": 0,
        "pending": 0,
        "pools": ["purchases"],
    }
    for name, value in document["totals"].items():
        assert value == document["without_purchases"][name] + document["purchases"][name]


def test_purchases_that_share_a_line_are_part_of_its_sum(open_campaign, clock):
    terms = shop.terms()
    shared = tuple(
        replace(kind, pool="blogs") if kind.name == "purchase" else kind for kind in terms.kinds
    )
    site = open_campaign(replace(terms, kinds=shared))
    assert tally(site, clock).purchases is None
    assert tally(site, clock).without_purchases == tally(site, clock).totals
    page = ask(site)
    assert figures(page)["without_purchases.paid"] == "13"
    assert "Purchases have earned 3 meals so far." in words(page).replace("\u00a0", " ")
    assert "counted apart" not in words(page)


def test_where_nothing_but_purchases_counts_there_is_one_sum(open_campaign, clock):
    terms = shop.terms()
    alone = replace(
        terms,
        pools=terms.pools[-1:],
        kinds=terms.kinds[-1:],
        pledges=terms.pledges[-1:],
    )
    site = open_campaign(alone)
    assert tally(site, clock).purchases is None
    assert tally(site, clock).without_purchases == Totals(3, 3, 3, 0, 0)
    assert figures(ask(site))["without_purchases.paid"] == "3"
