"""Exports of logs that tests made, and lies told in them."""

from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

from tests.campaign_log import LOG_KEY, ORIGIN, TERMS_TEXT
from tests.logs import FolderLog, Witnessing, two_witnesses

from tablee.outside.log.archive import ZipDraft
from tablee.usecases.log.write_bundle import Papers, write_bundle


class Files:
    """The files of a log in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str) -> bytes | None:
        place = self._folder / path
        return place.read_bytes() if place.is_file() else None

    def write(self, path: str, content: bytes) -> None:
        raise NotImplementedError

    def paths(self) -> list[str]:
        raise NotImplementedError


def bare_log(
    folder: Path, leaves: Iterable[bytes], witnesses: Iterable[Witnessing] | None = None
) -> FolderLog:
    """Write a log into *folder*: tiles, a checkpoint and the policy."""
    chosen = two_witnesses() if witnesses is None else witnesses
    log = FolderLog(folder, ORIGIN, LOG_KEY, chosen)
    log.add(leaves)
    log.publish()
    (folder / f"checkpoint.{log.size}").unlink()
    (folder / "policy").write_text(str(log.policy))
    return log


def export(folder: Path, log: FolderLog) -> Path:
    """Write the export of a log as a zip file; return it."""
    place = folder / "export.zip"
    with ZipDraft(folder / "drafts") as draft:
        papers = Papers("restos-2012", str(log.policy), {1: TERMS_TEXT}, b"<!doctype html>\n")
        write_bundle(draft, Files(log.folder), papers, LOG_KEY)
        draft.seal(place)
    return place


def unpacked(place: Path, into: Path) -> Path:
    with ZipFile(place) as archive:
        archive.extractall(into)
    return into
