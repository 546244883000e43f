"""What auditors found: the page and the command say whose word it is, and mean the same by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.campaign_log import AUDITOR, Story, campaign
from tests.verifying.conformance_cases import AUDITED
from tests.verifying.exports import bare_log
from tests.verifying.lies import edited, with_leaf
from tests.web.verifier.test_the_verdict_is_the_same import by_command, by_page
from tests.web.verifier.test_what_is_read_is_read_alike import FEW

from tablee.core.audit.confidence import most_bad
from tablee.core.leaves.body import erase_body
from tablee.core.leaves.leaf import leaf_bytes, read_leaf

UNSIGNED = Story(acts=36, draws=30, is_signed=False)


def by_both(engine, place, leaves):
    bare_log(place, leaves)
    found = by_page(engine, place)
    assert found == by_command(place)
    return [each["en"] for each in found.get("audits", [])]


def changed(**said):
    """Return the leaves of a log in which nobody signed the result, and it says something else."""
    log = campaign(UNSIGNED)
    number = log.marks["result"]
    return with_leaf(log, number, edited(log.leaves[number], **said))


def test_who_signed_it_with_which_key(engine, tmp_path):
    said = by_both(engine, tmp_path, campaign(AUDITED).leaves)
    assert said[0].startswith(f"Signed by {AUDITOR}, with the key SHA256:")
    assert said[1].startswith("0 bad of 29 drawn")
    assert len(said) == 3


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "0 bad of 29 drawn"),
        ({"unverifiable": 0}, "0 bad of 30 drawn"),
        ({"invalid": 7}, "7 bad of 29 drawn"),
        ({"draws": 1}, "None of the acts drawn could be looked at again"),
        ({"draws": 0, "unverifiable": 0}, "None of the acts drawn could be looked at again"),
        ({"draws": 5_000, "invalid": 17}, "17 bad of 4999 drawn"),
        ({"draws": 5_001}, "0 bad of 5001 drawn, 1 that nobody can look at again: so many"),
        ({"draws": 2**53 - 1}, "0 bad of 9007199254740991 drawn"),
    ],
)
def test_that_nobody_signed_it_and_what_it_means(engine, tmp_path, said, words):
    found = by_both(engine, tmp_path, changed(**said))
    assert found[0] == "Written by the organiser, and signed by nobody:"
    assert found[1].startswith(words)


def test_a_result_about_another_log_is_not_told(engine, tmp_path):
    assert by_both(engine, tmp_path, changed(root="0" * 64)) == []


def test_acts_that_were_erased_since_are_told(engine, tmp_path):
    log = campaign(UNSIGNED)
    number = log.marks["result"]
    minute = read_leaf(log.leaves[number])["minute"]
    erased = leaf_bytes("erase", minute, erase_body("acts", 3))
    found = by_both(engine, tmp_path, [*log.leaves[:number], erased, *log.leaves[number:]][:-1])
    assert found[-1].startswith("Acts erased after what was drawn from was fixed: 3.")


@given(st.integers(0, 400).flatmap(lambda lots: st.tuples(st.integers(0, lots), st.just(lots))))
@FEW
def test_the_bound_is_the_same(engine, drawn):
    bad, lots = drawn
    if lots:
        assert engine.ask("mostBad", bad=bad, lots=lots) == most_bad(bad, lots)
