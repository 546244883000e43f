"""Signed notes: a text, and lines by which somebody stands for it.

A note is read strictly or not at all. Who can check a signature is passed in as `Verify`, for the
rules know no cryptography beyond hashes.

Source: https://c2sp.org/signed-note@v1.0.0
"""

from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple, Protocol

from tablee.core.log.fault import BadNote

ED25519 = 0x01
COSIGNATURE = 0x04
ML_DSA_44 = 0x06
KEY_BYTES = {ED25519: 32, COSIGNATURE: 32, ML_DSA_44: 1_312}
"""Sorts of keys that we know, and the length of their public halves."""
MOST_SIGNATURES = 100
MOST_BYTES = 1_000_000
_DASH = "— "  # U+2014


class Key(NamedTuple):
    """Who signs, as a verifier knows it: a name, a sort of signature, a public key."""

    name: str
    sort: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        named = self.name.encode() + b"\n" + bytes([self.sort]) + self.public
        return sha256(named).digest()[:4]

    def __str__(self) -> str:
        """Return the key in one line, as people compare and publish it (a *vkey*)."""
        return f"{self.name}+{self.id.hex()}+{base64(bytes([self.sort]) + self.public)}"


class Signature(NamedTuple):
    """One line under a note."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {base64(self.key_id + self.value)}\n"


class Note(NamedTuple):
    """A text that ends with a line break, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(str(each) for each in self.signatures)


class Verify(Protocol):
    """Checks a signature: ours are in `tablee.outside.signing`."""

    def __call__(self, key: Key, message: bytes, signature: bytes) -> bool:
        """Return whether *key* made this signature of *message*; never raise."""
        ...


def base64(raw: bytes) -> str:
    """Return *raw* in standard base64."""
    return b64encode(raw).decode()


def unbase64(text: str) -> bytes:
    """Return what *text* stands for; only the one spelling that `base64` writes is read.

    Raises:
        BadNote: it is not base64, or another spelling of it.
    """
    try:
        raw = b64decode(text, validate=True)
    except (BadBase64, ValueError) as error:
        raise BadNote("This is not base64.", "Ce n'est pas du base64.") from error
    if base64(raw) != text:
        raise BadNote(
            "This base64 has another spelling.",
            "Ce base64 est écrit autrement que de la seule façon.",
        )
    return raw


def read_key(vkey: str) -> Key:
    """Return the key that a *vkey* line names.

    >>> read_key("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").sort
    1

    Raises:
        BadNote: it is not a key, or its parts contradict each other.
    """
    name, _, rest = vkey.partition("+")
    key_id, _, encoded = rest.partition("+")
    raw = unbase64(encoded)
    if not _is_name(name) or not raw:
        raise BadNote("This is not a verifier key.", "Ce n'est pas une clé de vérification.")
    key = Key(name, raw[0], raw[1:])
    if KEY_BYTES.get(key.sort, len(key.public)) != len(key.public) or key.id.hex() != key_id:
        raise BadNote(f"The key of {name} contradicts itself.", f"La clé de {name} se contredit.")
    return key


def read_note(raw: bytes) -> Note:
    """Return a note as it stands; no signature is checked.

    Raises:
        BadNote: these bytes are not a signed note.
    """
    if len(raw) > MOST_BYTES:
        raise BadNote("The note is too long.", "La note est trop longue.")
    try:
        whole = raw.decode()
    except UnicodeDecodeError as error:
        raise BadNote("The note is not UTF-8.", "La note n'est pas en UTF-8.") from error
    if any(char < " " and char != "\n" for char in whole):
        raise BadNote(
            "The note holds a control character.", "La note contient un caractère de contrôle."
        )
    text, gap, lines = whole.rpartition("\n\n")
    if not gap or not lines.endswith("\n"):
        raise BadNote("The note has no signatures.", "La note n'a pas de signature.")
    found = lines[:-1].split("\n")
    if len(found) > MOST_SIGNATURES:
        raise BadNote(
            f"The note has more than {MOST_SIGNATURES} signatures.",
            f"La note a plus de {MOST_SIGNATURES} signatures.",
        )
    return Note(text + "\n", tuple(_read_signature(each) for each in found))


def believed(note: Note, keys: Iterable[Key], verify: Verify) -> set[Key]:
    """Return which of *keys* have signed the text of *note* itself; unknown signers are ignored.

    Cosignatures are made over more than the text: see `tablee.core.log.cosignature`.

    Raises:
        BadNote: a signature that says it is by one of *keys* is not, or one of *keys* is of a
            sort that signs something else than the text.
    """
    known = {(key.name, key.id): key for key in keys}
    if any(key.sort != ED25519 for key in known.values()):
        raise BadNote(
            "A text itself is signed by Ed25519 keys only.",
            "Un texte n'est signé que par des clés Ed25519.",
        )
    found: set[Key] = set()
    for each in note.signatures:
        key = known.get((each.name, each.key_id))
        if key is None or key in found:
            continue
        if not verify(key, note.text.encode(), each.value):
            raise BadNote(
                f"The signature of {key.name} is wrong.", f"La signature de {key.name} est fausse."
            )
        found.add(key)
    return found


def _read_signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not _is_name(name):
        raise BadNote(
            "A line under the note is not a signature.",
            "Une ligne sous la note n'est pas une signature.",
        )
    raw = unbase64(encoded)
    if len(raw) <= len(b"1234"):
        raise BadNote(
            "A signature under the note is too short.",
            "Une signature sous la note est trop courte.",
        )
    return Signature(name, raw[:4], raw[4:])


def _is_name(name: str) -> bool:
    return bool(name) and not any(map(_is_foreign_to_names, name))


def _is_foreign_to_names(char: str) -> bool:
    return char == "+" or char.isspace() or char < " " or "\ud800" <= char <= "\udfff"
