"""Evidence kept as files that are named by what they hold."""

import hashlib
import os
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tablee.outside import disk

FOLDER = "exhibits"
PICTURES = "pictures"
"""Drawings that people made for campaigns: theirs, and shown, unlike evidence."""

_NAME = re.compile(r"[0-9a-f]{64}")


class FiledExhibits:
    """`Exhibits` in a folder: ``exhibits/ab/abcd…``, each file written whole or not at all.

    Not through Django's storages, which design.md names for files: their ``save`` answers before
    the bytes are on disk and renames what exists already, and here a name *is* its content and an
    answer means on disk. Should a site keep its files elsewhere one day, this class of four verbs
    is what gets a second adapter.

    Any number of processes may write the same content at once: they write the same file.
    """

    def __init__(self, home: Path, folder: str = FOLDER) -> None:
        """Keep files in *folder* below *home*; it is made when the first one comes."""
        self._folder = home / folder

    def put(self, content: bytes) -> str:
        """Keep *content* on disk; return its name (hex SHA-256 of it). Twice is once."""
        return self.put_all([content])[0]

    def put_all(self, contents: Sequence[bytes]) -> list[str]:
        """Keep all of *contents* on disk; return their names, in order, once all are there.

        The disk is asked once for all of them. A power cut before that may leave a torn file
        under a name that nobody has been told: it is written anew when its content comes again.
        """
        names = [hashlib.sha256(content).hexdigest() for content in contents]
        for name, content in dict(zip(names, contents, strict=True)).items():
            if self.get(name) != content:
                self._put(self._path(name), content)
            else:
                os.utime(self._path(name))
        paths = {self._path(name) for name in names}
        disk.flush(paths | {path.parent for path in paths})
        return names

    def get(self, name: str) -> bytes | None:
        """Return what is kept under *name*; nothing once it has been erased."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def names_before(self, moment_ms: int, start: str) -> list[str]:
        """Return the names that begin with *start*, two hex digits, and were put last before then.

        Keeping the same content again counts: whoever does so is about to refer to it.
        """
        found = [each for each in self._folder.glob(f"{start}/{start}*") if _is_name(each.name)]
        return sorted(each.name for each in found if _written_ms(each) < moment_ms)

    def drop(self, name: str) -> None:
        """Erase what is kept under *name*, if anything is."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        _check(name)
        return self._folder / name[:2] / name

    def _put(self, path: Path, content: bytes) -> None:
        disk.make_folder(path.parent, mode=0o700)
        disk.put(path, content, mode=disk.PRIVATE)


class HeldExhibits:
    """`Exhibits` in memory: for tests and for trying things out."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._put_ms: dict[str, int] = {}

    def put(self, content: bytes) -> str:
        """Keep *content*; return its name (hex SHA-256 of it)."""
        name = hashlib.sha256(content).hexdigest()
        self._kept[name] = bytes(content)
        self._put_ms[name] = time.time_ns() // 1_000_000
        return name

    def put_all(self, contents: Sequence[bytes]) -> list[str]:
        """Keep all of *contents*; return their names, in order."""
        return [self.put(content) for content in contents]

    def get(self, name: str) -> bytes | None:
        """Return what is kept under *name*; nothing once it has been erased."""
        _check(name)
        return self._kept.get(name)

    def names_before(self, moment_ms: int, start: str) -> list[str]:
        """Return the names that begin with *start*, and were put last before then."""
        found = [name for name in [*self._kept] if name.startswith(start)]
        return sorted(name for name in found if self._put_ms[name] < moment_ms)

    def drop(self, name: str) -> None:
        """Erase what is kept under *name*, if anything is."""
        _check(name)
        self._kept.pop(name, None)


def open_exhibits(home: Path) -> FiledExhibits:
    """Return the files of the site that lives in *home*."""
    return FiledExhibits(home)


def open_pictures(home: Path) -> FiledExhibits:
    """Return the pictures of the site that lives in *home*: kept apart from evidence."""
    return FiledExhibits(home, PICTURES)


def _check(name: str) -> None:
    """Refuse a name that is none: it could lead out of the folder."""
    if not _is_name(name):
        raise ValueError(name)


def _is_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None


def _written_ms(path: Path) -> int:
    """Return when a file was written; long after all others when it is gone meanwhile."""
    try:
        return path.stat().st_mtime_ns // 1_000_000
    except FileNotFoundError:
        return sys.maxsize
