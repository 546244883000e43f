"""The campaign page says which baskets count, and what purchases have brought by themselves."""

from dataclasses import replace

import pytest
from tests import make
from tests.jobs.tills import shop
from tests.web.conftest import stranger
from tests.web.reading_pages import words

from tablee.core.purchase.rules import BasketRule
from tablee.usecases.publish_terms import Publication, publish_terms

RULES = (
    shop.RULE,
    BasketRule("tenner", "purchase", amount_minor=1_000, per_basket=2, stores=("0042",)),
    BasketRule("both", "purchase", "dairy", pieces=1, amount_minor=150),
)


@pytest.fixture
def page(site, clock):
    terms = replace(shop.terms(*RULES), opens_at=make.OPENS_AT.replace(year=2012))
    publish_terms(site.desks, clock, Publication(terms))

    def ask(language):
        answer = stranger(site).get(f"/c/{make.SLUG}/", headers={"accept-language": language})
        return words(answer).replace("\u00a0", " ")

    return ask


def test_rules_products_shops_and_days_are_said(page):
    said = page("en")
    assert "4 products in one basket: 1 meal" in said
    assert "€10.00 in one basket: 1 meal" in said
    assert "At most 2 acts per basket." in said
    assert "1 product for €1.50 together" in said
    assert "4006381333931" in said
    assert "0042" in said
    assert "nothing here is part of the sums of the other acts" in said
    assert "Dana (100%)" in said
    assert "of these 1,000 meals for purchases, counted apart" in said


def test_the_same_in_french(page):
    said = page("fr")
    assert "4 produits dans un panier" in said
    assert "Les achats ont leur ligne, leur total et leurs promesses" in said
