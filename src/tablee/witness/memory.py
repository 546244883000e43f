"""What a witness has seen: the one thing that it must never lose."""

import fcntl
import json
import os
import threading
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from tablee.core.log.checkpoint import Checkpoint, read_signed
from tablee.core.log.cosignature import seen_by
from tablee.core.log.fault import BadLog, BadNote
from tablee.core.log.note import ED25519, Key, believed, read_key, read_note
from tablee.core.log.tree import EMPTY_ROOT
from tablee.outside import disk
from tablee.outside.signing import verify
from tablee.witness.fault import NoWitness, WitnessRetired, WitnessRunning, WitnessThere
from tablee.witness.identity import Identity, read_identity, write_identity

FILE = "seen"
LOCK = "lock"
FORMAT = 1


class Known(NamedTuple):
    """A log that is looked at, and the last checkpoint of it that was signed here."""

    origin: str
    keys: tuple[Key, ...]
    url: str = ""
    note: str = ""
    """With the log's signatures and ours; empty when there was none yet."""

    @property
    def checkpoint(self) -> Checkpoint:
        """What was seen last; the empty log at first."""
        if not self.note:
            return Checkpoint(self.origin, 0, EMPTY_ROOT)
        return read_signed(self.note.encode())


def begin(folder: Path, identity: Identity) -> None:
    """Make a witness that has seen nothing.

    Its memory is written before its key: a key without a memory is one that has lost it.

    Raises:
        WitnessThere: there is one, or was; nothing was changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / FILE).exists() or read_identity(folder) is not None:
        raise WitnessThere
    disk.write(folder / FILE, _written({}))
    write_identity(folder, identity)


class Memory:
    """Opened by one process at a time; every change is on disk before the call returns."""

    def __init__(self, folder: Path) -> None:
        """Open what the witness in *folder* has seen.

        Raises:
            NoWitness: there is none.
            WitnessRetired: it has lost it, in whole or in part; it must not sign again.
            WitnessRunning: another process has it open.
        """
        _read(folder)
        self._folder = folder
        self._turn = threading.Lock()
        self._lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.identity, self._logs = _read(folder)
        except BlockingIOError as error:
            os.close(self._lock)
            raise WitnessRunning from error
        except BaseException:
            os.close(self._lock)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let others open it."""
        os.close(self._lock)

    def log(self, origin: str) -> Known | None:
        """Return what is known of a log, if it is looked at."""
        return self._logs.get(origin)

    def logs(self) -> list[Known]:
        """Return what is known of all of them."""
        return [*self._logs.values()]

    def trust(self, key: Key, url: str = "") -> Known:
        """Look at the log of this name from now on, or believe a further key of it.

        Raises:
            BadNote: no log signs with a key of that sort.
        """
        if key.sort != ED25519:
            raise BadNote("A log signs its checkpoints with Ed25519.")
        with self._turn:
            before = self._logs.get(key.name, Known(key.name, ()))
            keys = before.keys if key in before.keys else (*before.keys, key)
            known = before._replace(keys=keys, url=url or before.url)
            self._write(self._logs | {key.name: known})
        return known

    def remember(self, held: Checkpoint, note: str) -> bool:
        """Write down that *note* was seen; return whether *held* was still what was seen last.

        To look and to write are one step: two that come at once never both follow the same.
        """
        with self._turn:
            known = self._logs[held.origin]
            if known.checkpoint != held:
                return False
            self._write(self._logs | {held.origin: known._replace(note=note)})
        return True

    def _write(self, logs: dict[str, Known]) -> None:
        disk.write(self._folder / FILE, _written(logs))
        self._logs = logs


def see(folder: Path) -> tuple[Identity, list[Known]]:
    """Return who the witness in *folder* is and what it has seen; it may be running.

    Raises:
        NoWitness, WitnessRetired: as `Memory`.
    """
    identity, logs = _read(folder)
    return identity, [*logs.values()]


def _written(logs: dict[str, Known]) -> bytes:
    document = {
        "format": FORMAT,
        "logs": [
            {"keys": [str(key) for key in each.keys], "url": each.url, "note": each.note}
            for each in logs.values()
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _read(folder: Path) -> tuple[Identity, dict[str, Known]]:
    identity = read_identity(folder)
    if identity is None:
        raise NoWitness
    try:
        document = json.loads((folder / FILE).read_bytes())
        if document["format"] != FORMAT:
            raise BadNote("It was written by another version.")
        logs = [_known(each) for each in document["logs"]]
        for each in logs:
            _check(each, identity)
    except (OSError, ValueError, LookupError, TypeError, BadLog) as error:
        raise WitnessRetired from error
    return identity, {each.origin: each for each in logs}


def _known(row: dict[str, object]) -> Known:
    keys = row["keys"]
    if not isinstance(keys, list) or not keys:
        raise BadNote("A log has a key.")
    read = tuple(read_key(str(each)) for each in keys)
    return Known(read[0].name, read, str(row["url"]), str(row["note"]))


def _check(known: Known, identity: Identity) -> None:
    """Refuse what this witness and the log have not both signed: it was not written by us."""
    if not known.note:
        return
    note = read_note(known.note.encode())
    mine = tuple(signer.key for signer in identity.signers())
    is_signed = believed(note, known.keys, verify) and len(seen_by(note, mine, verify)) == len(mine)
    if not is_signed or known.checkpoint.origin != known.origin:
        raise BadNote("What was seen is not signed.")
