"""What both still say of a log that ends too early, or of which not all can be believed."""

import re

import pytest
from tests.campaign_log import Story, campaign
from tests.verifying.exports import bare_log
from tests.verifying.lies import edited, with_leaf
from tests.web.verifier.test_the_verdict_is_the_same import by_command, by_page

from tablee.core.audit.confidence import MOST_LOTS
from tablee.core.leaves.fields import MOST_MINUTE
from tablee.core.leaves.leaf import leaf_bytes, read_leaf

UNSIGNED = Story(acts=36, draws=30, is_signed=False)


def by_both(engine, place, leaves):
    bare_log(place, leaves)
    found = by_page(engine, place)
    assert found == by_command(place)
    return found


def wrong(found):
    return [each["name"] for each in found["checks"] if each["state"] == "wrong"]


@pytest.mark.parametrize("length", [1, 2, 4])
def test_before_the_terms_there_are_no_figures_and_the_same_limits(engine, tmp_path, length):
    found = by_both(engine, tmp_path, campaign(UNSIGNED).leaves[:length])
    assert wrong(found) == ["count"]
    assert found["figures"] == {}
    assert "invented_acts" in found["not_proven"]


def test_without_a_beginning_nothing_is_repeated(engine, tmp_path):
    said = leaf_bytes("incident", 22_161_600, {"en": "Nothing.", "fr": "Rien."})
    assert "incidents" not in by_both(engine, tmp_path, [said])


def test_leaves_are_still_read_after_one_that_does_not_count(engine, tmp_path):
    log = campaign(UNSIGNED)
    number = log.marks["act 20"]
    start = read_leaf(log.leaves[number])["start"]
    leaves = with_leaf(log, number, edited(log.leaves[number], start=start + 1))
    assert wrong(by_both(engine, tmp_path / "one", leaves)) == ["count"]
    leaves[-2] = b"{}"
    assert wrong(by_both(engine, tmp_path / "two", leaves)) == ["leaves", "count"]
    leaves[number - 1] = b"[]"
    assert wrong(by_both(engine, tmp_path / "three", leaves)) == ["leaves"]


def leaf_of(minute, leaf):
    """Return a leaf of that minute, whatever a writer says to it."""
    return re.sub(rb'"minute":[0-9]+', b'"minute":%d' % minute, leaf)


@pytest.mark.parametrize("minute", [10**9 - 1, 10**9, MOST_MINUTE, MOST_MINUTE + 1, 10**15])
def test_no_leaf_is_of_a_day_that_has_no_name(engine, tmp_path, minute):
    log = campaign(UNSIGNED)
    for name, number in (("act", log.marks["act 20"]), ("key", 1)):
        raw = leaf_of(minute, log.leaves[number])
        found = by_both(engine, tmp_path / name, [*log.leaves[:number], raw])
        assert ("leaves" in wrong(found)) is (minute > MOST_MINUTE)


@pytest.mark.parametrize("counts", [(3,), (2**53 - 1, 2**53 - 1, 1)])
def test_so_many_acts_were_erased_to_the_last_digit(engine, tmp_path, counts):
    log = campaign(UNSIGNED)
    number = log.marks["result"]
    minute = read_leaf(log.leaves[number])["minute"]
    erased = [leaf_bytes("erase", minute, {"what": "acts", "count": each}) for each in counts]
    found = by_both(engine, tmp_path, [*log.leaves[:number], *erased, *log.leaves[number:]])
    said = f"Acts erased after what was drawn from was fixed: {sum(counts)}."
    assert found["audits"][-1]["en"].startswith(said)


def test_results_about_other_leaves_are_passed_over(engine, tmp_path):
    log = campaign(UNSIGNED)
    number = log.marks["result"]
    size = read_leaf(log.leaves[number])["size"]
    others = [
        edited(log.leaves[number], root="0" * 64, invalid=3),
        edited(log.leaves[number], size=size - 1, invalid=4),
        edited(log.leaves[number], invalid=5, draws=MOST_LOTS),
    ]
    found = by_both(engine, tmp_path, [*log.leaves[:number], *others, *log.leaves[number:]])
    told = [each["en"] for each in found["audits"] if " bad of " in each["en"]]
    assert [each.split()[0] for each in told] == ["5", "0"]
