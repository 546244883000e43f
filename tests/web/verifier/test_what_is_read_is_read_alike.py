"""Whatever bytes somebody makes up: both verifiers read them, or both refuse them."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.log.test_policy import crowded
from tests.logs import FolderLog, two_witnesses
from tests.web.verifier.engine import Refused, packed
from tests.web.verifier.test_the_bytes_are_understood import MANY

from tablee.core.log.checkpoint import read_checkpoint
from tablee.core.log.fault import BadLog
from tablee.core.log.note import read_key, read_note
from tablee.core.log.policy import read_policy
from tablee.core.log.proof import read_proof

PUT = [
    "",
    " ",
    "\n",
    "\t",
    "0",
    "+",
    "=",
    "—",
    "é",
    "\0",
    "\u2028",
    "\u00a0",
    "\x1f",
    "\ufeff",
    "any",
]
FEW = settings(MANY, max_examples=150)


def is_read(engine, op, **said):
    try:
        return engine.ask(op, **said)
    except Refused:
        return None


def judged(read, *said):
    try:
        return read(*said)
    except (BadLog, UnicodeDecodeError):
        return None


@st.composite
def changed(draw, text):
    """Return *text* with something else in one place."""
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.sampled_from(PUT)) + text[at + draw(st.integers(0, 3)) :]


WITNESSES = [each.key for each in two_witnesses()]


def policy_text():
    log = FolderLog.__new__(FolderLog)
    log.signer, log.witnesses = two_signers(), two_witnesses()
    return str(log.policy) + "group more 1 everyone\n# that is all\n"


def two_signers():
    return FolderLog(None).signer


@given(changed(policy_text()), st.sets(st.sampled_from(WITNESSES)))
@FEW
def test_policies(engine, text, signers):
    found = is_read(engine, "policy", text=text, signers=[str(each) for each in signers])
    assert found == judged(lambda: read_policy(text).is_met(signers))


@given(crowded())
@FEW
def test_whom_a_policy_counts_twice(engine, policy):
    found = policy.twice()
    assert engine.ask("twice", text=str(policy)) == (found and found.group)


@given(st.data())
@FEW
def test_checkpoints(engine, small, data):
    text = data.draw(changed(small.signed(small.text()).decode()))
    found = is_read(engine, "seal", note=packed(text.encode()), keys=[])
    expected = judged(lambda: read_checkpoint(read_note(text.encode()).text))
    assert (found and [found["origin"], found["size"]]) == (expected and [*expected[:2]])


@given(st.data())
@FEW
def test_receipts(engine, small, data):
    text = data.draw(changed(small.receipt(100, b"more").decode()))
    expected = judged(lambda: read_proof(text.encode()).number)
    assert is_read(engine, "proof", raw=packed(text.encode())) == expected


@given(changed(str(WITNESSES[0])))
@FEW
def test_keys(engine, text):
    found = is_read(engine, "key", text=text)
    expected = judged(lambda: read_key(text))
    assert found == (expected and [expected.name, expected.sort])
