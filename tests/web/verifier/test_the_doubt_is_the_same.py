"""What a clever copy leaves open, the page and the command both say, and neither lets it pass."""

from functools import partial

import pytest
from tests.campaign_log import LOG_KEY, PARTY_KEYS, campaign, receipt_extra, signer
from tests.verifying.conftest import SMALL
from tests.verifying.exports import bare_log
from tests.verifying.lies import edited
from tests.web.verifier.test_the_verdict_is_the_same import KEYS, by_command, by_page

from tablee.core.leaves.canonical import read, spelled
from tablee.core.leaves.veil import raw_of, unpadded

THEIRS = [str(each.key) for each in PARTY_KEYS.values()]
ACT = campaign(SMALL).marks["act 400"]


def by_both(engine, place, **wish):
    found = by_page(engine, place, **wish)
    assert found == by_command(place, **wish)
    return found


def limits(found):
    return {*found["not_proven"]}


def state(found, check):
    return next(each["state"] for each in found["checks"] if each["name"] == check)


def test_witnesses_that_only_the_copy_names_may_be_anybody(engine, small):
    found = by_both(engine, small.folder, keys=[str(LOG_KEY.key)])
    assert found["code"] == 0
    assert "keys" in limits(found)
    assert "keys" in limits(by_both(engine, small.folder, keys=[str(LOG_KEY.key), *THEIRS]))
    assert "keys" not in limits(by_both(engine, small.folder, keys=[*KEYS, *THEIRS]))


def test_sponsors_whose_keys_only_the_copy_names_may_be_anybody(engine, small):
    for keys in ([*KEYS, *THEIRS[1:]], KEYS):
        assert "keys" in limits(by_both(engine, small.folder, keys=keys))


def test_without_witnesses_there_are_none_to_compare(engine, small, tmp_path):
    bare_log(tmp_path, small.leaves, witnesses=())
    found = by_both(engine, tmp_path, keys=[str(LOG_KEY.key), *THEIRS])
    assert found["code"] == 3
    assert {"keys", "early_history"} & limits(found) == {"early_history"}


@pytest.mark.parametrize("field", ["origin", "log"])
def test_the_first_leaf_is_of_the_log_that_was_signed(engine, small, tmp_path, field):
    other = {"origin": "another.example/log", "log": str(signer("another.example/log").key)}
    begin = edited(small.leaves[0], **{field: other[field]})
    bare_log(tmp_path, [begin, *small.leaves[1:]])
    found = by_page(engine, tmp_path, keys=KEYS)
    expected = by_command(tmp_path, keys=KEYS)
    assert state(found, "count") == state(expected, "count") == "wrong"
    assert found["code"] == expected["code"] == 1


@pytest.mark.parametrize("leaves", [ACT, ACT + 1, ACT + 100])
def test_a_receipt_of_a_longer_log_is_no_receipt_of_this_one(engine, small, tmp_path, leaves):
    receipt = small.receipt(ACT, receipt_extra(campaign(SMALL), ACT))
    bare_log(tmp_path, small.leaves[:leaves])
    found = by_both(engine, tmp_path, receipt=receipt)
    assert state(found, "receipt") == "wrong"


def as_text(name, extra):
    extra["content"][name] = str(extra["content"][name])


def as_list(name, extra):
    extra["content"][name] = [extra["content"][name]]


def longer(extra):
    extra["salt"] = unpadded(raw_of(extra["salt"]) + b"\0")


OTHERWISE = {
    "a moment as a text": partial(as_text, "occurred_ms"),
    "an object as a list": partial(as_list, "object"),
    "a kind as a list": partial(as_list, "kind"),
    "a salt with a zero behind it": longer,
}


@pytest.mark.parametrize("change", OTHERWISE)
def test_what_an_act_was_is_written_in_one_way(engine, small, change):
    extra = read(receipt_extra(campaign(SMALL), ACT))
    OTHERWISE[change](extra)
    receipt = small.receipt(ACT, spelled(extra))
    assert state(by_page(engine, small.folder, receipt=receipt), "receipt") == "wrong"
    assert state(by_command(small.folder, receipt=receipt), "receipt") == "wrong"


def test_a_bundle_holds_as_many_leaves_as_its_name_says(engine, small, tmp_path):
    bare_log(tmp_path, small.leaves)
    bundle = next((tmp_path / "tile/entries").glob("00*.p/*"))
    bundle.write_bytes(bundle.read_bytes() + b"\0\1x")
    for found in (by_page(engine, tmp_path), by_command(tmp_path)):
        assert (found["code"], state(found, "tiles")) == (1, "wrong")
