"""What a security key of OpenSSH signs is signed, if somebody touched it; nothing else is."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.promising.keys import party_of, signed_note, signer, ssh_pair, text_of
from tests.core.promising.touched import (
    ATTESTED,
    EXTENDED,
    PRESENT,
    VERIFIED,
    SecurityKey,
    armour,
    blob_of,
)

from tablee.core.promising.document import read_document
from tablee.core.promising.fault import BadDocument, BadKey, NotSigned
from tablee.core.promising.party import PartyKey, Role, read_party_key
from tablee.core.promising.sshkey import SshKey, read_ssh_key
from tablee.core.promising.wording import Kind
from tablee.outside.signing import verify

DANA = SecurityKey("dana")
TEXT = text_of(Kind.PLEDGE)
OWN = party_of(Kind.PLEDGE, DANA.line)
TOUCHED = (
    DANA,
    replace(DANA, flags=PRESENT | VERIFIED),
    replace(DANA, counter=2**32 - 1),
    replace(DANA, hash_name="sha256"),
    replace(DANA, application=b"ssh:tablee"),
)


def signer_of(whole, *keys):
    return read_document(whole).signed_by(keys, verify)


@pytest.mark.parametrize("kind", [*Kind])
def test_every_document_can_be_signed_with_a_touch(kind: Kind) -> None:
    text = text_of(kind)
    party = party_of(kind, DANA.line)
    assert signer_of(text + DANA.sign(text), party) == party
    changed = {"draws" if kind is Kind.AUDIT else "units": "9"}
    with pytest.raises(NotSigned):
        signer_of(text_of(kind, **changed) + DANA.sign(text), party)


@pytest.mark.parametrize("key", TOUCHED)
def test_openssh_verifies_the_same_signatures(key: SecurityKey, tmp_path: Path) -> None:
    """The real ``ssh-keygen`` judges what our security key of software makes."""
    (tmp_path / "signers").write_text(f'* namespaces="tablee" {key.line}\n')
    (tmp_path / "sig").write_text(key.sign(TEXT))
    command = ("ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "dana", "-n", "tablee")

    def is_right(text: str) -> bool:
        said = {"input": text, "cwd": tmp_path, "capture_output": True, "text": True}
        done = subprocess.run((*command, "-s", "sig"), check=False, **said)
        return done.returncode == 0

    assert is_right(TEXT)
    assert not is_right(TEXT + " ")
    party = party_of(Kind.PLEDGE, key.line)
    assert signer_of(TEXT + key.sign(TEXT), party) == party


def test_its_fingerprint_is_what_openssh_shows(tmp_path: Path) -> None:
    public = tmp_path / "key.pub"
    public.write_text(f"{DANA.line} dana@example.org\n")
    party = read_party_key(party_of(Kind.PLEDGE, public.read_text()))
    assert party.key == DANA.line
    shown = subprocess.run(
        ("ssh-keygen", "-lf", str(public)), capture_output=True, text=True, check=True
    )
    assert party.fingerprint in shown.stdout.split()


@pytest.mark.parametrize("flags", [0, VERIFIED, 0xFE])
def test_a_signature_without_a_touch_is_none(flags: int) -> None:
    with pytest.raises(BadDocument, match="Nobody touched the security key") as caught:
        read_document(TEXT + replace(DANA, flags=flags).sign(TEXT))
    assert caught.value.words.fr.startswith("Personne n'a touché la clé matérielle")


@pytest.mark.parametrize("flags", [PRESENT | ATTESTED, PRESENT | EXTENDED])
def test_a_signature_of_more_than_is_there_is_none(flags: int) -> None:
    with pytest.raises(BadDocument):
        read_document(TEXT + replace(DANA, flags=flags).sign(TEXT))


@pytest.mark.parametrize("namespace", [b"git", b"file", b""])
def test_a_touch_for_something_else_is_none_here(namespace: bytes) -> None:
    with pytest.raises(BadDocument, match="was made for"):
        read_document(TEXT + DANA.sign(TEXT, namespace))


def test_every_bit_matters() -> None:
    blob = bytearray(blob_of(DANA.sign(TEXT)))
    for at in range(len(blob) * 8):
        blob[at // 8] ^= 1 << at % 8
        whole = TEXT + armour(bytes(blob))
        blob[at // 8] ^= 1 << at % 8
        with pytest.raises(BadDocument):
            signer_of(whole, OWN)
    for wrong in (bytes(blob) + b"\0", bytes(blob)[:-1]):
        with pytest.raises(BadDocument):
            read_document(TEXT + armour(wrong))


def test_a_key_in_a_file_and_one_that_is_touched_never_stand_for_each_other(tmp_path) -> None:
    """The same secret in a file, for notes, and in a security key."""
    pair, note = ssh_pair(tmp_path, "dana"), signer("dana")
    filed, noted = party_of(Kind.PLEDGE, pair.line), party_of(Kind.PLEDGE, str(note.key))
    assert filed.verifier.public == OWN.verifier.public == noted.verifier.public
    for whole, others in (
        (TEXT + DANA.sign(TEXT), (filed, noted)),
        (TEXT + pair.sign(TEXT), (OWN, noted)),
        (signed_note(TEXT, note), (OWN, filed)),
    ):
        with pytest.raises(NotSigned):
            signer_of(whole, *others)
    other = party_of(Kind.PLEDGE, replace(DANA, application=b"ssh:other").line)
    with pytest.raises(NotSigned):
        signer_of(TEXT + DANA.sign(TEXT), other)
    with pytest.raises(BadDocument):
        read_document(TEXT + replace(DANA, sort=b"ssh-ed25519").sign(TEXT))


@pytest.mark.parametrize(
    "application",
    [b"", b"tablee.example", b"SSH:", b"ssh", b"ssh: ", b"ssh:\xc3\xa9", b"ssh:" + b"a" * 61],
)
def test_a_key_made_for_something_else_than_ssh_is_refused(application: bytes) -> None:
    key = replace(DANA, application=application)
    with pytest.raises(BadKey):
        read_party_key(party_of(Kind.PLEDGE, key.line))
    with pytest.raises(BadDocument):
        read_document(TEXT + key.sign(TEXT))


def test_a_witness_cosigns_with_no_such_key() -> None:
    with pytest.raises(BadKey):
        read_party_key(PartyKey(Role.WITNESS, "Le Monde", DANA.line))


@given(st.binary(min_size=32, max_size=32), st.from_regex(r"(ssh:[!-~]{0,60})?", fullmatch=True))
def test_a_key_has_one_spelling(public: bytes, application: str) -> None:
    key = SshKey(public, application)
    assert read_ssh_key(key.line) == key
    for wrong in (key.line + " dana", key.line.replace(" ", "  "), key.line[:-1], f" {key.line}"):
        with pytest.raises(BadKey):
            read_ssh_key(wrong)
