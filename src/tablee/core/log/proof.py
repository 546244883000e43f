"""Receipts as files: a leaf's place in a log, the proof of it, and the checkpoint it leads to.

Source: https://c2sp.org/tlog-proof@v1
"""

from typing import NamedTuple

from tablee.core.log.checkpoint import read_number
from tablee.core.log.fault import BadNote, BadProof
from tablee.core.log.note import MOST_BYTES, base64, unbase64
from tablee.core.log.tree import HASH_BYTES

HEADER = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63


class Proof(NamedTuple):
    """A `.tlog-proof` file."""

    number: int
    """Which leaf of the log, from 0."""
    hashes: tuple[bytes, ...]
    """From the leaf's sibling up."""
    checkpoint: bytes
    """The signed note, to the byte."""
    extra: bytes = b""
    """What else the file carries; nothing in the file vouches for it."""

    def __str__(self) -> str:
        extra = f"extra {base64(self.extra)}\n" if self.extra else ""
        hashes = "".join(base64(each) + "\n" for each in self.hashes)
        return f"{HEADER}\n{extra}index {self.number}\n{hashes}\n{self.checkpoint.decode()}"


def read_proof(raw: bytes) -> Proof:
    """Return what a `.tlog-proof` file holds; nothing in it is checked yet.

    Raises:
        BadProof: it is not such a file.
    """
    head, gap, checkpoint = _decoded(raw).partition("\n\n")
    lines = head.split("\n")
    try:
        if not gap or lines.pop(0) != HEADER:
            raise BadProof(
                f"The file does not begin with '{HEADER}'.",
                f"Le fichier ne commence pas par « {HEADER} ».",
            )
        extra = b""
        if lines and lines[0].startswith("extra "):
            extra = unbase64(lines.pop(0).removeprefix("extra "))
            if not extra:
                raise BadProof(
                    "A file without extra has no line for it.",
                    "Un fichier sans extra n'en a pas la ligne.",
                )
        if not lines or not lines[0].startswith("index "):
            raise BadProof(
                "The file does not say which leaf it is about.",
                "Le fichier ne dit pas de quelle feuille il parle.",
            )
        number = read_number(lines.pop(0).removeprefix("index "))
        hashes = tuple(unbase64(line) for line in lines)
    except BadNote as error:
        raise BadProof(
            f"The file cannot be read: {error.words.en}",
            f"Le fichier est illisible : {error.words.fr}",
        ) from error
    if len(hashes) > MOST_HASHES or any(len(each) != HASH_BYTES for each in hashes):
        raise BadProof(
            f"A proof has at most {MOST_HASHES} hashes of 32 bytes.",
            f"Une preuve a au plus {MOST_HASHES} empreintes de 32 octets.",
        )
    return Proof(number, hashes, checkpoint.encode(), extra)


def _decoded(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise BadProof("The file is too long.", "Le fichier est trop long.")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise BadProof("The file is not in UTF-8.", "Le fichier n'est pas en UTF-8.") from error
