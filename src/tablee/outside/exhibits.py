"""Evidence kept as files that are named by what they hold."""

import hashlib
import os
import re
import secrets
from pathlib import Path

FOLDER = "exhibits"

_NAME = re.compile(r"[0-9a-f]{64}")


class FiledExhibits:
    """`Exhibits` in a folder: ``exhibits/ab/cd/abcd…``, each file written whole or not at all.

    Not through Django's storages, which design.md names for files: their ``save`` answers before
    the bytes are on disk and renames what exists already, and here a name *is* its content and an
    answer means on disk. Should a site keep its files elsewhere one day, this class of three verbs
    is what gets a second adapter.

    Any number of processes may write the same content at once: they write the same file.
    """

    def __init__(self, home: Path) -> None:
        """Keep files below *home*; the folder is made when the first one comes."""
        self._folder = home / FOLDER

    def put(self, content: bytes) -> str:
        """Keep *content* on disk; return its name (hex SHA-256 of it). Twice is once."""
        name = hashlib.sha256(content).hexdigest()
        path = self._path(name)
        if path.exists():
            return name
        for folder in (self._folder, path.parent.parent, path.parent):
            if not folder.exists():
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _sync(folder.parent)
        draft = path.with_name(f".{os.getpid()}.{secrets.token_hex(8)}")
        try:
            _write(draft, content)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _sync(path.parent)
        return name

    def get(self, name: str) -> bytes | None:
        """Return what is kept under *name*; nothing once it has been erased."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def drop(self, name: str) -> None:
        """Erase what is kept under *name*, if anything is."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        _check(name)
        return self._folder / name[:2] / name[2:4] / name


class HeldExhibits:
    """`Exhibits` in memory: for tests and for trying things out."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        """Keep *content*; return its name (hex SHA-256 of it)."""
        name = hashlib.sha256(content).hexdigest()
        self._kept[name] = bytes(content)
        return name

    def get(self, name: str) -> bytes | None:
        """Return what is kept under *name*; nothing once it has been erased."""
        _check(name)
        return self._kept.get(name)

    def drop(self, name: str) -> None:
        """Erase what is kept under *name*, if anything is."""
        _check(name)
        self._kept.pop(name, None)


def open_exhibits(home: Path) -> FiledExhibits:
    """Return the files of the site that lives in *home*."""
    return FiledExhibits(home)


def _check(name: str) -> None:
    """Refuse a name that is none: it could lead out of the folder."""
    if not _NAME.fullmatch(name):
        raise ValueError(name)


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Let what was renamed into *folder* outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
