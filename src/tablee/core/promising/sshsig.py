"""Signatures made by ``ssh-keygen -Y sign -n tablee``, read to the byte.

Only Ed25519 keys, only the namespace ``tablee``: a signature made for something else (a commit of
git, a file, a log-in) is none here.

Source: https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig
"""

import re
from hashlib import sha256, sha512
from typing import NamedTuple, NoReturn

from tablee.core.log.fault import BadNote
from tablee.core.log.note import base64, unbase64
from tablee.core.promising.fault import BadDocument, BadKey
from tablee.core.text import Text

NAMESPACE = "tablee"
BEGIN = "-----BEGIN SSH SIGNATURE-----\n"
END = "-----END SSH SIGNATURE-----\n"
KEY_SORT = "ssh-ed25519"
_MAGIC = b"SSHSIG"
_VERSION = 1
_HASHES = {"sha512": sha512, "sha256": sha256}
_WIDEST = 76
_ROW = re.compile(rf"[A-Za-z0-9+/=]{{1,{_WIDEST}}}", re.ASCII)
_PUBLIC_BYTES = 32
_VALUE_BYTES = 64
_LENGTH_BYTES = 4


class SshSignature(NamedTuple):
    """An Ed25519 signature as OpenSSH makes it: not of the text itself, but of its hash."""

    public: bytes
    """The public key that it says it was made with."""
    hash_name: str
    value: bytes

    def message(self, text: str) -> bytes:
        """Return the bytes that were signed when *text* was."""
        digest = _HASHES[self.hash_name](text.encode()).digest()
        fields = (NAMESPACE.encode(), b"", self.hash_name.encode(), digest)
        return _MAGIC + b"".join(_packed(each) for each in fields)


def read_armour(armour: str) -> SshSignature:
    """Return the signature in the lines that ``ssh-keygen`` writes.

    Raises:
        BadDocument: it is no such signature, of another sort, or made for another namespace.
    """
    if not armour.startswith(BEGIN) or not armour.endswith("\n" + END):
        _refuse("This is no SSH signature.", "Ce n'est pas une signature SSH.")
    rows = armour[len(BEGIN) : -len(END) - 1].split("\n")
    if not all(_ROW.fullmatch(row) for row in rows):
        _refuse("The SSH signature is damaged.", "La signature SSH est abîmée.")
    try:
        return _read_blob(_Bytes(unbase64("".join(rows))))
    except BadNote:
        _refuse("The SSH signature is damaged.", "La signature SSH est abîmée.")


def read_ssh_key(line: str) -> bytes:
    """Return the 32 bytes of a public key as ``ssh-keygen`` writes it, without its comment.

    Raises:
        BadKey: it is not an Ed25519 key in one line.
    """
    sort, _, encoded = line.partition(" ")
    try:
        if sort == KEY_SORT:
            return _ed25519(unbase64(encoded), _PUBLIC_BYTES)
    except (BadDocument, BadNote):
        pass
    raise BadKey(
        Text(
            en="This is no Ed25519 key of SSH in one line, without its comment.",
            fr="Ce n'est pas une clé SSH Ed25519 sur une ligne, sans son commentaire.",
        )
    )


def ssh_key(public: bytes) -> str:
    """Return the line of a public key."""
    return f"{KEY_SORT} {base64(_blob(public))}"


def ssh_fingerprint(public: bytes) -> str:
    """Return the fingerprint of a key as ``ssh-keygen -l`` shows it."""
    return "SHA256:" + base64(sha256(_blob(public)).digest()).rstrip("=")


class _Bytes:
    """Fields of bytes, read one after the other."""

    def __init__(self, raw: bytes) -> None:
        self._left = raw

    def take(self, length: int) -> bytes:
        if len(self._left) < length:
            _refuse("The SSH signature is too short.", "La signature SSH est trop courte.")
        taken, self._left = self._left[:length], self._left[length:]
        return taken

    def number(self) -> int:
        return int.from_bytes(self.take(_LENGTH_BYTES))

    def field(self) -> bytes:
        return self.take(self.number())

    def end(self) -> None:
        if self._left:
            _refuse("The SSH signature is too long.", "La signature SSH est trop longue.")


def _read_blob(blob: _Bytes) -> SshSignature:
    if blob.take(len(_MAGIC)) != _MAGIC or blob.number() != _VERSION:
        _refuse(
            "This is no SSH signature of version 1.", "Ce n'est pas une signature SSH version 1."
        )
    public, namespace, reserved = blob.field(), blob.field(), blob.field()
    hash_name, value = blob.field().decode("ascii", "replace"), blob.field()
    blob.end()
    if namespace != NAMESPACE.encode():
        shown = namespace[:40].decode("ascii", "replace")
        _refuse(
            f"The signature was made for '{shown}' and not for '{NAMESPACE}' (option -n).",
            f"La signature a été faite pour « {shown} » et non pour « {NAMESPACE} » (option -n).",
        )
    if reserved or hash_name not in _HASHES:
        _refuse(
            "The SSH signature is of a sort that is not known here.",
            "La signature SSH est d'une sorte inconnue ici.",
        )
    return SshSignature(_ed25519(public, _PUBLIC_BYTES), hash_name, _ed25519(value, _VALUE_BYTES))


def _ed25519(raw: bytes, length: int) -> bytes:
    fields = _Bytes(raw)
    if fields.field() != KEY_SORT.encode():
        _refuse(
            f"Only keys of the sort {KEY_SORT} are taken.",
            f"Seules les clés de la sorte {KEY_SORT} sont acceptées.",
        )
    value = fields.field()
    fields.end()
    if len(value) != length:
        _refuse("The SSH signature is damaged.", "La signature SSH est abîmée.")
    return value


def _blob(public: bytes) -> bytes:
    return _packed(KEY_SORT.encode()) + _packed(public)


def _packed(raw: bytes) -> bytes:
    return len(raw).to_bytes(_LENGTH_BYTES) + raw


def _refuse(en: str, fr: str) -> NoReturn:
    raise BadDocument(Text(en=en, fr=fr))
