"""Reads Parquet, where the operator has installed what reads it."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from tablee.core.purchase.gather import FIELDS, Block
from tablee.evidence.tills.layout import Layout, places
from tablee.evidence.tills.survey import Survey
from tablee.evidence.tills.trouble import Unreadable

BATCH_ROWS = 16_384


class Columns:
    """A Parquet file, open. Its positions are rows, and its lines too."""

    def __init__(self, path: Path, layout: Layout, _: Survey) -> None:
        """Look at its end, where it says what is in it.

        Raises:
            Unreadable: it is none, is not whole, or nothing here reads it.
        """
        try:
            self._parquet: Any = import_module("pyarrow.parquet")
        except ImportError:
            raise Unreadable(
                "Reading Parquet needs one more package: pip install 'tablee[tills]'.",
                "Pour lire du Parquet il manque un paquet : pip install 'tablee[tills]'.",
            ) from None
        self._path = path
        try:
            with self._parquet.ParquetFile(path) as file:
                self.length = int(file.metadata.num_rows)
                names = [str(each) for each in file.schema_arrow.names]
        except (OSError, ValueError) as failure:
            raise Unreadable(
                f"This is no whole Parquet file: {failure}",
                f"Ce n’est pas un fichier Parquet entier : {failure}",
            ) from failure
        found = places(names, layout.columns)
        self._keys = [tuple(names[place] for place in found.get(key, ())) for key in FIELDS]

    def blocks(self, position: int, line: int) -> Iterator[Block]:
        """Give the rows from *position* on, which is after *line*."""
        wanted = sorted({name for keys in self._keys for name in keys})
        with self._parquet.ParquetFile(self._path) as file:
            begun = 0
            for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=wanted):
                begun += batch.num_rows
                if begun <= position:
                    continue
                rows = self._rows(batch)
                yield Block(rows, range(line + 1, line + len(rows) + 1), (), begun, begun)
                line = begun

    def _rows(self, batch: Any) -> list[tuple[str, ...]]:
        empty = [""] * batch.num_rows
        fields = []
        for keys in self._keys:
            cells = [[_word(each) for each in batch.column(name).to_pylist()] for name in keys]
            if len(cells) > 1:
                cells = [[" ".join(parts) for parts in zip(*cells, strict=True)]]
            fields.append(cells[0] if cells else empty)
        return list(zip(*fields, strict=True))


def _word(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float):
        return str(Decimal(str(value)))
    return str(value)
