"""What sponsors, beneficiaries and auditors say in a log is theirs, or it is refused."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from tests import make
from tests.core.leaves.teller import TERMS, Teller, signer

from tablee.core.leaves.body import document_body, erase_body, incident_body, key_body
from tablee.core.leaves.fault import BadLeaf
from tablee.core.log.note import Note, Signature
from tablee.core.promising.party import PartyKey
from tablee.core.promising.wording import Kind, write_text
from tablee.core.rulebook import as_ms

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
    return document_body(
        noted(text, {"Dana": "dana", "Carl": "carl", KITCHEN: "kitchen"}[by or party])
    )


def noted(text, by):
    """Return *text* as a note signed with a key."""
    key = signer(by)
    return str(Note(text, (Signature(key.key.name, key.key.id, key.sign(text.encode())),)))


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


def test_nobody_has_signed_more_of_a_promise_than_there_is(log):
    for units, counted in (("12", 12), ("14", 13)):
        log.say("promise", signed(Kind.PLEDGE, "Dana", **{**PLEDGED, "units": units}))
        by_sponsor = {(each.cause, each.sponsor): each for each in log.facts.promised}
        assert by_sponsor["pledge:blogs-pledge", "Dana"].signed == counted


def test_a_signed_raise_is_set_against_the_one_of_its_second():
    moment = make.OPENS_AT + timedelta(minutes=30, seconds=1, milliseconds=999)
    log = Teller(replace(TERMS, raises=(make.raised(50, "blogs-pledge", moment),)))
    log.say("key", key_body(KEYS["Dana"])).later(30).lay(f"raise:blogs-pledge:{as_ms(moment)}")
    for second, counted in (("00", 0), ("02", 0), ("01", 7)):
        raised = {**PLEDGED, "units": "7", "from": f"2026-02-20T00:30:{second}Z"}
        log.say("promise", signed(Kind.RAISE, "Dana", **raised))
        by_cause = {(each.cause.split(":")[0], each.sponsor): each for each in log.facts.promised}
        mine = by_cause["raise", "Dana"]
        assert (mine.pool, mine.units, mine.signed) == ("blogs", 25, counted)
        assert by_cause["pledge", "Dana"].signed == 0


def test_one_sponsor_may_pay_twice_and_two_may_use_the_same_reference(log):
    for party, reference in (("Dana", "V 1"), ("Dana", "V 2"), ("Carl", "V 1")):
        log.say("receipt", signed(Kind.PAYMENT, party, **{**PAID, "reference": reference}))
    log.say("receipt", signed(Kind.DELIVERY, KITCHEN, **PAID))
    log.say("receipt", signed(Kind.DELIVERY, KITCHEN, **{**PAID, "reference": "V 2"}))
    assert (log.facts.paid_by, log.facts.delivered) == ({"Dana": 8, "Carl": 4}, 8)


def test_a_name_and_a_reference_do_not_run_into_each_other(log):
    # One sponsor is called as another with the first word of its reference.
    log.say("key", key_body(KEYS["Dana"]._replace(name="Dana Foods")))
    log.say("receipt", signed(Kind.PAYMENT, "Dana", **{**PAID, "reference": "Foods V 1"}))
    log.say("receipt", signed(Kind.PAYMENT, "Dana Foods", by="Dana", **PAID))
    assert log.facts.paid == 8


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
    pledged = signed(Kind.PLEDGE, "Dana", **PLEDGED)
    refused(lambda: log.say("receipt", pledged), "wrong sort of leaf")
    log.say("receipt", body)
    again = signed(Kind.PAYMENT, "Dana", **{**PAID, "units": "5"})
    for each in (body, again):
        refused(lambda b=each: log.say("receipt", b), "stands in the log already")


def test_a_document_of_another_campaign_says_nothing(log):
    for campaign in ("another", "zebras"):
        body = signed(Kind.PAYMENT, "Dana", **{**PAID, "campaign": campaign})
        refused(lambda body=body: log.say("receipt", body), "another campaign")


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
        (PartyKey("sponsor", "Eve ", str(signer("eve").key)), True, "another spelling"),
        (PartyKey("sponsor", "E\nve", str(signer("eve").key)), True, "whose key"),
        (PartyKey("sponsor", "\ufeffEve", str(signer("eve").key)), True, "whose key"),
        (PartyKey("sponsor", "E\x85ve", str(signer("eve").key)), True, "whose key"),
        (PartyKey("sponsor", "Eve", str(signer("eve" * 660).key)), True, "whose key"),
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
    assert log.facts.audits[0].leaf["invalid"] == 1


@pytest.mark.parametrize(
    ("changes", "is_taken"),
    [
        ({"size": 10}, True),
        ({"size": 11}, False),
        ({"invalid": 3, "unverifiable": 0}, True),
        ({"invalid": 0, "unverifiable": 3}, True),
        ({"invalid": 2, "unverifiable": 2}, False),
        ({"invalid": 1, "unverifiable": 3}, False),
        ({"invalid": 4, "unverifiable": 0}, False),
        ({"invalid": 0, "unverifiable": 4}, False),
        ({"invalid": 0, "unverifiable": 0, "draws": 0}, True),
    ],
)
def test_an_audit_finds_as_much_as_it_looked_at_and_no_more(log, changes, is_taken):
    log.say("audit", COMMIT).say("close").say("audit", REVEAL)
    assert log.recount.size == 10
    if is_taken:
        assert log.say("audit", RESULT, **changes).facts.audits[0].leaf["step"] == "result"
    else:
        refused(lambda: log.say("audit", RESULT, **changes), "more than it looked at")


def test_each_of_several_parties_reveals_its_own_seed(log):
    other = bytes(32)
    log.say("audit", COMMIT).say("audit", COMMIT, by="Carl", hash=sha256(other).hexdigest())
    log.say("close")
    refused(lambda: log.say("audit", REVEAL, by="Carl"), "not the seed")
    log.say("audit", REVEAL).say("audit", REVEAL, by="Carl", seed=other.hex())
    assert log.facts.seeds == {"Dana": SEED.hex(), "Carl": other.hex()}


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
