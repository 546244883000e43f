"""What an organiser can do who holds the log's key and has the witnesses on its side.

It signs everything anew; and a stranger looks for it with nothing but the files.
"""

import json

import pytest
from tests.campaign_log import Story, campaign
from tests.verifying.exports import bare_log

from tablee.core.leaves.leaf import leaf_bytes, read_leaf
from tablee.verifying.conclusion import PROVEN, UNWITNESSED, WRONG
from tablee.verifying.verifier import Wish, verify_log


def edited(raw, **changes):
    """Return a leaf that says something else, in its only spelling."""
    leaf = {**read_leaf(raw), **changes}
    return leaf_bytes(leaf.pop("leaf"), leaf.pop("minute"), leaf)


def spot(log, kind, nth=0, /, **fields):
    """Return the number of a leaf of that kind."""
    found = [
        number
        for number, raw in enumerate(log.leaves)
        if (leaf := read_leaf(raw))["leaf"] == kind
        and all(leaf.get(name) == value for name, value in fields.items())
    ]
    return found[nth]


def with_leaf(log, number, raw):
    return [*log.leaves[:number], raw, *log.leaves[number + 1 :]]


def raise_units(log):
    number = spot(log, "act", 50, kind="blog_post", units=10)
    return with_leaf(log, number, edited(log.leaves[number], units=100))


def move_units(log):
    number = spot(log, "tally", -1)
    earned = read_leaf(log.leaves[number])["earned"]
    earned["blogs"]["Danone"] -= 100
    earned["blogs"]["Carrefour"] += 100
    return with_leaf(log, number, edited(log.leaves[number], earned=earned))


def share_otherwise(log):
    number = spot(log, "pledge", name="blogs")
    shares = [["Danone", 3], ["Carrefour", 1]]
    return with_leaf(log, number, edited(log.leaves[number], shares=shares))


def drop_act(log):
    number = spot(log, "act", 1_500)
    return [*log.leaves[:number], *log.leaves[number + 1 :]]


def drop_last_act(log):
    number = spot(log, "act", -1)
    return [*log.leaves[:number], *log.leaves[number + 1 :]]


def inflate_total(log):
    number = spot(log, "tally", 5)
    pools = read_leaf(log.leaves[number])["pools"]
    pools["social"]["paid"] += 1_000
    return with_leaf(log, number, edited(log.leaves[number], pools=pools))


def change_rules_backwards(log):
    terms = read_leaf(log.leaves[log.marks["terms"]])
    kinds = [{**each, "rate": 2 * each["rate"]} for each in terms["kinds"]]
    at = spot(log, "incident")
    minute = read_leaf(log.leaves[at])["minute"]
    del terms["leaf"], terms["minute"]
    again = leaf_bytes("terms", minute, {**terms, "number": 2, "kinds": kinds})
    return [*log.leaves[:at], again, *log.leaves[at:]]


def count_object_twice(log):
    number = spot(log, "act", 400, kind="share")
    tag = read_leaf(log.leaves[spot(log, "act", 3)])["object"]
    return with_leaf(log, number, edited(log.leaves[number], object=tag))


def count_after_the_window(log):
    number = spot(log, "act", -1)
    act, end = log.leaves[number], log.marks["close"] + 1
    return [*log.leaves[:number], *log.leaves[number + 1 : end], act, *log.leaves[end:]]


def count_before_the_window(log):
    number = spot(log, "act", 20)
    minute = read_leaf(log.leaves[number])["minute"] - 2_000
    return with_leaf(log, number, edited(log.leaves[number], occurred=minute))


def edit_pledge(log):
    number = log.marks["promise"]
    document = read_leaf(log.leaves[number])["document"].replace("units 1000", "units 9000")
    return with_leaf(log, number, edited(log.leaves[number], document=document))


def edit_delivery(log):
    number = log.marks["delivery"]
    document = read_leaf(log.leaves[number])["document"].replace("units 3200", "units 3900")
    return with_leaf(log, number, edited(log.leaves[number], document=document))


def spell_otherwise(log):
    number = spot(log, "act", 77)
    spaced = json.dumps(read_leaf(log.leaves[number]), sort_keys=True, ensure_ascii=False)
    return with_leaf(log, number, spaced.encode())


CAUGHT = {
    "1 raise the units of an act": (raise_units, "count"),
    "2 move units to another sponsor": (move_units, "count"),
    "2 share a pledge otherwise": (share_otherwise, "count"),
    "3 drop an act": (drop_act, "count"),
    "3 drop the last act": (drop_last_act, "count"),
    "5 inflate a published total": (inflate_total, "count"),
    "6 change the rules backwards": (change_rules_backwards, "count"),
    "7 count one object twice": (count_object_twice, "count"),
    "8 count an act after the window": (count_after_the_window, "count"),
    "8 count an act before the window": (count_before_the_window, "count"),
    "9 edit a pledge": (edit_pledge, "promises"),
    "10 edit a delivery": (edit_delivery, "promises"),
    "11 spell a leaf otherwise": (spell_otherwise, "leaves"),
}


@pytest.mark.parametrize("attack", CAUGHT)
def test_a_stranger_catches(attack, tmp_path):
    lie, check = CAUGHT[attack]
    bare_log(tmp_path, lie(campaign()))
    conclusion = verify_log(str(tmp_path), Wish())
    assert conclusion.code == WRONG
    assert [each.check for each in conclusion.findings if each.state == "wrong"] == [check]


def test_the_true_log_is_proven(bare):
    conclusion = verify_log(str(bare.folder), Wish())
    assert conclusion.code == PROVEN
    assert "invented_acts" in {each.name for each in conclusion.limits}
    assert "early_history" not in {each.name for each in conclusion.limits}


REWRITTEN = Story(dropped=frozenset({40}))


def test_4_rewritten_early_history_is_not_caught_alone_and_this_is_said(tmp_path):
    """Everything was done again as if an early act had never been, and no witness is asked."""
    bare_log(tmp_path, campaign(REWRITTEN).leaves, witnesses=())
    conclusion = verify_log(str(tmp_path), Wish())
    assert conclusion.code == UNWITNESSED
    assert all(each.state != "wrong" for each in conclusion.findings)
    assert "early_history" in {each.name for each in conclusion.limits}


def test_4b_a_kept_checkpoint_catches_rewritten_history(bare, tmp_path):
    kept = bare.signed(bare.text(1_000))
    bare_log(tmp_path, campaign(REWRITTEN).leaves)
    conclusion = verify_log(str(tmp_path), Wish(kept=kept))
    assert conclusion.code == WRONG
    wrong = [each for each in conclusion.findings if each.state == "wrong"]
    assert [each.check for each in wrong] == ["checkpoint"]
    assert "written anew" in wrong[0].words.en


def test_a_kept_checkpoint_shows_that_a_log_only_grew(bare):
    kept = bare.signed(bare.text(1_000))
    conclusion = verify_log(str(bare.folder), Wish(kept=kept))
    assert conclusion.code == PROVEN
    assert sum(each.check == "checkpoint" for each in conclusion.findings) == 2


def test_12_invented_acts_are_caught_by_no_log_and_this_is_said(tmp_path):
    bare_log(tmp_path, campaign(Story(invented=200)).leaves)
    conclusion = verify_log(str(tmp_path), Wish())
    assert conclusion.code == PROVEN
    assert conclusion.limits[0].name == "invented_acts"


def test_13b_a_log_without_a_quorum_is_not_proven(bare, tmp_path):
    log = bare_log(tmp_path, campaign().leaves, witnesses=bare.witnesses[:1])
    (log.folder / "policy").write_text(str(bare.policy))
    conclusion = verify_log(str(tmp_path), Wish())
    assert conclusion.code == UNWITNESSED
    assert conclusion.findings[1].state == "unwitnessed"


def test_14_a_log_from_which_people_were_erased_is_still_proven(tmp_path):
    bare_log(tmp_path, campaign(Story(erased=300)).leaves)
    conclusion = verify_log(str(tmp_path), Wish())
    assert conclusion.code == PROVEN
    assert "erased_acts" in {each.name for each in conclusion.limits}
    assert conclusion.figures == verify_log_of(tmp_path / "other").figures


def verify_log_of(place):
    """Return what is concluded of the log in which nobody was erased."""
    bare_log(place, campaign(Story(erased=0)).leaves)
    return verify_log(str(place), Wish())
