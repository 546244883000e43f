"""What an auditor has signed stands as theirs; what the organiser writes alone stands as that."""

from hashlib import sha256

import pytest
from tests import make
from tests.core.leaves.teller import Teller, signer
from tests.core.leaves.test_recount_parties import PAID, noted, refused, signed

from tablee.core.audit.result import result_text
from tablee.core.leaves.body import erase_body, key_body
from tablee.core.promising.party import PartyKey
from tablee.core.promising.wording import Kind

SEED = sha256(b"a seed").digest()
PAPER = PartyKey("auditor", "A paper", str(signer("paper").key))
FOUND = {
    "step": "result",
    "size": 5,
    "root": "0" * 64,
    "draws": 30,
    "invalid": 1,
    "unverifiable": 2,
    "sheet": "a" * 64,
}


def word(by="paper", auditor="A paper", campaign=make.SLUG, day="2026-04-20", **changes):
    """Return what an auditor signed, with the key of *by*."""
    return noted(result_text({**FOUND, **changes}, campaign, auditor, day), by)


@pytest.fixture
def log():
    told = Teller().say("key", key_body(PAPER))
    told.say("audit", step="commit", by="Dana", hash=sha256(SEED).hexdigest())
    return told.say("close").say("audit", step="reveal", by="Dana", seed=SEED.hex())


def test_a_result_without_a_signature_is_the_organisers_word(log):
    log.say("audit", FOUND)
    assert log.facts.audits[0].signer is None


def test_a_signed_result_is_its_auditors_word(log):
    log.say("audit", FOUND, document=word())
    assert log.facts.audits[0].signer == PAPER
    assert log.facts.audits[0].leaf["invalid"] == 1


def test_several_auditors_sign_the_same_result_and_one_may_sign_another_later(log):
    other = PAPER._replace(name="A school", key=str(signer("school").key))
    log.say("key", key_body(other)).say("audit", FOUND, document=word())
    log.say("audit", FOUND, document=word("school", "A school"))
    later = {"draws": 60}
    log.say("audit", FOUND, **later, document=word(**later))
    assert [each.signer for each in log.facts.audits] == [PAPER, other, PAPER]


@pytest.mark.parametrize(
    "changes",
    [
        {"size": 6},
        {"root": "1" * 64},
        {"draws": 29},
        {"invalid": 0},
        {"unverifiable": 0},
        {"sheet": "b" * 64},
    ],
    ids=lambda each: next(iter(each)),
)
def test_the_organiser_writes_nothing_else_than_the_auditor_signed(log, changes):
    (name,) = changes
    refused(lambda: log.say("audit", FOUND, **changes, document=word()), f"'{name}' is")


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (word("dana"), "not signed with a valid key of A paper"),
        (word(auditor="A school"), "not signed with a valid key of A school"),
        (word().replace("invalid 1", "invalid 0"), "not signed"),
        (word(campaign="another"), "another campaign"),
        ("not a document", "is"),
    ],
)
def test_nobody_signs_for_an_auditor(log, document, words):
    refused(lambda: log.say("audit", FOUND, document=document), words)


def test_a_sponsors_key_signs_no_audit(log):
    log.say("key", key_body(PAPER._replace(role="sponsor", key=str(signer("dana").key))))
    refused(lambda: log.say("audit", FOUND, document=word("dana")), "not signed")


def test_a_key_that_was_taken_back_signs_no_audit(log):
    log.say("key", key_body(PAPER, is_valid=False))
    refused(lambda: log.say("audit", FOUND, document=word()), "not signed")


def test_one_signature_is_for_one_result(log):
    log.say("audit", FOUND, document=word())
    refused(lambda: log.say("audit", FOUND, document=word()), "stands in the log already")


def test_each_document_stands_in_its_own_sort_of_leaf(log):
    for kind in ("receipt", "promise"):
        refused(lambda kind=kind: log.say(kind, document=word()), "wrong sort of leaf")
    log.say("key", key_body(PartyKey("sponsor", "Dana", str(signer("dana").key))))
    paid = signed(Kind.PAYMENT, "Dana", **PAID)["document"]
    refused(lambda: log.say("audit", FOUND, document=paid), "wrong sort of leaf")


def test_no_other_step_of_an_audit_is_signed(log):
    said = {"step": "reveal", "by": "Carl", "seed": SEED.hex()}
    refused(lambda: log.say("audit", said, document=word()), "unknown")


def test_acts_erased_after_what_was_drawn_from_was_fixed_are_counted(log):
    early, size = erase_body("acts", 3), log.recount.size + 1
    log.say("erase", early).say("erase", erase_body("acts", 4)).say("erase", erase_body("keys", 9))
    log.say("audit", FOUND, size=size).say("erase", erase_body("acts", 5))
    assert [each.erased for each in log.facts.audits] == [4]
    log.say("audit", FOUND, size=size)
    assert [each.erased for each in log.facts.audits] == [4, 9]
