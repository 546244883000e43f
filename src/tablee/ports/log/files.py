"""The files of one log, as anybody may copy them."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Protocol


class LogFiles(Protocol):
    """The files of one log, by their paths below its address: ``checkpoint``, ``tile/0/000``.

    What is written is on disk, whole, when the call returns; nobody ever reads half a file.
    """

    def read(self, path: str) -> bytes | None:
        """Return what a file holds, as it is on disk; nothing if there is no such file."""
        ...

    def write(self, path: str, content: bytes) -> None:
        """Write a file, or write it again.

        Raises:
            OSError: it may or may not have been written.
        """
        ...

    def write_all(self, contents: Mapping[str, bytes]) -> None:
        """Write many files: as `write` does, and the disk is asked once for all of them.

        Raises:
            OSError: any of them may or may not have been written.
        """
        ...

    def drop(self, path: str) -> None:
        """Remove a file, or a folder with all that is in it, if it is there."""
        ...

    def paths(self) -> list[str]:
        """Return the paths of all files, sorted."""
        ...


class LogShelf(Protocol):
    """The logs of one site."""

    def log(self, slug: str) -> LogFiles:
        """Return the files of a campaign's log."""
        ...

    def alone(self, slug: str) -> AbstractContextManager[None]:
        """Keep everybody else on this machine from sealing that log meanwhile; wait for them."""
        ...
