"""Evidence that is kept as files: named by its content, erased when its time is over."""

from collections.abc import Sequence
from typing import Protocol


class Exhibits(Protocol):
    """Files named by the hash of what they hold."""

    def put(self, content: bytes) -> str:
        """Keep *content* on disk; return its name (hex SHA-256 of it). Twice is once."""
        ...

    def put_all(self, contents: Sequence[bytes]) -> list[str]:
        """Keep all of *contents* on disk; return their names, in order, once all are there."""
        ...

    def get(self, name: str) -> bytes | None:
        """Return what is kept under *name*; nothing once it has been erased."""
        ...

    def names_before(self, moment_ms: int, start: str) -> list[str]:
        """Return the names that begin with *start*, two hex digits, and were put last before then.

        Keeping the same content again counts: whoever does so is about to refer to it.
        """
        ...

    def drop(self, name: str) -> None:
        """Erase what is kept under *name*, if anything is."""
        ...
