"""The files of logs, in a folder for each campaign."""

import fcntl
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from tablee.outside import disk
from tablee.ports.log.files import LogFiles

FOLDER = "logs"
LOCK = ".sealing"


class FolderLog:
    """One log's files, by their paths below one folder.

    A file is written beside its name and then renamed: whoever reads sees the old one or the new
    one, whole. Hidden files are drafts, or the lock.
    """

    def __init__(self, folder: Path) -> None:
        """Keep files in *folder*; it is made when the first one comes."""
        self._folder = folder

    def read(self, path: str) -> bytes | None:
        """Return what a file holds, as it is on disk; nothing if there is no such file."""
        try:
            return self._path(path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def write(self, path: str, content: bytes) -> None:
        """Write a file, or write it again; it is on disk when this returns.

        Raises:
            OSError: it may or may not have been written.
        """
        self.write_all({path: content})

    def write_all(self, contents: Mapping[str, bytes]) -> None:
        """Write many files, and ask the disk once for all of them.

        Their content is on disk before any of them has its name, so that a power cut leaves no
        file that is torn.

        Raises:
            OSError: any of them may or may not have been written.
        """
        disk.write_all({self._path(path): content for path, content in contents.items()})

    def drop(self, path: str) -> None:
        """Remove a file, or a folder with all that is in it, if it is there."""
        target = self._path(path)
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)

    def paths(self) -> list[str]:
        """Return the paths of all files, sorted."""
        found = (each.relative_to(self._folder) for each in self._folder.rglob("*"))
        return sorted(
            each.as_posix()
            for each in found
            if not each.name.startswith(".") and (self._folder / each).is_file()
        )

    def _path(self, path: str) -> Path:
        parts = path.split("/")
        if any(not part or part.startswith(".") for part in parts):
            raise ValueError(path)
        return self._folder.joinpath(*parts)


class FolderShelf:
    """The logs of a site, in ``logs/SLUG/`` below its home."""

    def __init__(self, home: Path) -> None:
        """Keep logs below *home*."""
        self._folder = home / FOLDER
        self._turns: dict[str, Lock] = {}
        self._turn = Lock()

    def log(self, slug: str) -> LogFiles:
        """Return the files of a campaign's log."""
        return FolderLog(self._folder / slug)

    @contextmanager
    def alone(self, slug: str) -> Iterator[None]:
        """Keep everybody else on this machine from sealing that log meanwhile; wait for them.

        Whoever is killed lets go at once.
        """
        with self._turn:
            turn = self._turns.setdefault(slug, Lock())
        folder = self._folder / slug
        disk.make_folder(folder)
        with turn, (folder / LOCK).open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                yield
            finally:
                # Said and not left to the end of the file: a process forked meanwhile has it too.
                fcntl.flock(lock, fcntl.LOCK_UN)
