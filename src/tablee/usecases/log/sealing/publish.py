"""Sign a checkpoint, show it to its witnesses, and publish it."""

from collections.abc import Sequence

from tablee.core.log.checkpoint import Checkpoint, read_checkpoint
from tablee.core.log.fault import BadLog
from tablee.core.log.note import Note, Signature, read_key, read_note
from tablee.core.log.policy import NONE, Policy, read_policy
from tablee.core.log.subtrees import subtrees_at
from tablee.core.log.tiles import HEIGHT, Tile
from tablee.core.log.tree import Subtree, edge_of
from tablee.ports.log.files import LogFiles
from tablee.ports.log.logs import Log
from tablee.ports.log.signer import Signer
from tablee.usecases.log.sealing.doubt import Doubt, LogInDoubt, fault_in
from tablee.usecases.log.sealing.room import Room

CHECKPOINT = "checkpoint"
PENDING = "checkpoint.pending"
"""What was signed, and not by enough witnesses yet: it is not served."""


def publish(room: Room, slug: str, log: Log) -> bool:
    """Sign how far *log* was sealed and publish it; return whether enough witnesses signed.

    Nothing is ever signed that contradicts what was signed before.

    Raises:
        LogInDoubt: what was signed before is not where this log comes from.
        KeyIsLost: the log's key cannot be read.
    """
    files = room.shelf.log(slug)
    known = [(name, note) for name in (PENDING, CHECKPOINT) if (note := _signed(files, name))]
    # The log moves before anything is signed: read in this order, no note is ahead of it.
    with room.desks.read() as desk:
        log = desk.logs.of(log.campaign_id) or log
    signer = room.keys.signer(slug, log.origin, is_new=False)
    if str(signer.key) != log.vkey:
        raise LogInDoubt(Doubt.KEY_CHANGED)
    checkpoint = Checkpoint(log.origin, log.size, log.root)
    subtree = subtrees_at(log.size, files.read)
    for name, note in known:
        _check(name, note, checkpoint, subtree)
    note = _note([each for _, each in known], signer, checkpoint)
    policy = policy_of(log)
    if policy.quorum == NONE and not policy.witnesses:
        is_met = True
    else:
        files.write(PENDING, str(note).encode())
        collected = room.witnesses.collect(policy, note, subtree)
        note, is_met = collected.note, collected.is_met
    if not is_met:
        files.write(PENDING, str(note).encode())
        return False
    files.write(CHECKPOINT, str(note).encode())
    with room.desks.write() as desk:
        desk.logs.published(log.campaign_id, log.size, room.clock.now_ms())
    files.drop(PENDING)
    _tidy(files, log)
    return True


def signed_size(files: LogFiles) -> int:
    """Return the most leaves of which anything was ever signed; 0 before.

    Raises:
        LogInDoubt: what was signed cannot be read.
    """
    notes = [note for name in (PENDING, CHECKPOINT) if (note := _signed(files, name))]
    return max((read_checkpoint(each.text).size for each in notes), default=0)


def policy_of(log: Log) -> Policy:
    """Return who must have signed; the log alone if nothing else was said.

    Raises:
        BadNote: what was said cannot be understood.
    """
    return read_policy(log.policy) if log.policy else Policy((read_key(log.vkey),))


def _note(known: Sequence[Note], signer: Signer, checkpoint: Checkpoint) -> Note:
    """Return the signed checkpoint, with the cosignatures that it has already."""
    text = str(checkpoint)
    for note in known:
        if note.text == text:
            return note
    key = signer.key
    return Note(text, (Signature(key.name, key.id, signer.sign(text.encode())),))


def _signed(files: LogFiles, name: str) -> Note | None:
    """Return what was signed before, if anything was."""
    raw = files.read(name)
    if raw is None:
        return None
    try:
        return read_note(raw)
    except BadLog as fault:
        raise LogInDoubt(Doubt.NOTE_UNREADABLE, path=name, **fault_in(fault.words)) from fault


def _check(name: str, note: Note, checkpoint: Checkpoint, subtree: Subtree) -> None:
    """Refuse to sign what contradicts a note."""
    before = read_checkpoint(note.text)
    if before.origin != checkpoint.origin:
        raise LogInDoubt(Doubt.NOTE_OF_ANOTHER, path=name)
    if before.size > checkpoint.size:
        raise LogInDoubt(Doubt.NOTE_AHEAD, path=name, size=before.size)
    is_same = before.size == checkpoint.size
    root = checkpoint.root if is_same else edge_of(before.size, subtree).root
    if before.root != root:
        raise LogInDoubt(Doubt.NOTE_FORKED, path=name, size=before.size)


def _tidy(files: LogFiles, log: Log) -> None:
    """Remove partial tiles in whose place a full one is published."""
    since, size, level = log.published_size, log.size, -1
    while size >> HEIGHT:
        for number in range(since >> HEIGHT, size >> HEIGHT):
            files.drop(f"{Tile(level, number).path}.p")
        if level >= 0:
            since, size = since >> HEIGHT, size >> HEIGHT
        level += 1
