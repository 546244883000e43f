"""Which form a till file has, by its first bytes and never by its name alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from tablee.core.purchase.gather import Block
from tablee.evidence.tills.columns import Columns
from tablee.evidence.tills.layout import Layout
from tablee.evidence.tills.objects import Objects
from tablee.evidence.tills.separated import BOM, Separated
from tablee.evidence.tills.survey import PARQUET, Survey

FIRST_BYTES = 64


class Source(Protocol):
    """A file of till data, looked at and found to be readable."""

    @property
    def length(self) -> int:
        """Its last position: bytes, or rows."""
        ...

    def blocks(self, position: int, line: int) -> Iterator[Block]:
        """Give the lines from *position* on, which is after *line*; always cut the same way."""
        ...


def open_source(path: Path, layout: Layout, seen: Survey) -> Source:
    """Return what reads a file.

    Raises:
        Unreadable: nothing does, or it is not whole; nothing of it was counted.
    """
    with path.open("rb") as file:
        first = file.read(FIRST_BYTES)
    if first.startswith(PARQUET):
        return Columns(path, layout, seen)
    if first.removeprefix(BOM).lstrip().startswith(b"{"):
        return Objects(path, layout, seen)
    return Separated(path, layout, seen)
