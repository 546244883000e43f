"""A folder: an export that somebody unpacked, or a log as it is served."""

import os
from pathlib import Path

from tablee.verifying.sources.source import MOST_FILE_BYTES, MOST_FILES, Missing, too_large


class Folder:
    """The files below one folder; links that lead out of it are not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def read(self, path: str) -> bytes:
        """Return what a file holds.

        Raises:
            Missing: it is not there, lies elsewhere, or cannot be read.
        """
        place = self._root / path
        try:
            if not place.resolve().is_relative_to(self._root):
                raise Missing(path)
            if not place.is_file():  # a pipe would never end
                raise Missing(path)
            if place.stat().st_size > MOST_FILE_BYTES:
                raise too_large()
            return place.read_bytes()
        except (OSError, ValueError) as error:
            raise Missing(path) from error

    def paths(self) -> list[str]:
        """Return the paths of all files, sorted."""
        found: list[str] = []
        for folder, _, names in os.walk(self._root):
            inside = Path(folder).relative_to(self._root)
            found += [(inside / name).as_posix() for name in names]
            if len(found) > MOST_FILES:
                raise too_large()
        return sorted(found)
