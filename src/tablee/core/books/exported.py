"""The books as an export holds them: what each leaf adds to which file."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tablee.core.books.beancount import Beancount
from tablee.core.books.derivation import BooksOfLog
from tablee.core.books.hledger import Hledger
from tablee.core.books.sheet import ACTS, LEDGER, ActSheet, ledger_json, ledger_rows, row

Leaf = Mapping[str, Any]
BEANCOUNT = "ledger/main.beancount"
HLEDGER = "ledger/main.journal"
LEDGER_CSV = "ledger/main.csv"
LEDGER_JSON = "ledger/main.jsonl"
SHEET = "acts.csv"
FILES = (BEANCOUNT, HLEDGER, LEDGER_CSV, LEDGER_JSON, SHEET)

Added = Iterator[tuple[str, Iterable[str]]]
"""Paths, and the lines that come next in each; take the lines before you ask for more."""


class ExportedBooks:
    """The books of one log, file by file: begin, take every leaf, close, then write each act."""

    def __init__(self) -> None:
        self._books = BooksOfLog()
        self._sheet = ActSheet()
        self._beancount = Beancount("")
        self._hledger = Hledger("")

    def begin(self) -> Added:
        """Give the heads of the tables; every file is named, also one that stays empty."""
        heads = {LEDGER_CSV: [row(LEDGER)], SHEET: [row(ACTS)]}
        for path in FILES:
            yield path, heads.get(path, [])

    def take(self, leaf: Leaf) -> Added:
        """Give what a leaf moves."""
        self._sheet.take(leaf)
        if leaf["leaf"] == "genesis":
            self._beancount = Beancount(leaf["campaign"])
            self._hledger = Hledger(leaf["campaign"])
        for move in self._books.take(leaf):
            yield BEANCOUNT, self._beancount.write(move)
            yield HLEDGER, self._hledger.write(move)
            yield LEDGER_CSV, ledger_rows(move)
            yield LEDGER_JSON, [ledger_json(move)]

    def close(self) -> Added:
        """Give the ends of the journals."""
        end = self._books.reconciliation()
        yield BEANCOUNT, self._beancount.close(end)
        yield HLEDGER, self._hledger.close(end)

    def write_act(self, index: int, leaf: Leaf) -> str:
        """Return the line in `SHEET` of leaf *index*, if it is an act, once all were taken."""
        return self._sheet.write(index, leaf)
