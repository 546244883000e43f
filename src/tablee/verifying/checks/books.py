"""Are the books, the tables and the figures of an export those that its leaves make?"""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256

from tablee.core.books.exported import FILES, SHEET, Added, ExportedBooks
from tablee.core.leaves.keys import PartyKeys
from tablee.core.log.fault import BadLog
from tablee.core.log.tiles import bundles_of
from tablee.core.text import Text
from tablee.verifying.finding import Finding, absent, right, wrong
from tablee.verifying.reading import Leaf, read_entries
from tablee.verifying.sources.source import Source, optional

CHECK = "books"


def check_books(source: Source, size: int) -> Finding:
    """Write the books and the table of acts once more; of each file only its hash is compared.

    The log itself must have been found right: its leaves are read without being checked again.
    """
    paths = {*source.paths()}
    if not has_books(source):
        return absent(CHECK, _NO_BOOKS)
    books = _Books()
    for leaf in _leaves(source, size):
        books.take(leaf)
    books.close()
    if SHEET in paths:
        for number, leaf in enumerate(_leaves(source, size)):
            books.write_act(number, leaf)
    bad = tuple(path for path in FILES if path in paths and not books.has(path, source))
    return wrong(CHECK, _OTHERS.about(", ".join(bad)), bad) if bad else _ALL_RIGHT


def has_books(source: Source) -> bool:
    """Return whether there is anything to compare."""
    return not {*source.paths()}.isdisjoint(FILES)


def _leaves(source: Source, size: int) -> Iterator[Leaf]:
    for tile in bundles_of(size):
        yield from json.loads(b"[%b]" % b",".join(read_entries(source, tile)))


class _Books:
    """Books written once more; of each file only its hash is kept."""

    def __init__(self) -> None:
        self._hashes = {path: sha256() for path in FILES}
        self._books = ExportedBooks()
        self._add(self._books.begin())

    def take(self, leaf: Leaf) -> None:
        """Write what a leaf moves."""
        self._add(self._books.take(leaf))

    def close(self) -> None:
        """Write the ends of the books."""
        self._add(self._books.close())

    def write_act(self, number: int, leaf: Leaf) -> None:
        """Write an act as it stands, once all leaves were taken."""
        self._hashes[SHEET].update(self._books.write_act(number, leaf).encode())

    def has(self, path: str, source: Source) -> bool:
        """Return whether a file holds what was written."""
        content = optional(source, path)
        return content is not None and sha256(content).digest() == self._hashes[path].digest()

    def _add(self, added: Added) -> None:
        for path, lines in added:
            self._hashes[path].update("".join(lines).encode())


def with_figures(books: Finding, faults: tuple[str, ...]) -> Finding:
    """Return what is found of the books and of the files that repeat the log."""
    if not faults:
        return books
    files = (*books.files, *faults)
    return wrong(CHECK, _OTHERS.about(", ".join(files)), files)


def keys_fault(source: Source, log: str, keys: Iterable[Leaf]) -> tuple[str, ...]:
    """Return the list of keys, if it is not the one that the leaves make."""
    content = optional(source, "keys.json")
    if content is None:
        return ()
    parties = PartyKeys()
    for leaf in keys:
        parties.take(leaf)
    try:
        expected = parties.document(log)
    except BadLog:
        return ("keys.json",)
    return () if content.rstrip(b"\n") == expected.rstrip(b"\n") else ("keys.json",)


_NO_BOOKS = Text("There are no books beside this log.", "Il n'y a pas de registre près du journal.")
_OTHERS = Text(
    "These files do not say what the log says: {}",
    "Ces fichiers ne disent pas ce que dit le journal : {}",
)
_ALL_RIGHT = right(
    CHECK,
    Text(
        "The books and tables are those that the leaves make, to the byte.",
        "Les registres et les tableaux sont ceux que font les feuilles, à l'octet près.",
    ),
)
