"""Reads CSV as tills write it: any of the usual signs, encodings, quotes and line ends."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import BinaryIO

from tablee.core.purchase.gather import Block
from tablee.evidence.tills.layout import Layout, places
from tablee.evidence.tills.rows import picker
from tablee.evidence.tills.survey import Survey
from tablee.evidence.tills.trouble import Unreadable

BLOCK_BYTES = 1 << 20
LONGEST_CELL = 1 << 22
DELIMITERS = (";", ",", "\t", "|")
BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_MOST_JOINED = 1_000
"""Lines that one pair of quotes may span, at most; beyond it a quote is a letter like others."""


class Separated:
    """A CSV file, open."""

    def __init__(self, path: Path, layout: Layout, seen: Survey) -> None:
        """Look at its first and last lines.

        Raises:
            Unreadable: it is none, or not whole.
        """
        csv.field_size_limit(LONGEST_CELL)
        self._path = path
        self.length = seen.size_bytes
        with path.open("rb") as file:
            first = file.readline(BLOCK_BYTES)
            self._start = file.tell()
            if first.startswith(_WIDE):
                raise Unreadable(
                    "The file is in UTF-16: save it as UTF-8.",
                    "Le fichier est en UTF-16 : enregistrez-le en UTF-8.",
                )
            if not layout.is_whole:
                _check_end(file, self.length)
        self._encoding = layout.encoding or ("utf-8" if seen.is_utf8 else "cp1252")
        self._header = self._text(first.removeprefix(BOM)).rstrip("\r\n")
        if "\r" in self._header:
            raise Unreadable(
                "Lines end with a lone carriage return: save the file with the usual line ends.",
                "Les lignes finissent par un retour chariot seul : enregistrez le fichier avec les "
                "fins de ligne habituelles.",
            )
        self._delimiter = layout.delimiter or _delimiter(self._header)
        if len(self._delimiter) != 1 or self._delimiter in '\r\n"':
            raise Unreadable(
                "Say one sign between columns.", "Dites un seul signe entre les colonnes."
            )
        header = next(csv.reader([self._header], delimiter=self._delimiter), [])
        self._width = len(header)
        self._pick = picker(places(header, layout.columns), self._width)

    def blocks(self, position: int, line: int) -> Iterator[Block]:
        """Give the lines from *position* on, which is after *line*."""
        with self._path.open("rb") as file:
            file.seek(position or self._start)
            line = line or 1
            while raw := _whole_lines(file):
                try:
                    block = self._block(raw, line, file.tell())
                except csv.Error as mistake:
                    raise Unreadable(
                        f"After line {line} something is no CSV: {mistake}",
                        f"Après la ligne {line}, ce n’est pas du CSV : {mistake}",
                    ) from mistake
                line = block.last_line
                yield block

    def _block(self, raw: bytes, before: int, position: int) -> Block:
        text = self._text(raw)
        is_balanced = text.count('"') % 2 == 0 or self._is_closed(text)
        reader = csv.reader(
            StringIO(text, newline=""),
            delimiter=self._delimiter,
            quoting=csv.QUOTE_MINIMAL if is_balanced else csv.QUOTE_NONE,
        )
        width, pick = self._width, self._pick
        # Nothing but commas and line ends: each line is a row, and nobody needs to count them.
        cells = [*reader] if '"' not in text else None
        if cells is not None:
            last = before + len(cells)
            if {*map(len, cells)} == {width}:
                lines = range(before + 1, last + 1)
                return Block([*map(pick, cells)], lines, (), position, last)
            numbered = list(enumerate(cells, before + 1))
        else:
            numbered = [(before + reader.line_num, each) for each in reader]
            last = before + reader.line_num
        good = [(line, each) for line, each in numbered if len(each) == width]
        bad = [line for line, each in numbered if each and len(each) != width]
        if not is_balanced:
            good = [(line, [cell.strip('"') for cell in each]) for line, each in good]
        rows = [pick(each) for _, each in good]
        return Block(rows, [line for line, _ in good], bad, position, last)

    def _is_closed(self, text: str) -> bool:
        """Return whether every quote that opens a cell is closed again."""
        reader = csv.reader(StringIO(text, newline=""), delimiter=self._delimiter, strict=True)
        try:
            for _ in reader:
                pass
        except csv.Error as mistake:
            return "end of data" not in str(mistake)
        return True

    def _text(self, raw: bytes) -> str:
        try:
            return raw.decode(self._encoding)
        except UnicodeError:
            if self._encoding == "cp1252":  # five of its bytes mean nothing
                return raw.decode("latin-1")
            raise Unreadable(
                f"The file is not in {self._encoding}: say in which encoding it is.",
                f"Le fichier n’est pas en {self._encoding} : dites dans quel encodage il est.",
            ) from None
        except LookupError:
            raise Unreadable(
                f"There is no encoding '{self._encoding}'.",
                f"Il n’y a pas d’encodage « {self._encoding} ».",
            ) from None


def _whole_lines(file: BinaryIO) -> bytes:
    """Return the next lines, none of them cut, not even between quotes."""
    raw = file.read(BLOCK_BYTES)
    if raw and not raw.endswith(b"\n"):
        raw += file.readline(LONGEST_CELL)
    if raw.count(b'"') % 2 == 0:
        return raw
    here = file.tell()
    longer = raw
    for _ in range(_MOST_JOINED):
        line = file.readline(LONGEST_CELL)
        longer += line
        if not line or line.count(b'"') % 2:
            break
    if longer.count(b'"') % 2 == 0:
        return longer
    file.seek(here)
    return raw


def _check_end(file: BinaryIO, size_bytes: int) -> None:
    """Refuse a file whose last line has no end: nobody can tell whether it was cut."""
    if not size_bytes:
        raise Unreadable("The file is empty.", "Le fichier est vide.")
    file.seek(size_bytes - 1)
    if file.read(1) not in {b"\n", b"\r"}:
        raise Unreadable(
            "The last line has no end: the file may be half-written. Send it again, or say that "
            "it is whole.",
            "La dernière ligne n’a pas de fin : le fichier est peut-être incomplet. Renvoyez-le, "
            "ou dites qu’il est entier.",
        )


def _delimiter(header: str) -> str:
    counts = {sign: len(next(csv.reader([header], delimiter=sign), [])) for sign in DELIMITERS}
    return max(DELIMITERS, key=lambda sign: counts[sign])
