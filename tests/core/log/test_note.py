"""Signed notes and keys are read strictly, and written as they were read."""

import pytest
from hypothesis import given
from tests.core.log.strategies import keys, notes

from tablee.core.log.fault import BadNote
from tablee.core.log.note import (
    COSIGNATURE,
    ED25519,
    Key,
    Note,
    Signature,
    base64,
    believed,
    read_key,
    read_note,
    unbase64,
)
from tablee.outside.signing import KeySigner, verify

# The example that Go's own tests of notes use.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SEED = unbase64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
BY_PETER = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6"
    "KE6RyyBwJnAM=\n"
)
BY_ENOCH = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WW"
    "d1RvMc+QQ=\n"
)


def note_of(*signatures: str, text: str = TEXT) -> Note:
    return read_note((text + "\n" + "".join(signatures)).encode())


def test_we_sign_as_go_does():
    peter = KeySigner("PeterNeumann", PETER_SEED)
    assert str(peter.key) == PETER
    mine = Signature("PeterNeumann", peter.key.id, peter.sign(TEXT.encode()))
    assert str(Note(TEXT, (mine,))) == TEXT + "\n" + BY_PETER


def test_who_signed_is_believed_and_unknown_signers_are_ignored():
    peter, enoch = read_key(PETER), read_key(ENOCH)
    note = note_of(BY_PETER, BY_ENOCH)
    assert note.text == TEXT
    assert believed(note, [peter], verify) == {peter}
    assert believed(note, [peter, enoch], verify) == {peter, enoch}
    assert believed(note, [], verify) == set()
    assert believed(note_of(BY_ENOCH), [peter], verify) == set()


def test_a_signature_twice_counts_once():
    assert believed(note_of(BY_PETER, BY_PETER), [read_key(PETER)], verify) == {read_key(PETER)}


@pytest.mark.parametrize(
    "signature",
    [
        BY_PETER[:60] + "ABCD" + BY_PETER[60:],
        BY_PETER.replace("yyBwJnAM=", "yyBwJnAE="),
        str(Signature("PeterNeumann", read_key(PETER).id, b"\0")),
    ],
)
def test_a_wrong_signature_of_a_known_key_spoils_the_note(signature):
    with pytest.raises(BadNote, match=r"^The signature of PeterNeumann is wrong\.$"):
        believed(note_of(BY_ENOCH, signature), [read_key(PETER)], verify)


def test_a_signature_of_another_text_is_wrong():
    with pytest.raises(BadNote, match=r"^The signature of PeterNeumann is wrong\.$"):
        believed(note_of(BY_PETER, text="x" + TEXT), [read_key(PETER)], verify)


def test_a_name_or_an_id_alone_is_an_unknown_signer():
    peter = read_key(PETER)
    named = BY_PETER.replace("PeterNeumann", "CarmenSandiego")
    numbered = BY_PETER.replace("x08g", "xxxx")
    assert believed(note_of(named, numbered), [peter], verify) == set()


def test_keys_of_witnesses_sign_no_text_of_their_own():
    signer = KeySigner("w.example", b"w" * 32)
    witness = Key("w.example", COSIGNATURE, signer.key.public)
    plain = Signature("w.example", witness.id, signer.sign(TEXT.encode()))
    for key in (witness, witness._replace(sort=0), witness._replace(sort=2)):
        with pytest.raises(BadNote, match=r"^A text itself is signed by Ed25519 keys only\.$"):
            believed(Note(TEXT, (plain,)), [key], verify)


def test_a_note_may_hold_empty_lines_and_is_cut_at_the_last():
    text = "Ognuno sta solo sul cuor della terra\n\ned è subito sera.\n"
    assert note_of(BY_PETER, text=text).text == text
    assert note_of(BY_PETER, text="a\n\n").text == "a\n\n"


def test_a_hundred_signatures_are_read_and_no_more():
    assert len(note_of(BY_PETER * 100).signatures) == 100
    with pytest.raises(BadNote, match=r"^The note has more than 100 signatures\.$"):
        note_of(BY_PETER * 101)


def test_a_million_bytes_are_read_and_no_more():
    rest = len(("\n\n" + BY_PETER).encode())
    assert len(str(note_of(BY_PETER, text="x" * (1_000_000 - rest) + "\n")).encode()) == 1_000_000
    with pytest.raises(BadNote, match=r"^The note is too long\.$"):
        note_of(BY_PETER, text="x" * (1_000_001 - rest) + "\n")


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (TEXT, "The note has no signatures."),
        (TEXT + "\n", "The note has no signatures."),
        (TEXT + "\n" + BY_PETER[:-1], "The note has no signatures."),
        (TEXT + BY_PETER, "The note has no signatures."),
        ("", "The note has no signatures."),
        ("\x01" + TEXT + "\n" + BY_PETER, "The note holds a control character."),
        (TEXT + "\n" + BY_PETER.replace("\n", "\r\n"), "The note holds a control character."),
        (TEXT + "\t\n\n" + BY_PETER, "The note holds a control character."),
        (TEXT + "\x1f\n\n" + BY_PETER, "The note holds a control character."),
        (TEXT + "\n" + BY_PETER + "More.\n", "A line under the note is not a signature."),
        (TEXT + "\n" + BY_PETER[2:], "A line under the note is not a signature."),
        (TEXT + "\n" + BY_PETER.replace("—", "-"), "A line under the note is not a signature."),
        (TEXT + "\n— Bad Name AAAAAAA=\n", "This is not base64."),
        (TEXT + "\n— Bad+Name AAAAAAA=\n", "A line under the note is not a signature."),
        (TEXT + "\n— Bad\u00a0Name AAAAAAA=\n", "A line under the note is not a signature."),
        (TEXT + "\n—  AAAAAAA=\n", "A line under the note is not a signature."),
        (TEXT + "\n— Name\n", "A signature under the note is too short."),
        (TEXT + "\n— Name \n", "A signature under the note is too short."),
        (TEXT + "\n— Name AAAAAA==\n", "A signature under the note is too short."),
        (TEXT + "\n— Name AAAAAAA= \n", "This is not base64."),
        (TEXT + "\n— Name AAAAAAA\n", "This is not base64."),
        (TEXT + "\n— Name AAAAAAB=\n", "This base64 has another spelling."),
    ],
)
def test_what_is_not_a_note_is_told_why(raw, sentence):
    with pytest.raises(BadNote) as found:
        read_note(raw.encode())
    assert str(found.value) == sentence


def test_a_note_is_utf8():
    with pytest.raises(BadNote, match=r"^The note is not UTF-8\.$"):
        read_note(b"\xff" + (TEXT + "\n" + BY_PETER).encode())


def test_the_shortest_signature_has_one_byte():
    note = note_of("— Name AAAAAAA=\n")
    assert note.signatures == (Signature("Name", b"\0\0\0\0", b"\0"),)


@given(notes)
def test_notes_are_read_as_they_are_written(note):
    raw = str(note).encode()
    assert read_note(raw) == note
    assert str(read_note(raw)).encode() == raw


@given(keys())
def test_keys_are_read_as_they_are_written(key):
    assert read_key(str(key)) == key


def test_no_part_of_a_key_is_a_key():
    for first in range(len(PETER)):
        for last in range(first + 1, len(PETER) + 1):
            if last - first < len(PETER):
                with pytest.raises(BadNote):
                    read_key(PETER[first:last])


def test_no_key_with_a_letter_changed_is_a_key():
    for place in range(len(PETER)):
        changed = PETER[:place] + chr(ord(PETER[place]) + 1) + PETER[place + 1 :]
        with pytest.raises(BadNote):
            read_key(changed)


def vkey(name: str, sort: int, public: bytes) -> str:
    return str(Key(name, sort, public))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This is not a verifier key."),
        ("a", "This is not a verifier key."),
        ("a+00000000+", "This is not a verifier key."),
        (vkey("", 1, b"k" * 32), "This is not a verifier key."),
        (vkey("a b", 1, b"k" * 32), "This is not a verifier key."),
        (vkey("a\x01", 1, b"k" * 32), "This is not a verifier key."),
        ("a\ud800+00000000+AQ==", "This is not a verifier key."),
        ("\udfffa+00000000+AQ==", "This is not a verifier key."),
        ("a+é+AQ=é", "This is not base64."),
        (vkey("a", 1, b"k" * 31), "The key of a contradicts itself."),
        (vkey("a", 1, b"k" * 33), "The key of a contradicts itself."),
        (vkey("a", 4, b"k" * 33), "The key of a contradicts itself."),
        (vkey("a", 6, b"k" * 32), "The key of a contradicts itself."),
        (PETER.replace("c74f20a3", "c74f20a4"), "The key of PeterNeumann contradicts itself."),
        (PETER.replace("c74f20a3", "C74F20A3"), "The key of PeterNeumann contradicts itself."),
        (PETER + "\n", "This is not base64."),
    ],
)
def test_what_is_not_a_key_is_told_why(text, sentence):
    with pytest.raises(BadNote) as found:
        read_key(text)
    assert str(found.value) == sentence


def test_keys_of_sorts_that_we_do_not_know_are_read_and_verify_nothing():
    key = read_key(vkey("a", 0xF0, b"any length"))
    assert (key.sort, key.public) == (0xF0, b"any length")
    assert not verify(key, b"", b"")


def test_lengths_of_keys_are_known():
    assert read_key(vkey("a", 6, b"k" * 1312)).sort == 6
    assert read_key(vkey("a", 4, b"k" * 32)).sort == 4
    assert read_key(PETER).sort == ED25519


def test_names_may_be_of_any_language():
    assert read_key(vkey("repas.example/été\ue000", 1, b"k" * 32)).name == "repas.example/été\ue000"


@pytest.mark.parametrize("text", ["QQ=", "QR==", "Q0==", "QQ==\n", "Q Q=", "-_==", "QQ==QQ==", "é"])
def test_base64_has_one_spelling(text):
    with pytest.raises(BadNote):
        unbase64(text)
    assert base64(unbase64("QQ==")) == "QQ=="
