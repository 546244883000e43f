"""A bundle of files while it is being put together."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol


class Draft(Protocol):
    """Files by their paths, kept aside until all are there and can be sealed in one archive."""

    def add(self, path: str, chunks: Iterable[bytes]) -> None:
        """Add to a file; the first time makes it."""
        ...

    def digests(self) -> Mapping[str, str]:
        """Return the SHA-256 of every file so far, in hexadecimal, by path."""
        ...

    def seal(self, into: Path) -> None:
        """Write the archive, whole or not at all; the same files give the same bytes.

        Raises:
            OSError: it was not written; what lay there before still does.
        """
        ...
