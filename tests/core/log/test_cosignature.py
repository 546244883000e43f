"""A witness says when it saw a log; who says so and is not believed spoils the note."""

import pytest
from tests.core.log.public import GOLDEN
from tests.logs import AT_S, Witnessing

from tablee.core.log.checkpoint import Checkpoint
from tablee.core.log.cosignature import Seen, cosigned, seen_by, signature_line
from tablee.core.log.fault import BadNote
from tablee.core.log.note import COSIGNATURE, ED25519, ML_DSA_44, Key, Note, Signature, read_note
from tablee.core.log.tree import EMPTY_ROOT
from tablee.outside.signing import KeySigner, verify

TEXT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
ED = Witnessing("witness.example/w1", 7)
ML = Witnessing("witness.example/w2", 8, ML_DSA_44)


def test_an_ed25519_witness_signs_the_specified_message():
    # The example of the specification.
    message = cosigned(ED.key, 1679315147, TEXT)
    assert message == f"cosignature/v1\ntime 1679315147\n{TEXT}".encode()


def test_an_ml_dsa_witness_signs_the_specified_structure():
    text = str(Checkpoint("log.example", 258, EMPTY_ROOT))
    key = Key("w.example", ML_DSA_44, b"")
    assert (
        cosigned(key, 1, text)
        == (
            b"subtree/v1\n\0"
            b"\x09w.example"
            b"\0\0\0\0\0\0\0\x01"
            b"\x0blog.example"
            b"\0\0\0\0\0\0\0\0"
            b"\0\0\0\0\0\0\x01\x02"
        )
        + EMPTY_ROOT
    )


def test_a_line_holds_the_time_before_the_signature():
    line = signature_line(ED.key, 258, b"signed")
    assert line == Signature(ED.key.name, ED.key.id, b"\0\0\0\0\0\0\x01\x02signed")


@pytest.mark.parametrize("witness", [ED, ML], ids=["0x04", "0x06"])
def test_a_witness_is_believed_with_its_time(witness):
    note = Note(TEXT, (witness.line(TEXT, 1_700_000_000),))
    assert seen_by(read_note(str(note).encode()), (witness.key,), verify) == [
        Seen(witness.key, 1_700_000_000)
    ]


def test_unknown_witnesses_are_ignored_and_known_ones_count_once():
    note = Note(TEXT, (ML.line(TEXT), ED.line(TEXT, 5), ED.line(TEXT, 6)))
    assert seen_by(note, (ED.key,), verify) == [Seen(ED.key, 5)]
    assert seen_by(note, (), verify) == []
    assert seen_by(note, (ED.key, ML.key), verify) == [Seen(ML.key, AT_S), Seen(ED.key, 5)]


def test_a_witness_of_the_same_name_with_another_key_is_unknown():
    other = Witnessing(ED.key.name, 9)
    assert seen_by(Note(TEXT, (ED.line(TEXT),)), (other.key,), verify) == []


@pytest.mark.parametrize("witness", [ED, ML], ids=["0x04", "0x06"])
@pytest.mark.parametrize("place", [0, 7, 8, 20, -1])
def test_a_changed_cosignature_spoils_the_note(witness, place):
    line = witness.line(TEXT)
    value = bytearray(line.value)
    value[place] ^= 1
    note = Note(TEXT, (line._replace(value=bytes(value)),))
    with pytest.raises(BadNote):
        seen_by(note, (witness.key,), verify)


@pytest.mark.parametrize("witness", [ED, ML], ids=["0x04", "0x06"])
def test_a_cosignature_of_another_checkpoint_spoils_the_note(witness):
    other = TEXT.replace("20852163", "20852164")
    with pytest.raises(BadNote, match=f"^The cosignature of {witness.key.name} is wrong"):
        seen_by(Note(other, (witness.line(TEXT),)), (witness.key,), verify)


@pytest.mark.parametrize("value", [b"\1", b"\0" * 7 + b"\1", b"\0" * 7 + b"\1x"])
def test_a_cosignature_that_is_too_short_spoils_the_note(value):
    line = Signature(ED.key.name, ED.key.id, value)
    with pytest.raises(BadNote, match=r"^The cosignature of witness.example/w1 is wrong\.$"):
        seen_by(Note(TEXT, (line,)), (ED.key,), lambda *_: len(value) <= 8)


@pytest.mark.parametrize("witness", [ED, ML], ids=["0x04", "0x06"])
def test_a_witness_says_a_moment(witness):
    for at_s in (0, -1, 2**63):
        with pytest.raises(BadNote, match=r"^A witness says when it saw the log\.$"):
            cosigned(witness.key, at_s, TEXT)
    assert cosigned(witness.key, 1, TEXT)
    assert cosigned(witness.key, 2**63 - 1, TEXT)


def test_a_key_that_signs_texts_makes_no_cosignatures():
    signer = KeySigner("log.example", b"l" * 32)
    assert signer.key.sort == ED25519
    for sort in (0, 1, 2, 5, 7, 255):
        with pytest.raises(BadNote, match=r"^The key of log.example makes no cosignatures\.$"):
            cosigned(signer.key._replace(sort=sort), 1, TEXT)


def test_only_checkpoints_are_cosigned_as_structures():
    with pytest.raises(BadNote, match="three lines"):
        cosigned(ML.key, 1, "anything\n")


def test_names_in_the_structure_have_at_most_255_bytes():
    for name, origin in (("w" * 255, "o"), ("w", "é" * 127)):
        text = str(Checkpoint(origin, 1, EMPTY_ROOT))
        assert cosigned(Key(name, ML_DSA_44, b""), 1, text)
    for name, origin in (("w" * 256, "o"), ("w", "o" * 256), ("w", "é" * 128)):
        text = str(Checkpoint(origin, 1, EMPTY_ROOT))
        with pytest.raises(BadNote, match=r"^A name has at most 255 bytes\.$"):
            cosigned(Key(name, ML_DSA_44, b""), 1, text)


def test_the_two_sorts_of_one_key_are_two_witnesses():
    note = read_note((GOLDEN / "checkpoint").read_bytes())
    assert COSIGNATURE != ED25519
    as_log = [Key(each.name, ED25519, ED.key.public) for each in note.signatures]
    assert seen_by(note, tuple(as_log), verify) == []
