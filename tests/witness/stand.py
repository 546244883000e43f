"""A witness in a folder, asked as a log asks it; and a count that a test can read at a glance."""

import asyncio
from functools import partial
from pathlib import Path

from tests.logs import FolderLog

from tablee.core.leaves.fault import BadLeaf
from tablee.core.log.note import Key, base64
from tablee.outside.clock import SetClock
from tablee.witness.accusing import Accusations
from tablee.witness.counting import begin_count
from tablee.witness.identity import new_identity
from tablee.witness.looking import Witness
from tablee.witness.memory import Memory, begin
from tablee.witness.mirror import Mirror
from tablee.witness.opening import open_server
from tablee.witness.recounting import Recounting

NAME = "sponsor.example/witness"
NOW_MS = 1_790_000_000_000


class Sums:
    """Counts leaves ``act N`` and ``tally N``: a tally says how much all acts were."""

    def __init__(self, _known=None) -> None:
        self.total = 0
        self.size = 0

    def take(self, raw: bytes) -> None:
        kind, _, number = raw.decode().partition(" ")
        if kind == "act":
            self.total += int(number)
        elif int(number) != self.total:
            raise BadLeaf(f"Leaf {self.size}: The tally is {self.total}, and not {number}.")
        self.size += 1


class Asked:
    """What a server answered."""

    def __init__(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        self.status = status
        self.headers = {name.decode(): value.decode() for name, value in headers}
        self.body = body

    @property
    def text(self) -> str:
        return self.body.decode()


class Stand:
    """A witness whose process can be ended and begun again."""

    def __init__(self, folder: Path, *, is_recounting: bool = False, is_lasting: bool = False):
        self.folder = folder
        self.clock = SetClock(NOW_MS)
        self.memory: Memory | None = None
        begin(folder, new_identity(NAME, is_recounting=is_recounting, is_lasting=is_lasting))
        self.open()

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(each.key for each in self.memory.identity.signers())

    def open(self) -> None:
        self.close()
        self.memory = Memory(self.folder)
        self.app = open_server(self.folder, self.memory, Sums, self.clock)

    def close(self) -> None:
        if self.memory is not None:
            self.memory.close()
        self.memory = None

    def trust(self, log: FolderLog, url: str = "") -> None:
        self.memory.trust(log.signer.key, url)
        self.open()

    def request(self, method: str, path: str, body: bytes = b"") -> Asked:
        return asyncio.run(asked(self.app, method, path, body))

    def show(self, body: bytes) -> Asked:
        return self.request("POST", "/add-checkpoint", body)

    def show_log(self, log: FolderLog, old: int) -> Asked:
        """Show a log as it is now, with the proof that it grew from *old*."""
        return self.show(request_of(old, log.grown(old), log.signed(log.text())))

    def evidence(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "evidence").glob("*.txt"))


def request_of(old: int, proof: list[bytes], note: bytes) -> bytes:
    lines = (f"old {old}", *map(base64, proof), "")
    return "".join(f"{line}\n" for line in lines).encode() + note


async def asked(app, method: str, path: str, body: bytes = b"") -> Asked:
    """Return what an application answers, asked without a socket."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": body}

    async def send(message):
        sent.append(message)

    await app({"type": "http", "method": method, "path": path, "headers": []}, receive, send)
    return Asked(sent[0]["status"], sent[0]["headers"], sent[1]["body"])


class Counted:
    """A witness that recounts campaigns as everybody does; *get* asks a site for a log's files."""

    def __init__(self, folder: Path, get) -> None:
        self.folder = folder
        self._get = get
        begin(folder, new_identity(NAME, is_recounting=True, is_lasting=False))
        self._open()

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(each.key for each in self._memory.identity.signers())

    def trust_key(self, key: Key, url: str) -> None:
        self._memory.trust(key, url)
        self.close()
        self._open()

    def ask(self, old: int, proof: list[bytes], note: bytes) -> Asked:
        """Look at a checkpoint, in this thread."""
        said = self._witness.look(request_of(old, proof, note))
        return Asked(said.status, [], said.text.encode())

    def close(self) -> None:
        self._memory.close()

    def _open(self) -> None:
        self._memory = Memory(self.folder)
        self._witness = Witness(
            self._memory,
            SetClock(NOW_MS),
            Accusations(self.folder),
            lambda known: Recounting(
                Mirror(self.folder / "copy", self._paths), partial(begin_count, known)
            ),
        )

    def _paths(self, paths) -> list[bytes | None]:
        answers = [self._get(path) for path in paths]
        return [each.content if each.status_code == 200 else None for each in answers]
