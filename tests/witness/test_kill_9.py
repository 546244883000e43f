"""A witness may be killed at any moment: it never signs two stories, and it always goes on."""

import threading
import time
from hashlib import sha256
from pathlib import Path

import pytest
from tests.logs import ORIGIN, FolderLog
from tests.witness.daemon import Daemon, served
from tests.witness.stand import NAME, request_of

from tablee.core.log.note import Note, Signature, read_note
from tablee.core.log.policy import Policy, Witness
from tablee.core.log.tiles import subtrees_in
from tablee.outside.signing import verify
from tablee.outside.witnesses import HttpWitnesses
from tablee.usecases.log.witnessing import Witnessing
from tablee.witness.identity import new_identity
from tablee.witness.memory import Memory, begin, see

CHECKPOINTS = 1_000
KILLED_EVERY = 71
MOST_WAIT_MS = 30


def chance(number: int, below: int) -> int:
    """Return a number below *below*, another one for each number, and the same in each run."""
    return int.from_bytes(sha256(f"chance {number}".encode()).digest()[:4]) % below


class Story:
    """One log and one witness, asked as a site asks."""

    def __init__(self, log: FolderLog, daemon: Daemon) -> None:
        self.log = log
        self.daemon = daemon
        identity, _ = see(daemon.folder)
        witness = Witness("w", identity.signers()[0].key, daemon.url)
        self.policy = Policy((log.signer.key,), (witness,), (), "w")
        self.carrier = Witnessing(HttpWitnesses(), verify)
        self.total = 0

    def grow(self, number: int) -> None:
        acts = [1 + chance(number + each, 20) for each in range(1 + chance(number, 3))]
        self.total += sum(acts)
        self.log.add([f"act {each}".encode() for each in acts])
        self.log.add([f"tally {self.total}".encode()])

    def collect(self) -> Note | None:
        text = self.log.text()
        key = self.log.signer.key
        note = Note(text, (Signature(key.name, key.id, self.log.signer.sign(text.encode())),))
        subtree = subtrees_in(self.log.size, self.log.content)
        collected = self.carrier.collect(self.policy, note, subtree)
        return collected.note if collected.is_met else None

    def kill_soon(self, number: int) -> threading.Thread:
        def kill() -> None:
            time.sleep(chance(number, MOST_WAIT_MS) / 1_000)
            self.daemon.kill()

        thread = threading.Thread(target=kill)
        thread.start()
        return thread

    def check_no_fork(self, tmp_path: Path, signed: int) -> None:
        """Show a log that is another from its last leaf on, wherever the witness stands."""
        _, (known,) = see(self.daemon.folder)
        seen = known.checkpoint
        assert seen.size >= signed, "what was answered was on disk"
        assert seen.root == self.log.root(seen.size)
        fork = FolderLog(tmp_path / "fork", signer=self.log.signer)
        fork.add([*self.log.leaves[: seen.size - 1], b"act 1000000"])
        status, _ = self.daemon.ask(
            "POST", "/add-checkpoint", request_of(seen.size, [], fork.signed(fork.text()))
        )
        assert status == 422


@pytest.mark.slow
def test_a_thousand_checkpoints_in_a_row_are_recounted_and_signed_under_kill_9(tmp_path):
    log = FolderLog(tmp_path / "log")
    folder = tmp_path / "witness"
    begin(folder, new_identity(NAME, is_recounting=True, is_lasting=False))
    with served(log.folder) as url:
        with Memory(folder) as memory:
            memory.trust(log.signer.key, url)
        daemon = Daemon(folder)
        story = Story(log, daemon)
        signed = killed = 0
        for number in range(1, CHECKPOINTS + 1):
            story.grow(number)
            if number % KILLED_EVERY == 0:
                thread = story.kill_soon(number)
                note = story.collect()
                thread.join()
                daemon.start()
                story.check_no_fork(tmp_path, log.size if note else signed)
                killed += 1
            else:
                note = None
            note = note or story.collect()
            assert note is not None, number
            signed = log.size
        daemon.stop()
    assert killed == CHECKPOINTS // KILLED_EVERY
    _, (known,) = see(folder)
    assert known.checkpoint.size == log.size
    assert {each.name for each in read_note(known.note.encode()).signatures} == {
        ORIGIN,
        f"{NAME}/recounts",
    }
