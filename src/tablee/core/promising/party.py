"""Those whose word is in the log, and the keys by which they give it."""

import re
from collections.abc import Iterable
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from tablee.core.log.fault import BadNote
from tablee.core.log.note import COSIGNATURE, ED25519, ML_DSA_44, Key, base64, read_key
from tablee.core.promising.fault import BadKey
from tablee.core.promising.sshkey import is_ssh_key, read_ssh_key, without_comment
from tablee.core.text import Text


class Role(StrEnum):
    """As what somebody signs."""

    SPONSOR = "sponsor"
    BENEFICIARY = "beneficiary"
    WITNESS = "witness"
    AUDITOR = "auditor"
    ORGANISER = "organiser"


class HeldBy(StrEnum):
    """Who can sign with a key."""

    SELF = "self"
    """Only its owner."""
    SERVER = "server"
    """The campaign's own site, when its owner asks for it with a passkey."""


LONGEST_NAME = 100
LONGEST_KEY = 2_000
_HIDDEN = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
"""Characters that nobody sees, and that some programs take for blanks and others do not."""
_COSIGNERS = frozenset({COSIGNATURE, ML_DSA_44})


_OTHER_SSH = re.compile(r"(ssh|sk-ssh|ecdsa|sk-ecdsa)-")
_OTHER_SORT = Text(
    en="This is no key that is taken here: of SSH keys, those of ssh-keygen -t ed25519 and -t "
    "ed25519-sk are.",
    fr="Cette clé n'est pas acceptée : parmi les clés SSH, celles de ssh-keygen -t ed25519 et -t "
    "ed25519-sk le sont.",
)
_NO_KEY = Text(
    en="This is no key: it is one line, ssh-ed25519 AAAA... or a vkey (name+1a2b3c4d+A...).",
    fr="Ce n'est pas une clé : c'est une ligne, ssh-ed25519 AAAA... ou une vkey "
    "(nom+1a2b3c4d+A...).",
)


class PartyKey(NamedTuple):
    """A key, and whose it is; `read_party_key` says whether it can be one."""

    role: str
    name: str
    """Of the sponsor, the association, the witness ... as the terms and the policy write it."""
    key: str
    """A *vkey*, or a line of OpenSSH (``ssh-ed25519 AAAA...``) without its comment."""
    held_by: str = HeldBy.SELF

    @property
    def is_ssh(self) -> bool:
        """Whether it signs as ``ssh-keygen`` does; else it signs notes."""
        return is_ssh_key(self.key)

    @property
    def verifier(self) -> Key:
        """The key as signatures are checked with it.

        Raises:
            BadKey: it cannot be read.
        """
        if self.is_ssh:
            return Key(self.name, ED25519, read_ssh_key(self.key).public)
        try:
            return read_key(self.key)
        except BadNote as error:
            raise BadKey(_OTHER_SORT if _OTHER_SSH.match(self.key) else _NO_KEY) from error

    @property
    def fingerprint(self) -> str:
        """What people compare: as ``ssh-keygen -l`` shows it, or of the whole vkey line."""
        if self.is_ssh:
            return read_ssh_key(self.key).fingerprint
        return "SHA256:" + base64(sha256(self.key.encode()).digest()).rstrip("=")


def read_party_key(key: PartyKey) -> PartyKey:
    """Return *key*, with the comment of an SSH key left out, if it can be what it says.

    A witness cosigns, so its key is one for cosignatures; all others sign documents, and theirs
    is an Ed25519 key for notes or of SSH.

    Raises:
        BadKey: it cannot be such a key.
    """
    found = key._replace(key=without_comment(key.key), name=key.name.strip())
    if found.role not in set(Role) or found.held_by not in set(HeldBy):
        raise BadKey(Text(en="This is no role.", fr="Ce n'est pas un rôle."))
    is_named = 0 < len(found.name) <= LONGEST_NAME and not _HIDDEN.search(found.name)
    if not is_named or len(found.key) > LONGEST_KEY:
        raise BadKey(Text(en="Say whose key it is.", fr="Dites de qui est cette clé."))
    sort = found.verifier.sort
    if (sort in _COSIGNERS) if found.role == Role.WITNESS else (sort == ED25519):
        return found
    raise BadKey(
        Text(
            en="A witness needs a key for cosignatures, all others an Ed25519 key.",
            fr="Un témoin a une clé de cosignature, tous les autres une clé Ed25519.",
        )
    )


def of_party(keys: Iterable[PartyKey], role: str, name: str) -> list[PartyKey]:
    """Return the keys of one party."""
    return [each for each in keys if each.role == role and each.name == name]
