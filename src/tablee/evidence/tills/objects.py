"""Reads one JSON object a line (NDJSON)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from tablee.core.purchase.gather import FIELDS, Block
from tablee.evidence.tills.layout import Layout, places
from tablee.evidence.tills.separated import BLOCK_BYTES, BOM, LONGEST_CELL
from tablee.evidence.tills.survey import Survey
from tablee.evidence.tills.trouble import Unreadable

_decode = msgspec.json.Decoder(dict[str, Any]).decode


class Objects:
    """An NDJSON file, open."""

    def __init__(self, path: Path, layout: Layout, seen: Survey) -> None:
        """Look at its first and last lines.

        Raises:
            Unreadable: it is none, or not whole.
        """
        self._path = path
        self._layout = layout
        self.length = seen.size_bytes
        with path.open("rb") as file:
            first = file.readline(LONGEST_CELL)
            file.seek(max(0, self.length - LONGEST_CELL))
            last = file.read().rstrip(b"\r\n").rpartition(b"\n")[2]
        try:
            self._keys = _keys(_decode(first.removeprefix(BOM)), layout)
            _decode(last.removeprefix(BOM))
        except msgspec.DecodeError as failure:
            raise Unreadable(
                f"The first or the last line is no JSON object; the file may be half-written: "
                f"{failure}",
                f"La première ou la dernière ligne n’est pas un objet JSON ; le fichier est "
                f"peut-être incomplet : {failure}",
            ) from failure

    def blocks(self, position: int, line: int) -> Iterator[Block]:
        """Give the lines from *position* on, which is after *line*."""
        with self._path.open("rb") as file:
            file.seek(position)
            while raw := file.read(BLOCK_BYTES):
                # A line without an end would be held whole: it is cut, and is then no object.
                raw += b"" if raw.endswith(b"\n") else file.readline(LONGEST_CELL)
                lines = raw.removesuffix(b"\n").split(b"\n")
                yield self._block(lines, line, file.tell())
                line += len(lines)

    def _block(self, raw: list[bytes], before: int, position: int) -> Block:
        rows: list[tuple[str, ...]] = []
        lines: list[int] = []
        bad: list[int] = []
        for number, text in enumerate(raw, before + 1):
            if not text.strip():
                continue
            try:
                said = _decode(text.removeprefix(BOM) if number == 1 else text)
            except msgspec.DecodeError:
                bad.append(number)
                continue
            rows.append(tuple(_words(said, keys) for keys in self._keys))
            lines.append(number)
        return Block(rows, lines, bad, position, before + len(raw))


def _keys(first: Mapping[str, Any], layout: Layout) -> list[tuple[str, ...]]:
    """Return the names that say each field.

    Lines may leave out what does not concern them, so all names we know are looked for, not
    only those of the first line.
    """
    names = list(first)
    for each in ("loyalty", "original", "original_store", "store", "quantity", "amount"):
        if each not in names:
            names.append(each)
    found = places(names, layout.columns)
    return [tuple(names[place] for place in found.get(key, ())) for key in FIELDS]


def _words(said: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return " ".join(_word(said.get(key)) for key in keys)


def _word(value: object) -> str:
    if value is None or isinstance(value, bool | list | dict):
        return ""
    return value if isinstance(value, str) else str(value)
