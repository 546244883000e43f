"""Who a witness is: its name, its keys, and what a signature by them means. Made once."""

import secrets
from pathlib import Path
from typing import NamedTuple

from tablee.core.log.fault import BadNote
from tablee.core.log.note import COSIGNATURE, ML_DSA_44, read_key
from tablee.outside import disk
from tablee.outside.signing import KeySigner
from tablee.ports.log.signer import SEED_BYTES

FILE = "key"
RECOUNTS = "/recounts"
"""How the name of a witness ends whose signature says that it has recounted every sum, too."""
_WORDS = {"ed25519": COSIGNATURE, "ml-dsa-44": ML_DSA_44}


class Identity(NamedTuple):
    """The keys of one witness; whoever has them is the witness."""

    name: str
    seeds: dict[int, bytes]
    """From which each key is made, by its sort."""

    @property
    def is_recounting(self) -> bool:
        """Whether a signature says that the sums are right, and not only that the log grew."""
        return self.name.endswith(RECOUNTS)

    def signers(self) -> tuple[KeySigner, ...]:
        """Return its keys, able to sign."""
        return tuple(KeySigner(self.name, seed, sort) for sort, seed in self.seeds.items())


def new_identity(name: str, *, is_recounting: bool, is_lasting: bool) -> Identity:
    """Make keys for *name*; what a key means is in its name, and never changes.

    *is_lasting* adds a key whose signatures outlast quantum computers.

    Raises:
        BadNote: that is no name of a key.
    """
    if is_recounting and not name.endswith(RECOUNTS):
        name += RECOUNTS
    sorts = [COSIGNATURE, *([ML_DSA_44] if is_lasting else [])]
    identity = Identity(name, {sort: secrets.token_bytes(SEED_BYTES) for sort in sorts})
    for signer in identity.signers():
        read_key(str(signer.key))
    return identity


def write_identity(folder: Path, identity: Identity) -> None:
    """Keep the keys where only this user reads them."""
    lines = [f"name {identity.name}"]
    lines += [
        f"{word} {identity.seeds[sort].hex()}"
        for word, sort in _WORDS.items()
        if sort in identity.seeds
    ]
    disk.write(folder / FILE, "".join(f"{line}\n" for line in lines).encode(), mode=disk.PRIVATE)


def read_identity(folder: Path) -> Identity | None:
    """Return who the witness in *folder* is, if there is one.

    Raises:
        BadNote: its file cannot be read.
    """
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    found = dict(line.partition(" ")[::2] for line in text.splitlines())
    try:
        seeds = {sort: bytes.fromhex(found[word]) for word, sort in _WORDS.items() if word in found}
        identity = Identity(found["name"], seeds)
    except (KeyError, ValueError) as error:
        raise BadNote(
            f"The file '{FILE}' cannot be read.", f"Le fichier « {FILE} » est illisible."
        ) from error
    if not seeds or any(len(seed) != SEED_BYTES for seed in seeds.values()):
        raise BadNote(
            f"The file '{FILE}' holds no key.", f"Le fichier « {FILE} » ne contient aucune clé."
        )
    return identity
