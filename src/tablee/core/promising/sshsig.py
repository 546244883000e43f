"""Signatures made by ``ssh-keygen -Y sign -n tablee``, read to the byte.

Only Ed25519 keys, in a file or in a security key, and only the namespace ``tablee``: a signature
made for something else (a commit of git, a file, a log-in) is none here.

Sources: https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig and PROTOCOL.u2f
beside it.
"""

import re
from hashlib import sha256, sha512
from typing import NamedTuple

from tablee.core.log.fault import BadNote
from tablee.core.log.note import unbase64
from tablee.core.promising.sshkey import (
    TOUCHED,
    Fields,
    SshKey,
    read_key_blob,
    refuse,
    with_length,
)

NAMESPACE = "tablee"
BEGIN = "-----BEGIN SSH SIGNATURE-----\n"
END = "-----END SSH SIGNATURE-----\n"
_MAGIC = b"SSHSIG"
_VERSION = 1
_HASHES = {"sha512": sha512, "sha256": sha256}
_WIDEST = 76
_ROW = re.compile(rf"[A-Za-z0-9+/=]{{1,{_WIDEST}}}", re.ASCII)
_VALUE_BYTES = 64
_COUNTER_BYTES = 4
_SOMEBODY_IS_THERE = 0x01
_MORE_WAS_SIGNED = 0x40 | 0x80
"""By these flags a security key says that it signed further bytes, which are not here."""


class Touch(NamedTuple):
    """What a security key says of the moment in which it signed."""

    flags: int
    counter: int


class SshSignature(NamedTuple):
    """An Ed25519 signature as OpenSSH makes it: not of the text itself, but of its hash."""

    key: SshKey
    """The public key that it says it was made with."""
    hash_name: str
    value: bytes
    touch: Touch | None = None
    """Of a security key only."""

    def message(self, text: str) -> bytes:
        """Return the bytes that were signed when *text* was."""
        digest = _HASHES[self.hash_name](text.encode()).digest()
        fields = (NAMESPACE.encode(), b"", self.hash_name.encode(), digest)
        signed = _MAGIC + b"".join(map(with_length, fields))
        if self.touch is None:
            return signed
        flags, counter = self.touch
        application = sha256(self.key.application.encode()).digest()
        said = flags.to_bytes() + counter.to_bytes(_COUNTER_BYTES)
        return application + said + sha256(signed).digest()


def read_armour(armour: str) -> SshSignature:
    """Return the signature in the lines that ``ssh-keygen`` writes.

    Raises:
        BadDocument: it is no such signature, of another sort, or made for another namespace.
    """
    if not armour.startswith(BEGIN) or not armour.endswith("\n" + END):
        refuse("This is no SSH signature.", "Ce n'est pas une signature SSH.")
    rows = armour[len(BEGIN) : -len(END) - 1].split("\n")
    if not all(_ROW.fullmatch(row) for row in rows):
        refuse("The SSH signature is damaged.", "La signature SSH est abîmée.")
    try:
        return _read_blob(Fields(unbase64("".join(rows))))
    except BadNote:
        refuse("The SSH signature is damaged.", "La signature SSH est abîmée.")


def _read_blob(blob: Fields) -> SshSignature:
    if blob.take(len(_MAGIC)) != _MAGIC or blob.number() != _VERSION:
        refuse(
            "This is no SSH signature of version 1.", "Ce n'est pas une signature SSH version 1."
        )
    public, namespace, reserved = blob.take_string(), blob.take_string(), blob.take_string()
    hash_name, value = blob.take_string().decode("ascii", "replace"), blob.take_string()
    blob.end()
    if namespace != NAMESPACE.encode():
        shown = namespace[:40].decode("ascii", "replace")
        refuse(
            f"The signature was made for '{shown}' and not for '{NAMESPACE}' (option -n).",
            f"La signature a été faite pour « {shown} » et non pour « {NAMESPACE} » (option -n).",
        )
    if reserved or hash_name not in _HASHES:
        refuse(
            "The SSH signature is of a sort that is not known here.",
            "La signature SSH est d'une sorte inconnue ici.",
        )
    return _read_value(Fields(value), read_key_blob(public), hash_name)


def _read_value(fields: Fields, key: SshKey, hash_name: str) -> SshSignature:
    sort, value, touch = fields.sort(), fields.take_string(), None
    if sort == TOUCHED:
        touch = Touch(fields.take(1)[0], fields.number())
    fields.end()
    if sort != key.sort or len(value) != _VALUE_BYTES:
        refuse("The SSH signature is damaged.", "La signature SSH est abîmée.")
    if touch and not touch.flags & _SOMEBODY_IS_THERE:
        refuse(
            "Nobody touched the security key: sign again, and touch it.",
            "Personne n'a touché la clé matérielle : signez de nouveau, et touchez-la.",
        )
    if touch and touch.flags & _MORE_WAS_SIGNED:
        refuse(
            "The SSH signature is of a sort that is not known here.",
            "La signature SSH est d'une sorte inconnue ici.",
        )
    return SshSignature(key, hash_name, value, touch)
