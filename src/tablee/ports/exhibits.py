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

    def drop(self, name: str) -> None:
        """Erase what is kept under *name*, if anything is."""
        ...
