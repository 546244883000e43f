"""A document is worth something only when whoever's word it is signed it, for this purpose."""

import base64
import subprocess
from pathlib import Path

import pytest
from tests.core.promising.keys import (
    FIELDS,
    SshPair,
    party_of,
    signed_note,
    signer,
    ssh_pair,
    text_of,
)

from tablee.core.promising.document import read_document
from tablee.core.promising.fault import BadDocument, BadKey, NotSigned
from tablee.core.promising.party import PartyKey, read_party_key
from tablee.core.promising.sshsig import BEGIN, END, read_armour
from tablee.core.promising.wording import Kind
from tablee.outside.signing import verify

KINDS = [*Kind]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> SshPair:
    """A key of OpenSSH."""
    return ssh_pair(tmp_path_factory.mktemp("keys"), "dana")


@pytest.mark.parametrize("kind", KINDS)
def test_a_note_is_signed_by_its_key(kind: Kind) -> None:
    dana, other = signer("dana.example"), signer("other.example")
    party = party_of(kind, str(dana.key))
    document = read_document(signed_note(text_of(kind), other, dana))
    assert document.signed_by([party_of(kind, str(other.key))._replace(name="?"), party], verify)


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_real_ssh_keygen_signs_is_signed(kind: Kind, pair: SshPair) -> None:
    text = text_of(kind)
    document = read_document(text + pair.sign(text))
    party = party_of(kind, pair.line)
    assert document.signed_by([party], verify) == party


def test_the_hash_sha256_is_taken_too(pair: SshPair) -> None:
    text = text_of(Kind.PLEDGE)
    command = ("ssh-keygen", "-Y", "sign", "-n", "tablee", "-O", "hashalg=sha256")
    done = subprocess.run(
        (*command, "-f", str(pair.path), "-"),
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    document = read_document(text + done.stdout)
    assert document.signed_by([party_of(Kind.PLEDGE, pair.line)], verify)


@pytest.mark.parametrize("namespace", ["git", "file", "tablee-pledge", "Tablee", "tablee@example"])
def test_a_signature_for_something_else_is_none_here(namespace: str, pair: SshPair) -> None:
    text = text_of(Kind.PLEDGE)
    with pytest.raises(BadDocument, match=f"was made for '{namespace}'"):
        read_document(text + pair.sign(text, namespace))


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_can_be_changed_after_signing(kind: Kind, pair: SshPair) -> None:
    dana = signer("dana.example")
    text = text_of(kind)
    forms = [(signed_note(text, dana), str(dana.key)), (text + pair.sign(text), pair.line)]
    for field, value in FIELDS[kind].items():
        other = {"currency": "USD"}.get(field, value[:-1] + ("Z" if value[-1] == "Z" else "1"))
        other = value.replace("09:", "10:") if field == "from" else other
        changed = f"\n{field} {other if other != value else value[:-1] + '2'}\n"
        for whole, key in forms:
            wrong = read_document(whole.replace(f"\n{field} {value}\n", changed, 1))
            keys = [party_of(kind, key), PartyKey(kind.role, wrong.party, key)]
            assert wrong.fields != FIELDS[kind]
            with pytest.raises(NotSigned):
                wrong.signed_by(keys, verify)


def test_a_key_signs_only_for_its_owner_and_its_role(pair: SshPair) -> None:
    text = text_of(Kind.PAYMENT)
    for whole, key in (
        (signed_note(text, signer("dana.example")), str(signer("dana.example").key)),
        (text + pair.sign(text), pair.line),
    ):
        document = read_document(whole)
        for party in (
            PartyKey("sponsor", "Carrefour", key),
            PartyKey("beneficiary", "Danone", key),
            PartyKey("sponsor", "danone", key),
        ):
            with pytest.raises(NotSigned):
                document.signed_by([party], verify)


def test_a_wrong_signature_by_a_known_key_spoils_the_note() -> None:
    dana, ben = signer("dana.example"), signer("ben.example")
    text = text_of(Kind.PLEDGE)
    elsewhere = signed_note(text_of(Kind.PLEDGE, units="1"), ben).rsplit("\n\n", 1)[1]
    document = read_document(signed_note(text, dana) + elsewhere)
    keys = [party_of(Kind.PLEDGE, str(each.key)) for each in (dana, ben)]
    with pytest.raises(NotSigned):
        document.signed_by(keys, verify)
    assert document.signed_by(keys[:1], verify) == keys[0]


def test_a_key_of_one_form_signs_nothing_in_the_other(pair: SshPair) -> None:
    """The same secret, once as a key for notes and once as one of SSH."""
    dana = signer("dana")
    text = text_of(Kind.PLEDGE)
    note, armoured = read_document(signed_note(text, dana)), read_document(text + pair.sign(text))
    vkey, line = party_of(Kind.PLEDGE, str(dana.key)), party_of(Kind.PLEDGE, pair.line)
    assert vkey.verifier.public == line.verifier.public
    with pytest.raises(NotSigned):
        note.signed_by([line], verify)
    with pytest.raises(NotSigned):
        armoured.signed_by([vkey], verify)


def test_every_bit_of_a_signature_of_ssh_matters(pair: SshPair) -> None:
    text = text_of(Kind.DELIVERY)
    party = party_of(Kind.DELIVERY, pair.line)
    rows = pair.sign(text).removeprefix(BEGIN).removesuffix(END).split("\n")
    blob = bytearray(base64.b64decode("".join(rows)))
    for at in range(len(blob)):
        blob[at] ^= 1 << at % 8
        armour = _armour(bytes(blob))
        blob[at] ^= 1 << at % 8
        with pytest.raises(BadDocument):
            read_document(text + armour).signed_by([party], verify)
    for wrong in (bytes(blob) + b"\0", bytes(blob)[:-1], b""):
        with pytest.raises(BadDocument):
            read_armour(_armour(wrong))


def test_armour_is_read_to_the_letter(pair: SshPair) -> None:
    armour = pair.sign(text_of(Kind.PLEDGE))
    for wrong in (
        armour[:-1],
        armour + "\n",
        armour.replace("\n", "\r\n"),
        armour.replace(BEGIN, BEGIN + "\n"),
        armour.replace("=", ""),
        armour.replace("\n", "\n ", 2),
        armour.replace(BEGIN, BEGIN.lower()),
        armour + armour,
    ):
        with pytest.raises(BadDocument):
            read_document(text_of(Kind.PLEDGE) + wrong)


@pytest.mark.parametrize("sort", ["rsa", "ecdsa"])
def test_keys_of_other_sorts_are_refused(sort: str, tmp_path: Path) -> None:
    path = tmp_path / sort
    subprocess.run(("ssh-keygen", "-q", "-t", sort, "-N", "", "-f", str(path)), check=True)
    text = text_of(Kind.PLEDGE)
    with pytest.raises(BadDocument, match="Only keys of the sorts ssh-ed25519 and sk-"):
        read_document(text + SshPair(path, "").sign(text))
    with pytest.raises(BadKey):
        read_party_key(party_of(Kind.PLEDGE, path.with_suffix(".pub").read_text()))


def test_a_key_is_read_without_its_comment_and_shown_as_ssh_shows_it(pair: SshPair) -> None:
    public = pair.path.with_suffix(".pub")
    public.write_text(f"{pair.line} dana@example.org\n")
    party = read_party_key(party_of(Kind.PLEDGE, public.read_text()))
    assert party.key == pair.line
    shown = subprocess.run(
        ("ssh-keygen", "-lf", str(public)), capture_output=True, text=True, check=True
    )
    assert party.fingerprint in shown.stdout.split()


@pytest.mark.parametrize(
    ("role", "name", "key"),
    [
        ("sponsor", "Danone", "no key"),
        ("sponsor", "Danone", "ssh-ed25519 AAAA"),
        ("sponsor", "Danone", "ssh-ed25519"),
        ("sponsor", "", str(signer("dana.example").key)),
        ("king", "Danone", str(signer("dana.example").key)),
        ("witness", "Le Monde", str(signer("lemonde.example").key)),
    ],
)
def test_what_can_be_no_key_is_refused(role: str, name: str, key: str) -> None:
    with pytest.raises(BadKey):
        read_party_key(PartyKey(role, name, key))


def test_openssh_verifies_what_we_keep(pair: SshPair, tmp_path: Path) -> None:
    """The recipe of the documentation, with nothing of ours in it."""
    text = text_of(Kind.DELIVERY)
    whole = tmp_path / "document.txt"
    whole.write_text(text + pair.sign(text))
    (tmp_path / "signers").write_text(f'* namespaces="tablee" {pair.line}\n')
    script = (
        "sed '/^-----BEGIN/,$d' document.txt > text && "
        "sed -n '/^-----BEGIN/,$p' document.txt > sig && "
        "ssh-keygen -Y verify -f signers -I anybody -n tablee -s sig < text"
    )
    subprocess.run(("sh", "-c", script), cwd=tmp_path, check=True, capture_output=True)


def _armour(blob: bytes) -> str:
    encoded = base64.b64encode(blob).decode()
    rows = "\n".join(encoded[at : at + 70] for at in range(0, len(encoded), 70))
    return f"{BEGIN}{rows}\n{END}"
