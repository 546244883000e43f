"""Keys of the cast, and documents signed with them, by us and by OpenSSH."""

import subprocess
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tablee.core.log.note import Note, Signature
from tablee.core.promising.party import PartyKey
from tablee.core.promising.sshkey import SshKey
from tablee.core.promising.wording import Kind, write_text
from tablee.outside.signing import KeySigner

FIELDS = {
    Kind.PLEDGE: {
        "campaign": "restos2012",
        "sponsor": "Danone",
        "name": "danone-blogs",
        "pool": "blogs",
        "units": "25000",
        "signed": "2012-02-17",
    },
    Kind.RAISE: {
        "campaign": "restos2012",
        "sponsor": "Danone",
        "name": "danone-blogs",
        "pool": "blogs",
        "units": "10000",
        "from": "2012-03-01T09:00:00Z",
        "signed": "2012-02-29",
    },
    Kind.PAYMENT: {
        "campaign": "restos2012",
        "sponsor": "Danone",
        "units": "800",
        "amount-minor": "80000",
        "currency": "EUR",
        "on": "2012-04-01",
        "reference": "Virement 2012-04-017",
    },
    Kind.DELIVERY: {
        "campaign": "restos2012",
        "beneficiary": "Les Restos du Cœur",
        "units": "500",
        "on": "2012-04-02",
        "reference": "BL 2012-0117",
    },
    Kind.AUDIT: {
        "campaign": "restos2012",
        "auditor": "A university",
        "size": "3342",
        "root": "5f" * 32,
        "draws": "299",
        "invalid": "0",
        "unverifiable": "2",
        "sheet": "a0" * 32,
        "signed": "2012-04-20",
    },
}


class SshPair(NamedTuple):
    """A key of OpenSSH, in a file."""

    path: Path
    line: str

    def sign(self, text: str, namespace: str = "tablee") -> str:
        """Return the armoured signature that the real ``ssh-keygen`` makes."""
        command = ("ssh-keygen", "-Y", "sign", "-n", namespace, "-f", str(self.path), "-")
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
        return done.stdout


def ssh_pair(folder: Path, name: str) -> SshPair:
    """Return a key that is the same for the same name."""
    private = Ed25519PrivateKey.from_private_bytes(sha256(name.encode()).digest())
    path = folder / name
    path.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    path.chmod(0o600)
    return SshPair(path, SshKey(private.public_key().public_bytes_raw()).line)


def signer(name: str) -> KeySigner:
    """Return a key for notes that is the same for the same name."""
    return KeySigner(name, sha256(name.encode()).digest())


def signed_note(text: str, *signers: KeySigner) -> str:
    """Return *text* as a note signed by each."""
    lines = (Signature(each.key.name, each.key.id, each.sign(text.encode())) for each in signers)
    return str(Note(text, tuple(lines)))


def party_of(kind: Kind, key: str) -> PartyKey:
    """Return that key as one of whoever signs documents of that kind."""
    return PartyKey(kind.role, FIELDS[kind][kind.role], key)


def text_of(kind: Kind, **changed: str) -> str:
    """Return the text of a document of that kind, with some fields changed."""
    return write_text(kind, FIELDS[kind] | changed)
