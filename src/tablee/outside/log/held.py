"""Logs in memory: for tests and for trying things out."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock

from tablee.core.log.policy import Witness
from tablee.outside.signing import KeySigner
from tablee.ports.log.files import LogFiles
from tablee.ports.log.signer import SEED_BYTES, Signer
from tablee.ports.log.witness import Answer


class HeldLog:
    """One log's files, in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def read(self, path: str) -> bytes | None:
        """Return what a file holds; nothing if there is no such file."""
        return self._kept.get(path)

    def write(self, path: str, content: bytes) -> None:
        """Write a file, or write it again."""
        self._kept[path] = bytes(content)

    def write_all(self, contents: Mapping[str, bytes]) -> None:
        """Write many files."""
        for path, content in contents.items():
            self.write(path, content)

    def drop(self, path: str) -> None:
        """Remove a file, or a folder with all that is in it, if it is there."""
        for each in [*self._kept]:
            if each == path or each.startswith(f"{path}/"):
                del self._kept[each]

    def paths(self) -> list[str]:
        """Return the paths of all files, sorted."""
        return sorted(self._kept)


class HeldShelf:
    """The logs of a site in memory."""

    def __init__(self) -> None:
        self._logs: dict[str, HeldLog] = {}
        self._turn = Lock()

    def log(self, slug: str) -> LogFiles:
        """Return the files of a campaign's log."""
        return self._logs.setdefault(slug, HeldLog())

    @contextmanager
    def alone(self, slug: str) -> Iterator[None]:  # noqa: ARG002 - one turn for all is enough here
        """Keep everybody else from sealing meanwhile; wait for them."""
        with self._turn:
            yield


class HeldKeys:
    """Keys of logs that are good for nothing but tests: anybody can make them."""

    def signer(self, slug: str, origin: str, *, is_new: bool) -> Signer:  # noqa: ARG002 - made of the name
        """Return the key of a campaign's log: the same for the same name, always."""
        return KeySigner(origin, slug.encode()[:SEED_BYTES].ljust(SEED_BYTES, b"."))


class NoWitnesses:
    """Nobody is asked."""

    def ask(self, witness: Witness, old: int, proof: Sequence[bytes], checkpoint: bytes) -> Answer:  # noqa: ARG002 - nobody looks
        """Answer that the witness was not asked."""
        return Answer(refusal=f"'{witness.name}' is not asked from here.")
