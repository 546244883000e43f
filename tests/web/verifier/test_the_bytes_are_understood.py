"""The browser's own hashes, signatures, notes, proofs and spellings, against those of others."""

import json
import re
from dataclasses import replace
from hashlib import sha256, sha512

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.campaign_log import campaign
from tests.core.log.public import GOLDEN, VECTORS, present
from tests.core.log.test_public_proofs import cases
from tests.core.promising.keys import text_of
from tests.core.promising.touched import PRESENT, VERIFIED, SecurityKey, armour, blob_of
from tests.verifying.conftest import SMALL
from tests.web.verifier.engine import Refused, packed
from tools.house.sources import ROOT

from tablee.core.leaves.canonical import dump
from tablee.core.leaves.canonical import read as read_canonical
from tablee.core.leaves.leaf import read_leaf
from tablee.core.log.fault import BadLog
from tablee.core.log.note import ML_DSA_44
from tablee.core.promising.document import read_document
from tablee.core.promising.fault import BadDocument, NotSigned
from tablee.core.promising.party import PartyKey
from tablee.core.promising.wording import Kind
from tablee.outside.signing import KeySigner, verify

MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(st.binary(max_size=600))
@example(b"")
@example(b"a" * 55)
@example(b"a" * 56)
@example(b"a" * 64)
@example(b"a" * 111)
@example(b"a" * 112)
@example(b"a" * 200_000)
@MANY
def test_hashes(engine, raw):
    expected = [packed(sha256(raw).digest()), packed(sha512(raw).digest())]
    assert engine.ask("hashed", raw=packed(raw)) == expected


@given(st.binary(max_size=300), st.integers(0, 511), st.binary(min_size=32, max_size=32))
@MANY
def test_signatures_without_any_help_of_the_browser(engine, message, bit, seed):
    signer = KeySigner("a.example/key", seed)
    signature = bytearray(signer.sign(message))
    said = {"key": packed(signer.key.public), "message": packed(message)}
    assert engine.ask("signed", **said, signature=packed(bytes(signature)))
    signature[bit // 8] ^= 1 << bit % 8
    assert not engine.ask("signed", **said, signature=packed(bytes(signature)))


@given(st.binary(max_size=200), st.integers(0, 2_420 * 8 - 1), st.binary(min_size=32, max_size=32))
@settings(MANY, max_examples=20)
def test_signatures_that_outlast_quantum_computers(engine, message, bit, seed):
    signer = KeySigner("a.example/key", seed, ML_DSA_44)
    signature = bytearray(signer.sign(message))
    said = {"key": packed(signer.key.public), "message": packed(message)}
    assert engine.ask("signedMlDsa", **said, signature=packed(bytes(signature)))
    signature[bit // 8] ^= 1 << bit % 8
    assert not engine.ask("signedMlDsa", **said, signature=packed(bytes(signature)))


VALUES = st.recursive(
    st.integers(-(2**54), 2**54) | st.text() | st.booleans() | st.none() | st.floats(),
    lambda each: (
        st.lists(each, max_size=4) | st.dictionaries(st.text(max_size=5), each, max_size=5)
    ),
)


def judged_by_python(raw):
    try:
        return dump(read_canonical(raw)).decode()
    except BadLog:
        return None


@given(VALUES, st.sampled_from(["sorted", ""]), st.sampled_from(["escaped", ""]))
@example({"10": 1, "9": 2}, "sorted", "")
@example({"￿": 1, "😀": 2}, "sorted", "")
@example("\ud800", "sorted", "escaped")
@example(2**53, "sorted", "")
@MANY
def test_only_one_spelling_is_read(engine, value, order, spelling):
    said = json.dumps(
        value, sort_keys=bool(order), ensure_ascii=bool(spelling), separators=(",", ":")
    ).encode("utf-8", "surrogatepass")
    try:
        found = engine.ask("canonical", raw=packed(said))
    except Refused:
        found = None
    assert found == judged_by_python(said)


def is_accepted(engine, op, **said):
    try:
        return engine.ask(op, **said)
    except Refused:
        return False


@present("transparency-dev-merkle")
@pytest.mark.parametrize("case", cases("inclusion"))
def test_published_inclusion_proofs(engine, case):
    proof = case["proof"] or []
    said = {"index": case["leafIdx"], "size": case["treeSize"], "leaf": case["leafHash"]}
    is_good = is_accepted(engine, "inclusion", **said, proof=proof, root=case["root"])
    assert is_good is not case["wantErr"]


@present("tessera")
@pytest.mark.parametrize("size", range(1, 16))
def test_the_log_of_tessera_at_each_of_its_sizes(engine, size):
    log = VECTORS / "tessera/testdata/log"
    note = (log / f"checkpoint.{size}").read_bytes()
    found = engine.ask("seal", note=packed(note), keys=[])
    bundle = (log / f"tile/entries/000.p/{size}").read_bytes()
    assert found["size"] == size
    assert engine.ask("root", bundles=[packed(bundle)]) == found["root"]


def golden_keys():
    keys = json.loads((GOLDEN / "keys.json").read_text())
    return [keys["log"], *keys["witnesses"]]


def test_the_golden_log_is_signed_seen_and_whole(engine):
    note = (GOLDEN / "checkpoint").read_bytes()
    found = engine.ask("seal", note=packed(note), keys=golden_keys())
    assert found["signers"] == golden_keys()[:1]
    assert [key for key, _ in found["seen"]] == golden_keys()[1:]
    paths = [f"{number:03d}" for number in range(11)] + ["011.p/233"]
    bundles = [packed((GOLDEN / "tile/entries" / path).read_bytes()) for path in paths]
    assert engine.ask("root", bundles=bundles) == found["root"]


def test_any_bit_of_what_the_golden_log_signed_is_vouched_for(engine):
    note = (GOLDEN / "checkpoint").read_bytes()
    whole = engine.ask("seal", note=packed(note), keys=golden_keys())
    for bit in range(2, len(note) * 8, 37):
        changed = bytearray(note)
        changed[bit // 8] ^= 1 << bit % 8
        try:
            found = engine.ask("seal", note=packed(bytes(changed)), keys=golden_keys())
        except Refused:
            continue
        assert found != whole, f"bit {bit}"


LEAVES = campaign(SMALL).leaves
KINDS = sorted({read_leaf(raw)["leaf"]: number for number, raw in enumerate(LEAVES)}.values())
OTHERS = st.one_of(VALUES, st.sampled_from(["", "A", "clock", "a" * 101, "A" * 22, 0, -1, 1, []]))


def is_leaf(raw):
    try:
        read_leaf(raw)
    except BadLog:
        return False
    return True


@given(st.sampled_from(KINDS), st.data())
@settings(MANY, max_examples=200)
def test_a_leaf_that_says_something_else_is_read_or_refused_by_both(engine, number, data):
    leaf = read_leaf(LEAVES[number])
    name = data.draw(st.sampled_from([*sorted(leaf), "more"]))
    change = data.draw(st.one_of(st.none(), OTHERS))
    leaf.pop(name, None)
    if change is not None:
        leaf[name] = change
    raw = json.dumps(leaf, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    said = raw.encode("utf-8", "surrogatepass")
    try:
        engine.ask("leaf", raw=packed(said))
    except Refused:
        assert not is_leaf(said)
    else:
        assert is_leaf(said)


DOCUMENTS = [each["document"] for each in map(read_leaf, LEAVES) if "document" in each]
DOCUMENTS = [each for each in DOCUMENTS if each.startswith("tablee-")]
PAGES = ["docs/log/documents.md", "docs/log/documents.fr.md"]
EXAMPLES = re.findall(r"```\n(tablee-.*?\n)```", (ROOT / PAGES[0]).read_text(), re.DOTALL)
SECURITY_KEY = SecurityKey("dana", b"ssh:tablee", PRESENT | VERIFIED, 2**32 - 2)
TOUCHED = [text + SECURITY_KEY.sign(text) for text in map(text_of, Kind)]
SSH_KEY = re.search(r"Key: `(ssh-ed25519 \S+)`", (ROOT / PAGES[0]).read_text())[1]


def read_by_python(text):
    try:
        found = read_document(text)
    except BadDocument:
        return None
    return [found.kind.value, found.fields]


@given(st.sampled_from([*DOCUMENTS, *EXAMPLES, *TOUCHED]), st.data())
@settings(MANY, max_examples=150)
def test_signed_documents_are_read_or_refused_by_both(engine, text, data):
    at = data.draw(st.integers(0, len(text) - 1))
    put = data.draw(st.sampled_from(["", " ", "\n", "0", "a", "é", "\u200b", "\u2028", "=", "-"]))
    changed = text[:at] + put + text[at + data.draw(st.integers(0, 1)) :]
    try:
        found = engine.ask("document", text=changed, keys=[])
    except Refused:
        found = None
    assert (found and [found["kind"], found["fields"]]) == read_by_python(changed)


def test_the_example_that_openssh_signed_is_believed(engine):
    key = {"role": "beneficiary", "name": "Les Restos du Cœur", "key": SSH_KEY}
    text = next(each for each in EXAMPLES if "SSH SIGNATURE" in each)
    assert engine.ask("document", text=text, keys=[key])["signer"] == SSH_KEY
    forged = text.replace("units 8000", "units 9000")
    assert engine.ask("document", text=forged, keys=[key])["signer"] is None


def judged_of_both(engine, text, key):
    """Return by which key each of both finds *text* signed."""
    party = {"role": "sponsor", "name": "Danone", "key": key}
    found = engine.ask("document", text=text, keys=[party])["signer"]
    try:
        read_document(text).signed_by([PartyKey(**party)], verify)
    except NotSigned:
        assert found is None
    else:
        assert found == key
    return found


@pytest.mark.parametrize(("counter", "hash_name"), [(0, "sha512"), (2**32 - 1, "sha256")])
def test_what_a_security_key_signs_is_believed_by_both(engine, counter, hash_name):
    key = replace(SECURITY_KEY, counter=counter, hash_name=hash_name)
    text = text_of(Kind.PLEDGE)
    assert judged_of_both(engine, text + key.sign(text), key.line) == key.line
    forged = text.replace("units 25000", "units 95000") + key.sign(text)
    assert judged_of_both(engine, forged, key.line) is None
    for other in (replace(key, application=b"ssh:"), replace(key, name="ben")):
        assert judged_of_both(engine, text + key.sign(text), other.line) is None


APPLICATIONS = [b"ssh:", b"ssh:a b", b"ssh:\xc3\xa9", b"\xef\xbb\xbfssh:"]


@given(st.integers(0, 255), st.sampled_from(APPLICATIONS))
@example(0, b"ssh:")
@example(PRESENT, b"")
@example(PRESENT, b"ssh:" + b"a" * 60)
@example(PRESENT, b"ssh:" + b"a" * 61)
@example(PRESENT, b"ssh:\n")
@MANY
def test_what_a_security_key_may_say_is_read_alike(engine, flags, application):
    key = replace(SECURITY_KEY, flags=flags, application=application)
    text = text_of(Kind.PLEDGE)
    whole = text + key.sign(text)
    try:
        found = engine.ask("document", text=whole, keys=[])
    except Refused:
        found = None
    assert (found and [found["kind"], found["fields"]]) == read_by_python(whole)


@given(st.data())
@MANY
def test_every_bit_of_a_touched_signature_matters_to_both(engine, data):
    text = text_of(Kind.PLEDGE)
    blob = bytearray(blob_of(SECURITY_KEY.sign(text)))
    bit = data.draw(st.integers(0, len(blob) * 8 - 1))
    blob[bit // 8] ^= 1 << bit % 8
    whole = text + armour(bytes(blob))
    if read_by_python(whole) is None:
        with pytest.raises(Refused):
            engine.ask("document", text=whole, keys=[])
    else:
        assert judged_of_both(engine, whole, SECURITY_KEY.line) is None
