"""Terms are stored as they are, and those stored before a field existed are read."""

import json

from hypothesis import given, settings
from tests import make
from tests.campaign_file.strategies import all_terms

from tablee.core.terms import Proof
from tablee.store.wording import read_terms, terms_text


@settings(deadline=None)
@given(all_terms())
def test_terms_come_back_as_they_were(terms):
    assert read_terms(terms_text(terms)) == terms


def test_rules_for_posts_are_stored():
    kinds = (
        make.kind(proof=Proof.NAME, stays_days=30),
        make.kind("referral", referral_of="post"),
    )
    terms = make.terms(kinds=kinds)
    post, referral = read_terms(terms_text(terms)).kinds
    assert post.proof is Proof.NAME
    assert (post.stays_days, referral.referral_of) == (30, "post")


def test_terms_stored_before_there_were_posts_ask_for_none():
    stored = json.loads(terms_text(make.terms()))
    for kind in stored["kinds"]:
        for name in ("proof", "stays_days", "referral_of"):
            del kind[name]
    assert read_terms(json.dumps(stored)) == make.terms()
