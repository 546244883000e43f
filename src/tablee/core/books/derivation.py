"""The books, written again from the public log alone: no table of ours is asked.

Whoever has the leaves has the books. Pledges, raises and milestones lay what is promised; each
tally moves what was earned since the one before; signed receipts move what was paid and
delivered; a settlement lifts sponsors to their floors and voids what is left.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tablee.core.books.ledger import (
    Entry,
    Posting,
    account,
    delivered,
    earned,
    paid,
    pledged,
)
from tablee.core.books.settlement import remainder_entry
from tablee.core.promising.document import Document, read_document
from tablee.core.promising.wording import Kind
from tablee.core.segment import Segment, Share
from tablee.core.tally import pledged_by_sponsor

Leaf = Mapping[str, Any]
Figures = Mapping[str, Mapping[str, int]]
"""Units earned, by pool and sponsor."""


class Movement(NamedTuple):
    """One entry, with the leaves it follows from."""

    first_leaf: int
    last_leaf: int
    minute: int
    """Of the last leaf, since 1970 in UTC."""
    entry: Entry


class Reconciliation(NamedTuple):
    """What must stand on each account at the end, each figure said by the leaves themselves."""

    minute: int
    balances: dict[str, int]


class BooksOfLog:
    """Books that grow leaf by leaf; the log is believed, for others recount it.

    >>> books = BooksOfLog()
    >>> pledge = {"leaf": "pledge", "minute": 1, "name": "first", "pool": "blogs",
    ...           "units": 10, "shares": [["Danone", 1]]}
    >>> tally = {"leaf": "tally", "minute": 2, "earned": {"blogs": {"Danone": 3}}}
    >>> [move.entry.reason for each in (pledge, tally) for move in books.take(each)]
    ['pledge first', 'earned']
    >>> books.reconciliation().balances["earned:Danone:blogs"]
    3
    """

    def __init__(self) -> None:
        self._size = 0
        self._minute = 0
        self._posted_to = 0
        """The first leaf whose earnings are still to be posted."""
        self._earned: dict[tuple[str, str], int] = {}
        """By pool and sponsor."""
        self._balances = Counter[str]()
        self._receipts: set[str] = set()
        """What was signed for: the same words, signed again, say nothing new."""
        self._owed: Mapping[str, int] | None = None
        """What sponsors owe at the end, from its leaf to the tally behind it."""

    def take(self, leaf: Leaf) -> list[Movement]:
        """Return what the next leaf moves, in order."""
        index, self._size = self._size, self._size + 1
        self._minute = leaf["minute"]
        kind = leaf["leaf"]
        if kind == "tally":
            return self._moved(self._at_tally(leaf["earned"]), self._posted(), index)
        if kind == "settle":
            self._owed = leaf["owed"]
            return []
        entry = None
        if kind in {"pledge", "raise", "milestone"} and leaf.get("pool"):
            entry = _laid(leaf)
        elif kind == "receipt":
            entry = self._received(read_document(leaf["document"]))
        return self._moved([entry] if entry else [], index, index)

    def reconciliation(self) -> Reconciliation:
        """Return what must stand on every account that was used.

        What sponsors have earned is what the last tally says; it is not added up.
        """
        balances = {name: self._balances[name] for name in sorted(self._balances)}
        for (pool, sponsor), units in self._earned.items():
            name = account("earned", sponsor, pool)
            if name in balances:
                balances[name] = units
        return Reconciliation(self._minute, balances)

    def _received(self, receipt: Document) -> Entry | None:
        """Return what a signed receipt moves; its signature is for others to check."""
        if receipt.digest in self._receipts:
            return None
        self._receipts.add(receipt.digest)
        write = paid if receipt.kind is Kind.PAYMENT else delivered
        return write(receipt.party, receipt.units, f"{receipt.kind} {receipt.reference}")

    def _posted(self) -> int:
        first, self._posted_to = self._posted_to, self._size
        return first

    def _at_tally(self, figures: Figures) -> list[Entry]:
        """Return what has changed since the tally before, and the end if there was one."""
        entries: list[Entry] = []
        for pool in sorted({*figures, *(pool for pool, _ in self._earned)}):
            change = self._change(pool, figures.get(pool, {}))
            if change:
                entries.append(earned(pool, change, "earned"))
        if self._owed is not None:
            entries += self._at_the_end(self._owed, entries)
            self._owed = None
        return entries

    def _change(self, pool: str, now: Mapping[str, int]) -> dict[str, int]:
        before = {who: units for (where, who), units in self._earned.items() if where == pool}
        change: dict[str, int] = {}
        for sponsor in sorted({*before, *now}):
            self._earned[pool, sponsor] = now.get(sponsor, 0)
            difference = now.get(sponsor, 0) - before.get(sponsor, 0)
            if difference:
                change[sponsor] = difference
        return change

    def _at_the_end(self, owed: Mapping[str, int], before: Sequence[Entry]) -> Iterator[Entry]:
        """Give the entries that lift sponsors to what they owe, and void the rest."""
        balances = Counter(self._balances)
        for entry in before:
            _add(balances, entry)
        totals = Counter[str]()
        for (_, sponsor), units in self._earned.items():
            totals[sponsor] += units
        postings: list[Posting] = []
        for sponsor in sorted(owed):
            missing = owed[sponsor] - totals[sponsor]
            if missing:
                postings.append(Posting(account("promised", sponsor), -missing))
                postings.append(Posting(account("earned", sponsor, "floor"), missing))
        yield Entry("floor at close", tuple(postings))
        prefix = "pledged:"
        yield remainder_entry(
            {
                name.removeprefix(prefix): units
                for name, units in sorted(balances.items())
                if name.startswith(prefix)
            }
        )

    def _moved(self, entries: Iterable[Entry], first: int, last: int) -> list[Movement]:
        kept = [entry for entry in entries if entry.postings]
        for entry in kept:
            _add(self._balances, entry)
        return [Movement(first, last, self._minute, entry) for entry in kept]


def _add(balances: Counter[str], entry: Entry) -> None:
    for posting in entry.postings:
        balances[posting.account] += posting.units


def _laid(leaf: Leaf) -> Entry:
    shares = tuple(Share(sponsor, weight) for sponsor, weight in leaf["shares"])
    segment = Segment(leaf["units"], shares)
    name = leaf["pledge"] if leaf["leaf"] == "raise" else leaf["name"]
    return pledged(leaf["pool"], pledged_by_sponsor([segment]), f"{leaf['leaf']} {name}")
