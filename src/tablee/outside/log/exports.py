"""The exports of a site: archives by day, for each campaign, of which the latest are kept."""

import re
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from tablee.core.log.checkpoint import CHECKPOINT

FOLDER = "exports"
KEPT = 14
"""Archives kept of each campaign: the latest, whatever their days."""
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}\.zip")
_VERIFIER = "web/static/tablee/verifier.html"


class Export(NamedTuple):
    """One archive that anybody may have."""

    name: str
    """Its day: ``2012-03-26.zip``."""
    size_bytes: int


class ExportShelf:
    """The archives below one home."""

    def __init__(self, home: Path) -> None:
        self._home = home / FOLDER

    def folder(self, slug: str) -> Path:
        """Return where a campaign's archives lie."""
        return self._home / slug

    def path(self, slug: str, now_ms: int) -> Path:
        """Return where the archive of a day lies."""
        day = datetime.fromtimestamp(now_ms // 1_000, UTC).date()
        return self.folder(slug) / f"{day.isoformat()}.zip"

    def find(self, slug: str, name: str) -> Path | None:
        """Return where an archive lies, if there is one of that name."""
        path = self.folder(slug) / name
        return path if _NAME.fullmatch(name) and path.is_file() else None

    def every(self, slug: str) -> list[Export]:
        """Return a campaign's archives, the latest first."""
        folder = self.folder(slug)
        found = [each for each in folder.glob("*.zip") if _NAME.fullmatch(each.name)]
        ordered = sorted(found, key=lambda each: each.name, reverse=True)
        return [Export(each.name, each.stat().st_size) for each in ordered]

    def last_checkpoint(self, slug: str) -> bytes:
        """Return the checkpoint in the latest archive; nothing if there is none."""
        for export in self.every(slug)[:1]:
            try:
                with ZipFile(self.folder(slug) / export.name) as archive:
                    return archive.read(CHECKPOINT)
            except (BadZipFile, KeyError, OSError):
                return b""
        return b""

    def prune(self, slug: str) -> int:
        """Take older archives away; return how many."""
        old = self.every(slug)[KEPT:]
        for export in old:
            (self.folder(slug) / export.name).unlink(missing_ok=True)
        return len(old)


def verifier_page() -> bytes:
    """Return the page that verifies, as it is saved; nothing where it was not built."""
    page = files("tablee").joinpath(_VERIFIER)
    return page.read_bytes() if page.is_file() else b""
