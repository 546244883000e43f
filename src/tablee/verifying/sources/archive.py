"""A zip file, read where it lies: nothing is unpacked, and hostile ones are refused."""

from pathlib import Path
from typing import Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as Damaged  # noqa: N812 - it has no name of its own

from tablee.core.log.checkpoint import CHECKPOINT
from tablee.core.text import Text
from tablee.verifying.finding import Unusable
from tablee.verifying.sources.listing import has_one_reading
from tablee.verifying.sources.source import MOST_FILE_BYTES, MOST_FILES, Missing, too_large

MOST_BYTES = 8 * 1024**3
MOST_GROWTH = 200
"""How many times larger than itself a packed file may become: more is a bomb."""
_FOREIGN = 0x1 | 0x20 | 0x40
"""Encrypted, a patch of another file, or encrypted more strongly."""


class Archive:
    """The files of a zip file; their one common folder, if they have one, is left out."""

    def __init__(self, place: Path) -> None:
        """Look at the list of files.

        Raises:
            Unusable: it is no zip file, or one that nobody should open.
        """
        self._place = place
        try:
            self._zip = ZipFile(place)
        except (BadZipFile, OSError, NotImplementedError, ValueError) as error:
            raise Unusable(_NO_ZIP.about(place.name)) from error
        try:
            self._members = _members(self._zip.infolist())
            _check_list(place, len(self._zip.infolist()))
        except Unusable:
            self._zip.close()
            raise

    def __reduce__(self) -> tuple[type[Self], tuple[Path]]:
        """Travel to another process by name, and open the file again there."""
        return type(self), (self._place,)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def read(self, path: str) -> bytes:
        """Return what a file holds; its length and check sum are those the list says.

        Raises:
            Missing: it is not there, or is not what the list says.
        """
        member = self._members.get(path)
        if member is None:
            raise Missing(path)
        try:
            with self._zip.open(member) as file:
                content = file.read(member.file_size + 1)
        except (BadZipFile, OSError, EOFError, NotImplementedError, ValueError, Damaged) as error:
            raise Missing(path) from error
        if len(content) != member.file_size:
            raise Missing(path)
        return content

    def paths(self) -> list[str]:
        """Return the paths of all files, sorted."""
        return sorted(self._members)


_NO_ZIP = Text(
    "{} is not a zip file, or not all of it: fetch it again.",
    "{} n'est pas un fichier zip, ou pas en entier : téléchargez-le de nouveau.",
)
_UNSAFE = Text(
    "The zip file holds a file that leads out of it, or that is there twice: {}",
    "Le fichier zip contient un fichier qui mène ailleurs, ou qui y est deux fois : {}",
)
_BOMB = Text(
    "The zip file holds a file that is encrypted, or packed as no log is: {}",
    "Le fichier zip contient un fichier chiffré, ou comprimé comme aucun journal ne l'est : {}",
)


def _check_list(place: Path, members: int) -> None:
    with place.open("rb") as file:
        if not has_one_reading(file, members):
            raise Unusable(_NO_ZIP.about(place.name))


def _members(listed: list[ZipInfo]) -> dict[str, ZipInfo]:
    if len(listed) > MOST_FILES or sum(each.file_size for each in listed) > MOST_BYTES:
        raise too_large()
    found: dict[str, ZipInfo] = {}
    for each in listed:
        _check(each)
        if each.is_dir():
            continue
        if each.filename in found:
            raise Unusable(_UNSAFE.about(each.filename))
        found[each.filename] = each
    return _without_the_one_folder(found)


def _check(member: ZipInfo) -> None:
    """Refuse a member that leads elsewhere, or that would grow beyond measure."""
    name = member.orig_filename  # of the other one, all from a zero on is cut off
    parts = name.removesuffix("/").split("/")
    if {"", ".", ".."} & set(parts) or "\\" in name or ":" in name or "\0" in name:
        raise Unusable(_UNSAFE.about(name))
    is_plain = member.compress_type in {ZIP_STORED, ZIP_DEFLATED}
    is_bomb = member.file_size > MOST_GROWTH * max(member.compress_size, 1)
    if member.flag_bits & _FOREIGN or not is_plain or is_bomb:
        raise Unusable(_BOMB.about(name))
    if member.file_size > MOST_FILE_BYTES:
        raise too_large()


def _without_the_one_folder(found: dict[str, ZipInfo]) -> dict[str, ZipInfo]:
    """Forget the folder in which everything lies, as people's own zip programs make it."""
    tops = {path.partition("/")[0] for path in found}
    if CHECKPOINT in found or len(tops) != 1:
        return found
    return {path.partition("/")[2]: member for path, member in found.items()}
