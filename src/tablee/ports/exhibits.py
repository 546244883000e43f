"""Evidence that is kept as files: named by its content, erased when its time is over."""

from typing import Protocol


class Exhibits(Protocol):
    """Files named by the hash of what they hold."""

    def put(self, content: bytes) -> str:
        """Keep *content* on disk; return its name (hex SHA-256 of it). Twice is once."""
        ...

    def get(self, name: str) -> bytes | None:
        """Return what is kept under *name*; nothing once it has been erased."""
        ...

    def drop(self, name: str) -> None:
        """Erase what is kept under *name*, if anything is."""
        ...
