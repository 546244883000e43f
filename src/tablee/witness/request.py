"""What a log asks of a witness, read strictly or not at all."""

from typing import NamedTuple

from tablee.core.log.checkpoint import Checkpoint, read_checkpoint, read_number
from tablee.core.log.fault import BadNote
from tablee.core.log.note import Note, read_note, unbase64
from tablee.core.log.tree import HASH_BYTES

MOST_BYTES = 262_144
"""Of a request: a hundred signatures, of which many may be meant to outlast quantum computers."""
MOST_HASHES = 63
_OLD = "old "


class Request(NamedTuple):
    """A checkpoint to look at, and the proof that the log only grew."""

    old: int
    """The size of the log that the witness is said to have seen last."""
    proof: tuple[bytes, ...]
    note: Note
    checkpoint: Checkpoint
    raw: bytes


def read_request(raw: bytes) -> Request:
    """Return what a request says; no signature and no proof is checked.

    Raises:
        BadNote: it cannot be read.
    """
    head, gap, shown = raw.partition(b"\n\n")
    try:
        first, *lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise BadNote("The lines before the checkpoint are plain.") from error
    if not gap or not first.startswith(_OLD):
        raise BadNote("The first line is 'old', a space and a size; an empty line ends the proof.")
    if len(lines) > MOST_HASHES:
        raise BadNote(f"A proof has at most {MOST_HASHES} hashes.")
    old = read_number(first.removeprefix(_OLD))
    proof = tuple(unbase64(line) for line in lines)
    if any(len(each) != HASH_BYTES for each in proof):
        raise BadNote(f"A hash has {HASH_BYTES} bytes.")
    note = read_note(shown)
    return Request(old, proof, note, read_checkpoint(note.text), raw)
