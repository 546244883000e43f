"""What an organiser can do who holds the log's key and has the witnesses on its side.

It signs everything anew; and a stranger looks for it with nothing but the files.
"""

import pytest
from tests.campaign_log import Story, campaign
from tests.verifying.exports import bare_log
from tests.verifying.lies import CAUGHT

from tablee.verifying.conclusion import PROVEN, UNWITNESSED, WRONG
from tablee.verifying.verifier import Wish, verify_log


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
