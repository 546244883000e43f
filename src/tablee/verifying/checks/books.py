"""Are the books, the tables and the figures of an export those that its leaves make?"""

from collections.abc import Iterable
from hashlib import sha256

from tablee.core.books.beancount import Beancount
from tablee.core.books.derivation import BooksOfLog
from tablee.core.books.hledger import Hledger
from tablee.core.books.sheet import ACTS, LEDGER, ActSheet, ledger_json, ledger_rows, row
from tablee.core.leaves.canonical import spelled
from tablee.core.log.fault import BadLog
from tablee.verifying.finding import Finding, State, Words, absent, wrong
from tablee.verifying.reading import Leaf
from tablee.verifying.sources.source import Source, optional

CHECK = "books"
BEANCOUNT = "ledger/main.beancount"
HLEDGER = "ledger/main.journal"
LEDGER_CSV = "ledger/main.csv"
LEDGER_JSON = "ledger/main.jsonl"
SHEET = "acts.csv"
BOOKS = (BEANCOUNT, HLEDGER, LEDGER_CSV, LEDGER_JSON, SHEET)


class Books:
    """Books written once more while the leaves go by; of each file only its hash is kept."""

    def __init__(self, source: Source) -> None:
        self._source = source
        paths = {*source.paths()}
        self.is_wanted = any(path in paths for path in BOOKS)
        """Whether there is anything to compare."""
        self.has_sheet = SHEET in paths
        self._hashes = {path: sha256() for path in BOOKS}
        self._books = BooksOfLog()
        self._sheet = ActSheet()
        self._beancount = Beancount("")
        self._hledger = Hledger("")
        self._add(LEDGER_CSV, [row(LEDGER)])
        self._add(SHEET, [row(ACTS)])

    def take(self, leaves: Iterable[Leaf]) -> None:
        """Write what more leaves move."""
        for leaf in leaves:
            self._sheet.take(leaf)
            if leaf["leaf"] == "genesis":
                self._name(leaf["campaign"])
            for move in self._books.take(leaf):
                self._add(BEANCOUNT, self._beancount.write(move))
                self._add(HLEDGER, self._hledger.write(move))
                self._add(LEDGER_CSV, ledger_rows(move))
                self._add(LEDGER_JSON, [ledger_json(move)])

    def write_acts(self, first: int, leaves: Iterable[Leaf]) -> None:
        """Write the acts, once all leaves were taken; *first* is the number of the first leaf."""
        write = self._sheet.write
        self._add(SHEET, (write(index, leaf) for index, leaf in enumerate(leaves, first)))

    def close(self) -> Finding:
        """Return whether the files are these."""
        if not self.is_wanted:
            return absent(CHECK, *_NO_BOOKS)
        end = self._books.reconciliation()
        self._add(BEANCOUNT, self._beancount.close(end))
        self._add(HLEDGER, self._hledger.close(end))
        bad = tuple(path for path in BOOKS if not self._is_right(path))
        if bad:
            return wrong(CHECK, _OTHERS.about(", ".join(bad)), bad)
        return Finding(CHECK, State.RIGHT, _RIGHT)

    def _name(self, campaign: str) -> None:
        self._beancount, self._hledger = Beancount(campaign), Hledger(campaign)

    def _add(self, path: str, lines: Iterable[str]) -> None:
        self._hashes[path].update("".join(lines).encode())

    def _is_right(self, path: str) -> bool:
        content = optional(self._source, path)
        return content is None or sha256(content).digest() == self._hashes[path].digest()


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
    parties: dict[tuple[str, str, str], Leaf] = {}
    for leaf in keys:
        name = (leaf["role"], leaf["name"], leaf["key"])
        if leaf["is_valid"]:
            parties[name] = {each: leaf[each] for each in ("role", "name", "key", "held_by")}
        else:
            parties.pop(name, None)
    try:
        expected = spelled({"log": log, "parties": [parties[each] for each in sorted(parties)]})
    except BadLog:
        return ("keys.json",)
    return () if content.rstrip(b"\n") == expected else ("keys.json",)


_NO_BOOKS = Words(
    "There are no books beside this log.", "Il n'y a pas de registre près du journal."
)
_OTHERS = Words(
    "These files do not say what the log says: {}",
    "Ces fichiers ne disent pas ce que dit le journal : {}",
)
_RIGHT = Words(
    "The books and tables are those that the leaves make, to the byte.",
    "Les registres et les tableaux sont ceux que font les feuilles, à l'octet près.",
)
