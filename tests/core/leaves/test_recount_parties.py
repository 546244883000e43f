"""What sponsors, beneficiaries and auditors say in a log is theirs, or it is refused."""

from hashlib import sha256

import pytest
from tests import make
from tests.core.leaves.teller import Teller, signer

from tablee.core.leaves.body import document_body, erase_body, incident_body, key_body
from tablee.core.leaves.fault import BadLeaf
from tablee.core.log.note import Note, Signature
from tablee.core.promising.party import PartyKey
from tablee.core.promising.wording import Kind, write_text

KITCHEN = "The kitchen"
KEYS = {
    name: PartyKey("beneficiary" if name == KITCHEN else "sponsor", name, str(key.key), "self")
    for name, key in {
        "Dana": signer("dana"),
        "Carl": signer("carl"),
        KITCHEN: signer("kitchen"),
    }.items()
}
PLEDGED = {"name": "blogs-pledge", "pool": "blogs", "units": "13", "signed": "2026-02-01"}
PAID = {"units": "4", "on": "2026-04-01", "reference": "V 1"}


def signed(kind, party, by=None, **fields):
    """Return what *party* says, signed by it or by another."""
    text = write_text(kind, {"campaign": make.SLUG, kind.role: party, **fields})
    key = signer({"Dana": "dana", "Carl": "carl", KITCHEN: "kitchen"}[by or party])
    signature = Signature(key.key.name, key.key.id, key.sign(text.encode()))
    return document_body(str(Note(text, (signature,))))


@pytest.fixture
def log():
    told = Teller()
    for key in KEYS.values():
        told.say("key", key_body(key))
    return told


def refused(told, words):
    with pytest.raises(BadLeaf, match=words):
        told()


def test_a_signed_pledge_is_set_against_the_cover_it_promises(log):
    log.say("promise", signed(Kind.PLEDGE, "Dana", **PLEDGED))
    by_sponsor = {(each.cause, each.sponsor): each for each in log.facts.promised}
    mine = by_sponsor["pledge:blogs-pledge", "Dana"]
    assert (mine.units, mine.signed) == (13, 13)
    assert by_sponsor["pledge:blogs-pledge", "Carl"].signed == 0
    assert by_sponsor["pledge:shares-pledge", "Dana"].signed == 0


def test_payments_and_deliveries_are_summed(log):
    log.say("receipt", signed(Kind.PAYMENT, "Dana", **PAID))
    log.say("receipt", signed(Kind.PAYMENT, "Carl", **PAID))
    log.say("receipt", signed(Kind.DELIVERY, KITCHEN, **{**PAID, "units": "5"}))
    facts = log.facts
    assert (facts.paid, facts.paid_by) == (8, {"Dana": 4, "Carl": 4})
    assert (facts.delivered, facts.delivered_to) == (5, {KITCHEN: 5})


def test_nobody_speaks_for_another(log):
    forged = signed(Kind.PAYMENT, "Dana", by="Carl", **PAID)
    refused(lambda: log.say("receipt", forged), "not signed with a valid key of Dana")


def test_two_drafts_of_a_half_are_no_whole(log):
    for units, day in (("7", "2026-02-01"), ("6", "2026-02-02")):
        half = {**PLEDGED, "units": units, "signed": day}
        log.say("promise", signed(Kind.PLEDGE, "Dana", **half))
    by_sponsor = {(each.cause, each.sponsor): each for each in log.facts.promised}
    assert by_sponsor["pledge:blogs-pledge", "Dana"].signed == 7


def test_what_was_signed_is_not_changed(log):
    body = signed(Kind.PAYMENT, "Dana", **PAID)
    more = body["document"].replace("units 4", "units 9")
    refused(lambda: log.say("receipt", document=more), "not signed")
    refused(lambda: log.say("receipt", document="not a document"), "is")


def test_a_document_stands_in_its_own_sort_of_leaf_once(log):
    body = signed(Kind.PAYMENT, "Dana", **PAID)
    refused(lambda: log.say("promise", body), "wrong sort of leaf")
    log.say("receipt", body)
    again = signed(Kind.PAYMENT, "Dana", **{**PAID, "units": "5"})
    for each in (body, again):
        refused(lambda b=each: log.say("receipt", b), "stands in the log already")


def test_a_document_of_another_campaign_says_nothing(log):
    body = signed(Kind.PAYMENT, "Dana", **{**PAID, "campaign": "another"})
    refused(lambda: log.say("receipt", body), "another campaign")


def test_a_key_that_was_taken_back_signs_no_more_and_what_it_signed_stands(log):
    log.say("receipt", signed(Kind.PAYMENT, "Dana", **PAID))
    log.say("key", key_body(KEYS["Dana"], is_valid=False))
    more = signed(Kind.PAYMENT, "Dana", **{**PAID, "reference": "V 2"})
    refused(lambda: log.say("receipt", more), "not signed")
    assert log.facts.paid == 4
    assert KEYS["Dana"] not in log.facts.keys


@pytest.mark.parametrize(
    ("key", "is_valid", "words"),
    [
        (KEYS["Dana"], True, "Nothing changes"),
        (PartyKey("sponsor", "Eve", str(signer("eve").key)), False, "Nothing changes"),
        (PartyKey("sponsor", "Eve", "no key"), True, "no key"),
        (PartyKey("sponsor", " Eve", str(signer("eve").key)), True, "another spelling"),
    ],
)
def test_a_key_is_known_once(log, key, is_valid, words):
    refused(lambda: log.say("key", key_body(key, is_valid=is_valid)), words)


SEED = sha256(b"a seed").digest()
COMMIT = {"step": "commit", "by": "Dana", "hash": sha256(SEED).hexdigest()}
REVEAL = {"step": "reveal", "by": "Dana", "seed": SEED.hex()}
RESULT = {
    "step": "result",
    "size": 9,
    "root": "0" * 64,
    "draws": 3,
    "invalid": 1,
    "unverifiable": 1,
    "sheet": "0" * 64,
}


def test_an_audit_draws_by_seeds_that_were_fixed_before_the_close(log):
    log.say("audit", COMMIT).say("close").say("audit", REVEAL).say("audit", RESULT)
    assert log.facts.seeds == {"Dana": SEED.hex()}
    assert log.facts.audits[0]["invalid"] == 1


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (["close", COMMIT], "before the close"),
        ([REVEAL], "after it"),
        ([COMMIT, COMMIT], "has said so before"),
        (["close", REVEAL], "not the seed"),
        ([COMMIT, "close", {**REVEAL, "seed": "0" * 64}], "not the seed"),
        ([COMMIT, "close", REVEAL, REVEAL], "has said so before"),
        ([COMMIT, "close", RESULT], "Nobody has revealed"),
        ([COMMIT, "close", REVEAL, {**RESULT, "size": 99}], "more than it looked at"),
        ([COMMIT, "close", REVEAL, {**RESULT, "draws": 1}], "more than it looked at"),
    ],
)
def test_an_audit_goes_step_by_step(log, steps, words):
    *before, last = [("close", {}) if each == "close" else ("audit", each) for each in steps]
    for kind, body in before:
        log.say(kind, body)
    refused(lambda: log.say(last[0], last[1]), words)


def test_incidents_and_erasures_are_shown(log):
    log.say("incident", incident_body("We were away.", "Nous étions absents."))
    log.say("erase", erase_body("acts", 2)).say("erase", erase_body("acts", 3))
    assert log.facts.erased == {"acts": 5}
    assert log.facts.incidents[0]["en"] == "We were away."
