"""Public keys of OpenSSH: Ed25519, in a file or in a security key that is touched to sign.

A security key (FIDO2) never lets its secret out. It signs only after somebody has touched it, and
says so in what it signs.

Source: https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.u2f
"""

import re
from hashlib import sha256
from typing import NamedTuple, NoReturn

from tablee.core.log.fault import BadNote
from tablee.core.log.note import base64, unbase64
from tablee.core.promising.fault import BadDocument, BadKey
from tablee.core.text import Text

FILED = "ssh-ed25519"
TOUCHED = "sk-ssh-ed25519@openssh.com"
SORTS = (FILED, TOUCHED)
PUBLIC_BYTES = 32
_APPLICATION = re.compile(r"ssh:[!-~]{0,60}", re.ASCII)
_LENGTH_BYTES = 4


class SshKey(NamedTuple):
    """A public key of OpenSSH."""

    public: bytes
    application: str = ""
    """For what a security key was told to make it: ``ssh:``, or more; empty for a key in a file."""

    @property
    def sort(self) -> str:
        """What OpenSSH calls keys of this sort."""
        return TOUCHED if self.application else FILED

    @property
    def line(self) -> str:
        """The key in one line, without a comment."""
        return f"{self.sort} {base64(self._blob)}"

    @property
    def fingerprint(self) -> str:
        """What ``ssh-keygen -l`` shows of it."""
        return "SHA256:" + base64(sha256(self._blob).digest()).rstrip("=")

    @property
    def _blob(self) -> bytes:
        fields = [self.sort.encode(), self.public]
        fields += [self.application.encode()] if self.application else []
        return b"".join(map(with_length, fields))


def is_ssh_key(text: str) -> bool:
    """Return whether a key is written as OpenSSH writes those that are taken here."""
    return text.startswith(tuple(f"{sort} " for sort in SORTS))


def without_comment(text: str) -> str:
    """Return a key of OpenSSH without what stands behind it; any other text as it is.

    >>> without_comment("ssh-ed25519 AAAA dana@example.org")
    'ssh-ed25519 AAAA'
    """
    words = text.split()
    return " ".join(words[:2]) if words and words[0] in SORTS else text.strip()


def read_ssh_key(line: str) -> SshKey:
    """Return a public key as ``ssh-keygen`` writes it, without its comment.

    Raises:
        BadKey: it is not an Ed25519 key in one line.
    """
    sort, _, encoded = line.partition(" ")
    try:
        found = read_key_blob(unbase64(encoded))
        if found.sort == sort:
            return found
    except (BadDocument, BadNote):
        pass
    raise BadKey(
        Text(
            en="This is no Ed25519 key of SSH in one line, without its comment.",
            fr="Ce n'est pas une clé SSH Ed25519 sur une ligne, sans son commentaire.",
        )
    )


def read_key_blob(raw: bytes) -> SshKey:
    """Return a public key as signatures hold it.

    Raises:
        BadDocument: it is of another sort, or damaged.
    """
    fields = Fields(raw)
    sort, public, application = fields.sort(), fields.take_string(), ""
    if sort == TOUCHED:
        application = fields.take_string().decode("ascii", "replace")
        if not _APPLICATION.fullmatch(application):
            refuse(
                "The security key made this key for something else than SSH.",
                "La clé matérielle a fait cette clé pour autre chose que SSH.",
            )
    fields.end()
    if len(public) != PUBLIC_BYTES:
        refuse("The SSH signature is damaged.", "La signature SSH est abîmée.")
    return SshKey(public, application)


class Fields:
    """Fields of bytes, read one after the other."""

    def __init__(self, raw: bytes) -> None:
        self._left = raw

    def take(self, length: int) -> bytes:
        """Return so many bytes."""
        if len(self._left) < length:
            refuse("The SSH signature is too short.", "La signature SSH est trop courte.")
        taken, self._left = self._left[:length], self._left[length:]
        return taken

    def number(self) -> int:
        """Return a number of four bytes."""
        return int.from_bytes(self.take(_LENGTH_BYTES))

    def take_string(self) -> bytes:
        """Return bytes whose length stands before them."""
        return self.take(self.number())

    def sort(self) -> str:
        """Return of which sort of key this is.

        Raises:
            BadDocument: of one that is not taken.
        """
        found = self.take_string().decode("ascii", "replace")
        if found not in SORTS:
            refuse(
                f"Only keys of the sorts {' and '.join(SORTS)} are taken.",
                f"Seules les clés des sortes {' et '.join(SORTS)} sont acceptées.",
            )
        return found

    def end(self) -> None:
        """Make sure that nothing follows."""
        if self._left:
            refuse("The SSH signature is too long.", "La signature SSH est trop longue.")


def with_length(raw: bytes) -> bytes:
    """Return bytes with their length before them."""
    return len(raw).to_bytes(_LENGTH_BYTES) + raw


def refuse(en: str, fr: str) -> NoReturn:
    """Refuse a document or a key, in both languages."""
    raise BadDocument(Text(en=en, fr=fr))
