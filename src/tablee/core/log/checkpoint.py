"""Checkpoints: how long a log is and what its root is, signed by whoever keeps it.

Source: https://c2sp.org/tlog-checkpoint@v1.0.0
"""

from typing import NamedTuple

from tablee.core.log.fault import BadNote
from tablee.core.log.note import base64, read_note, unbase64
from tablee.core.log.tree import HASH_BYTES

CHECKPOINT = "checkpoint"
"""Where a log's latest checkpoint lies, below its address."""
MOST_DIGITS = 18


class Checkpoint(NamedTuple):
    """One state of a log."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64(self.root)}\n"


def read_checkpoint(text: str) -> Checkpoint:
    """Return what the text of a note says about a log.

    Extension lines are refused: we never write any, and nothing in them could be recounted.

    Raises:
        BadNote: it is not a checkpoint.
    """
    lines = text.split("\n")
    if len(lines) != len(("origin", "size", "root", "")) or lines[-1]:
        raise BadNote("A checkpoint has three lines.", "Un point de contrôle a trois lignes.")
    origin, size, root = lines[0], read_number(lines[1]), unbase64(lines[2])
    if not origin or len(root) != HASH_BYTES:
        raise BadNote(
            "A checkpoint names its log and has a root of 32 bytes.",
            "Un point de contrôle nomme son journal et a une racine de 32 octets.",
        )
    return Checkpoint(origin, size, root)


def read_signed(raw: bytes) -> Checkpoint:
    """Return what a signed checkpoint says; no signature is checked.

    Raises:
        BadNote: it is not a signed note, or not a checkpoint.
    """
    return read_checkpoint(read_note(raw).text)


def read_number(text: str) -> int:
    """Return a whole number written in its only spelling, without leading zeros.

    Raises:
        BadNote: it is not one.
    """
    is_plain = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    if not is_plain or str(int(text)) != text:
        raise BadNote(
            "A number is written in digits, without leading zeros.",
            "Un nombre s'écrit en chiffres, sans zéros devant.",
        )
    return int(text)
