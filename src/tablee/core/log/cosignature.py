"""Cosignatures: a witness says that at a moment it saw a log which had only grown.

Source: https://c2sp.org/tlog-cosignature@v1.1.0-rc.1
"""

from typing import NamedTuple

from tablee.core.log.checkpoint import read_checkpoint
from tablee.core.log.fault import BadNote
from tablee.core.log.note import COSIGNATURE, ML_DSA_44, Key, Note, Signature, Verify

MOST_TIME_S = 2**63 - 1
_TIME_BYTES = 8
_MOST_NAME_BYTES = 255


class Seen(NamedTuple):
    """A witness, and when it saw a checkpoint (seconds since 1970, by its own clock)."""

    key: Key
    at_s: int


def cosigned(key: Key, at_s: int, text: str) -> bytes:
    """Return the bytes that a witness with *key* signs for the checkpoint *text*.

    Raises:
        BadNote: the key is of a sort that makes no cosignatures, the text is no checkpoint, or
            the moment is none.
    """
    if not 0 < at_s <= MOST_TIME_S:
        raise BadNote(
            "A witness says when it saw the log.", "Un témoin dit quand il a vu le journal."
        )
    if key.sort == COSIGNATURE:
        return f"cosignature/v1\ntime {at_s}\n{text}".encode()
    if key.sort != ML_DSA_44:
        raise BadNote(
            f"The key of {key.name} makes no cosignatures.",
            f"La clé de {key.name} ne contresigne pas.",
        )
    checkpoint = read_checkpoint(text)
    name, origin = key.name.encode(), checkpoint.origin.encode()
    if max(len(name), len(origin)) > _MOST_NAME_BYTES:
        raise BadNote(
            f"A name has at most {_MOST_NAME_BYTES} bytes.",
            f"Un nom a au plus {_MOST_NAME_BYTES} octets.",
        )
    return b"".join(
        (
            b"subtree/v1\n\0",
            bytes([len(name)]),
            name,
            at_s.to_bytes(_TIME_BYTES),
            bytes([len(origin)]),
            origin,
            (0).to_bytes(_TIME_BYTES),
            checkpoint.size.to_bytes(_TIME_BYTES),
            checkpoint.root,
        )
    )


def signature_line(key: Key, at_s: int, signature: bytes) -> Signature:
    """Return the line that goes under the note."""
    return Signature(key.name, key.id, at_s.to_bytes(_TIME_BYTES) + signature)


def seen_by(note: Note, witnesses: tuple[Key, ...], verify: Verify) -> list[Seen]:
    """Return which of *witnesses* have cosigned, and when; unknown signers are ignored.

    Raises:
        BadNote: a cosignature that says it is by one of them is not.
    """
    known = {(key.name, key.id): key for key in witnesses}
    found: dict[Key, Seen] = {}
    for each in note.signatures:
        key = known.get((each.name, each.key_id))
        if key is None or key in found:
            continue
        at_s = int.from_bytes(each.value[:_TIME_BYTES])
        message = cosigned(key, at_s, note.text)
        if len(each.value) <= _TIME_BYTES or not verify(key, message, each.value[_TIME_BYTES:]):
            raise BadNote(
                f"The cosignature of {key.name} is wrong.",
                f"La contresignature de {key.name} est fausse.",
            )
        found[key] = Seen(key, at_s)
    return list(found.values())
