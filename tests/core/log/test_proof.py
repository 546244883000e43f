"""A receipt file is read strictly, and written as it was read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.log.strategies import hashes, notes, sizes

from tablee.core.log.fault import BadProof
from tablee.core.log.note import base64
from tablee.core.log.proof import MOST_HASHES, Proof, read_proof
from tablee.core.log.tree import leaf_hash

HEAD = "c2sp.org/tlog-proof@v1\n"
H1, H2 = leaf_hash(b"1"), leaf_hash(b"2")
A_HASH = base64(H1)

proofs = st.builds(
    Proof,
    sizes,
    st.lists(hashes, max_size=5).map(tuple),
    notes.map(lambda note: str(note).encode()),
    st.binary(max_size=50),
)


@given(proofs)
def test_receipts_are_read_as_they_are_written(proof):
    raw = str(proof).encode()
    assert read_proof(raw) == proof
    assert str(read_proof(raw)).encode() == raw


@pytest.mark.parametrize(
    ("proof", "text"),
    [
        (
            Proof(5, (H1, H2), b"a checkpoint\n"),
            f"{HEAD}index 5\n{base64(H1)}\n{base64(H2)}\n\na checkpoint\n",
        ),
        (
            Proof(10, (H1,), b"a checkpoint\n", b"more"),
            f"{HEAD}extra bW9yZQ==\nindex 10\n{base64(H1)}\n\na checkpoint\n",
        ),
        (Proof(0, (), b"a\n\nb\n"), f"{HEAD}index 0\n\na\n\nb\n"),
    ],
)
def test_a_receipt_is_written_so(proof, text):
    assert str(proof) == text
    assert read_proof(text.encode()) == proof


HEADLESS = "The file does not begin with 'c2sp.org/tlog-proof@v1'."
LEAFLESS = "The file does not say which leaf it is about."
NOT_BASE64 = "The file cannot be read: This is not base64."
LENGTHS = "A proof has at most 63 hashes of 32 bytes."
NUMBER = "The file cannot be read: A number is written in digits, without leading zeros."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", HEADLESS),
        ("wrong\nindex 0\n\nc\n", HEADLESS),
        (" " + HEAD + "index 0\n\nc\n", HEADLESS),
        (HEAD + "index 0\n", HEADLESS),
        (HEAD + "index 0\n" + "a" * 66_000 + "\n", HEADLESS),
        (HEAD + "\n\nc\n", LEAFLESS),
        (HEAD + A_HASH + "\n\nc\n", LEAFLESS),
        (HEAD + "extra QQ==\n\nc\n", LEAFLESS),
        (HEAD + "extra QQ==\nextra QQ==\nindex 0\n\nc\n", LEAFLESS),
        (HEAD + "extra \nindex 0\n\nc\n", "A file without extra has no line for it."),
        (HEAD + "extra !!\nindex 0\n\nc\n", NOT_BASE64),
        (
            HEAD + "extra QR==\nindex 0\n\nc\n",
            "The file cannot be read: This base64 has another spelling.",
        ),
        (HEAD + "index x\n\nc\n", NUMBER),
        (HEAD + "index -5\n\nc\n", NUMBER),
        (HEAD + "index 00\n\nc\n", NUMBER),
        (HEAD + "index  0\n\nc\n", NUMBER),
        (HEAD + "index 0\nindex 0\n\nc\n", NOT_BASE64),
        (HEAD + "index 0\n!!\n\nc\n", NOT_BASE64),
        (HEAD + f"index 0\n{A_HASH}\r\n\nc\n", NOT_BASE64),
        (HEAD + f"index 0\n{base64(bytes(64))}\n\nc\n", LENGTHS),
        (HEAD + f"index 0\n{base64(bytes(31))}\n\nc\n", LENGTHS),
        (HEAD + "index 0\n" + f"{A_HASH}\n" * 64 + "\nc\n", LENGTHS),
    ],
)
def test_what_is_not_a_receipt_is_told_why(text, sentence):
    with pytest.raises(BadProof) as found:
        read_proof(text.encode())
    assert str(found.value) == sentence


@pytest.mark.parametrize(
    "raw", [HEAD.encode() + b"index \xff\n\nc\n", HEAD.encode() + b"index 0\n\n\xff"]
)
def test_a_receipt_is_utf8(raw):
    with pytest.raises(BadProof, match="The file is not in UTF-8"):
        read_proof(raw)


def test_63_hashes_are_as_many_as_a_tree_can_be_high():
    assert (
        len(read_proof((HEAD + "index 0\n" + f"{A_HASH}\n" * 63 + "\nc\n").encode()).hashes) == 63
    )
    assert MOST_HASHES == 63


def test_a_receipt_has_at_most_a_million_bytes():
    head = HEAD + "index 0\n\n"
    assert read_proof((head + "x" * (1_000_000 - len(head))).encode()).number == 0
    with pytest.raises(BadProof, match=r"^The file is too long\.$"):
        read_proof((head + "x" * (1_000_001 - len(head))).encode())
