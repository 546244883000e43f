"""The files of one log, as anybody may copy them."""

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

    def paths(self) -> list[str]:
        """Return the paths of all files, sorted."""
        ...


class LogShelf(Protocol):
    """The logs of one site."""

    def log(self, slug: str) -> LogFiles:
        """Return the files of a campaign's log."""
        ...
