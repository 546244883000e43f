"""Zip files that come out the same, byte for byte, wherever and whenever they are written."""

import hashlib
import shutil
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from tablee.outside import disk

_CHUNK = 1 << 20
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can name: none at all."""
_UNIX = 3
_MODE = stat.S_IFREG | 0o644


class ZipDraft:
    """A `Draft` in a hidden folder beside the archives; leaving it takes the folder away."""

    def __init__(self, folder: Path) -> None:
        """Put it together below *folder*, which is made if need be."""
        disk.make_folder(folder, mode=0o700)
        self._room = TemporaryDirectory(prefix=".draft-", dir=folder)
        self._root = Path(self._room.name)
        self._sums: dict[str, hashlib._Hash] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._room.cleanup()

    def add(self, path: str, chunks: Iterable[bytes]) -> None:
        """See `Draft.add`."""
        place, found = self._root / path, self._sums.setdefault(path, hashlib.sha256())
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("ab") as file:
            for chunk in chunks:
                file.write(chunk)
                found.update(chunk)

    def digests(self) -> Mapping[str, str]:
        """See `Draft.digests`."""
        return {path: self._sums[path].hexdigest() for path in sorted(self._sums)}

    def seal(self, into: Path) -> None:
        """See `Draft.seal`."""
        unfinished = self._root / ".zip"
        with unfinished.open("xb") as file, ZipFile(file, "w", ZIP_STORED) as archive:
            for path in sorted(self._sums):
                with (
                    (self._root / path).open("rb") as source,
                    archive.open(_named(path), "w") as out,
                ):
                    shutil.copyfileobj(source, out, _CHUNK)
        disk.flush([unfinished])
        unfinished.replace(into)
        disk.flush([into.parent])


def _named(path: str) -> ZipInfo:
    """Return the head of a member, without anything that differs from machine to machine."""
    member = ZipInfo(path, _BEGINNING)
    member.compress_type = ZIP_STORED
    member.create_system = _UNIX
    member.external_attr = _MODE << 16
    return member
