"""A participant finds their own act in the log, and whose keys count can be said."""

import pytest
from tests.campaign_log import PARTY_KEYS, Story, campaign, receipt_extra, signer
from tests.core.promising.touched import SecurityKey
from tests.logs import AT_S
from tests.verifying.exports import bare_log

from tablee.core.leaves.canonical import read, spelled
from tablee.core.leaves.leaf import read_leaf
from tablee.core.leaves.word import Word
from tablee.core.log.note import COSIGNATURE, Key, Note, Signature
from tablee.core.log.policy import Policy
from tablee.verifying.conclusion import PROVEN, UNWITNESSED, WRONG
from tablee.verifying.finding import Unusable
from tablee.verifying.trust import Trust, read_trust
from tablee.verifying.verifier import Wish, verify_log

ACT = campaign().marks["act 1200"]


def about(conclusion, check):
    return next(each for each in conclusion.findings if each.check == check)


def limits(conclusion):
    return {each.name for each in conclusion.limits}


def verified(log, **wish):
    return verify_log(str(log.folder), Wish(**wish))


def test_a_receipt_shows_the_act_of_its_owner(bare):
    receipt = bare.receipt(ACT, receipt_extra(campaign(), ACT))
    assert len(receipt) < 6_000
    conclusion = verified(bare, receipt=receipt)
    assert conclusion.code == PROVEN
    assert about(conclusion, "receipt").leaf == ACT


def test_a_receipt_by_a_log_with_small_cosignatures_takes_two_kilobytes(bare, tmp_path):
    log = bare_log(tmp_path, campaign().leaves, witnesses=bare.witnesses[:1])
    assert len(log.receipt(ACT, receipt_extra(campaign(), ACT))) <= 2_048


def test_a_receipt_that_shows_nothing_proves_the_place_alone(bare):
    extra = spelled({"leaf": read_leaf(campaign().leaves[ACT])})
    conclusion = verified(bare, receipt=bare.receipt(ACT, extra))
    assert about(conclusion, "receipt").state == "right"
    assert "does not show" in about(conclusion, "receipt").words.en


@pytest.mark.parametrize("changed", ["object", "source", "occurred_ms"])
def test_a_receipt_for_something_else_is_refused(bare, changed):
    extra = read(receipt_extra(campaign(), ACT))
    value = extra["content"][changed]
    extra["content"][changed] = value + 1 if isinstance(value, int) else value + "x"
    conclusion = verified(bare, receipt=bare.receipt(ACT, spelled(extra)))
    assert about(conclusion, "receipt").state == "wrong"
    assert conclusion.code == WRONG


@pytest.mark.parametrize("receipt", [b"", b"c2sp.org/tlog-proof@v1\nindex 3\n\n", b"\xff"])
def test_what_is_no_receipt_is_refused(bare, receipt):
    assert about(verified(bare, receipt=receipt), "receipt").state == "wrong"


def test_a_receipt_catches_a_log_that_dropped_its_act(bare, tmp_path):
    receipt = bare.receipt(ACT, receipt_extra(campaign(), ACT))
    log = bare_log(tmp_path, campaign(Story(dropped=frozenset({1_200}))).leaves)
    conclusion = verified(log, receipt=receipt)
    assert conclusion.code == WRONG
    assert "Keep the receipt" in about(conclusion, "receipt").words.en


def test_an_older_receipt_also_shows_that_nothing_before_it_was_rewritten(tmp_path):
    log = bare_log(tmp_path, campaign().leaves[:2_000], witnesses=())
    receipt = log.receipt(ACT, receipt_extra(campaign(), ACT))
    later = bare_log(tmp_path / "later", campaign().leaves, witnesses=())
    conclusion = verified(later, receipt=receipt)
    assert conclusion.code == UNWITNESSED
    assert "early_history" not in limits(conclusion)


def test_without_keys_it_is_said_that_none_were_compared(bare):
    assert "keys" in limits(verified(bare))


def test_with_the_keys_of_everybody_they_are_compared(bare):
    keys = (bare.signer.key, *(each.key for each in bare.witnesses))
    theirs = tuple(each.key for each in PARTY_KEYS.values())
    conclusion = verified(bare, trust=Trust((*keys, *theirs)))
    assert conclusion.code == PROVEN
    assert "keys" not in limits(conclusion)
    assert "keys" in limits(verified(bare, trust=Trust((*keys, *theirs[1:]))))


def test_another_key_for_the_log_is_wrong(bare):
    other = signer("another")
    key = Key(bare.origin, other.key.sort, other.key.public)
    conclusion = verified(bare, trust=Trust((key,)))
    assert conclusion.code == WRONG
    assert about(conclusion, "checkpoint").state == "wrong"


def test_each_witness_whose_key_was_given_must_have_signed(bare):
    absent = Key("newspaper.example", COSIGNATURE, signer("newspaper").key.public)
    keys = (bare.signer.key, bare.witnesses[0].key, absent)
    assert verified(bare, trust=Trust(keys)).code == UNWITNESSED


def test_a_policy_from_elsewhere_counts_and_not_the_one_beside_the_log(bare, tmp_path):
    log = bare_log(tmp_path, campaign().leaves, witnesses=())
    assert verified(log, trust=Trust(policy=bare.policy)).code == UNWITNESSED
    assert verified(bare, trust=Trust(policy=bare.policy)).code == PROVEN
    nobody = Policy((signer("another").key,))
    assert verified(bare, trust=Trust(policy=nobody)).code == WRONG


def test_a_policy_that_asks_for_nobody_makes_no_witnessed_log(tmp_path):
    log = bare_log(tmp_path, campaign().leaves, witnesses=())
    assert (log.folder / "policy").read_text().endswith("quorum none\n")
    assert verified(log).code == UNWITNESSED


def test_the_key_of_a_sponsor_is_found_in_the_log(bare):
    keys = (bare.signer.key, PARTY_KEYS["Danone"].key)
    assert about(verified(bare, trust=Trust(keys)), "promises").state == "right"


def test_a_sponsor_whose_key_the_log_does_not_know_has_promised_nothing(bare):
    keys = (bare.signer.key, signer("danone.example/restos-true").key)
    conclusion = verified(bare, trust=Trust(keys))
    assert conclusion.code == WRONG
    assert about(conclusion, "promises").state == "wrong"


def test_an_ssh_key_of_a_sponsor_is_compared_too(bare):
    for line in (
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me@here",
        f"{SecurityKey('me').line} me@here",
    ):
        trust = read_trust((line,))
        assert about(verified(bare, trust=trust), "promises").state == "wrong"


def test_a_security_key_that_the_log_knows_is_recognised(tmp_path):
    own = SecurityKey("restosducoeur.example/touched")
    log = bare_log(tmp_path, campaign(Story(acts=36, touched=own)).leaves)
    trust = read_trust((f"{own.line} paul@restosducoeur.example",))
    assert about(verified(log, trust=trust), "promises").state == "right"


def test_a_key_that_cannot_be_read_ends_it():
    with pytest.raises(Unusable):
        read_trust(("no key",))


def test_a_policy_about_another_log_is_named(tmp_path):
    log = bare_log(tmp_path, campaign().leaves)
    (log.folder / "policy").write_text(str(Policy((signer("another").key,))))
    finding = about(verified(log), "checkpoint")
    assert (finding.state, finding.files) == ("wrong", ("policy",))


def promised(bare, number, *, tag=None, minute=None):
    """Return the log's signed word about an act."""
    leaf = read_leaf(campaign().leaves[campaign().marks["act 1200"]])
    received = leaf["minute"] if minute is None else minute
    said = (leaf["kind"], tag or leaf["object"], received, received + 10)
    text = str(Word(bare.origin, number, *said))
    key = bare.signer
    return str(Note(text, (Signature(key.key.name, key.key.id, key.sign(text.encode())),))).encode()


@pytest.mark.parametrize(
    ("number", "changes", "state", "words"),
    [
        (1_200, {}, "right", "has kept its word"),
        (1_200, {"tag": "A" * 22}, "wrong", "has broken its word"),
        (9_999, {}, "wrong", "has broken its word"),
        (9_999, {"minute": 2**40}, "wrong", "has broken its word"),
    ],
)
def test_the_logs_word_about_an_act_is_held_against_the_log(bare, number, changes, state, words):
    finding = about(verified(bare, receipt=promised(bare, number, **changes)), "receipt")
    assert finding.state == state
    assert words in finding.words.en


LATER = AT_S // 60 - 20
"""Some minutes before witnesses saw the log as it is, and long after its last leaf."""


@pytest.mark.parametrize(
    ("witnesses", "minute", "state"),
    [(None, LATER, "wrong"), ((), LATER, "absent"), (None, LATER + 20, "absent")],
)
def test_a_log_that_says_nothing_more_breaks_its_word_all_the_same(
    bare, tmp_path, witnesses, minute, state
):
    log = bare_log(tmp_path, campaign().leaves[: campaign().marks["close"]], witnesses)
    finding = about(verified(log, receipt=promised(bare, 9_999, minute=minute)), "receipt")
    assert finding.state == state


@pytest.mark.parametrize("last", [b'{"act":9999,"leaf":"act"}', b"no leaf"])
def test_a_word_is_not_held_against_a_log_that_cannot_be_read(bare, tmp_path, last):
    leaves = campaign().leaves[: campaign().marks["close"]]
    log = bare_log(tmp_path, [*leaves, last])
    conclusion = verified(log, receipt=promised(bare, 9_999))
    assert conclusion.code == WRONG
    assert about(conclusion, "receipt").state == "absent"


def test_a_word_that_the_log_did_not_sign_binds_nobody(bare):
    raw = promised(bare, 1_200).replace(b"act 1200", b"act 1201")
    finding = about(verified(bare, receipt=raw), "receipt")
    assert finding.state == "wrong"
