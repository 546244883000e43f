"""Books and acts as tables: CSV that no spreadsheet mistakes for formulas, and JSON."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from json import dumps
from typing import Any

from tablee.core.books.days import moment_of
from tablee.core.books.derivation import Movement

Leaf = Mapping[str, Any]
LEDGER = ("first_leaf", "last_leaf", "moment", "reason", "account", "units")
ACTS = (
    "act", "leaf", "received", "kind", "pool", "units", "start", "evidence", "state", "reason",
    "decided",
)  # fmt: skip
_STATES = {
    "confirm": "counted",
    "refuse": "refused",
    "reverse": "reversed",
    "restore": "counted",
}
_FORMULA = frozenset("=+-@\t\r\n\0")


def row(cells: Sequence[str | int]) -> str:
    r"""Return one line of CSV, as RFC 4180 has it; text that would be a formula is quoted first.

    A text that begins with one of the characters of a formula gets a single quote before it;
    numbers are left alone.

    Source: OWASP ASVS 5.0, 1.2.10

    >>> row(["=1+1", -1, "a,b"]).strip()
    '\'=1+1,-1,"a,b"'
    """
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return line.getvalue()


def ledger_rows(move: Movement) -> Iterator[str]:
    """Give the lines of one movement: one for each posting."""
    for posting in move.entry.postings:
        moment = moment_of(move.minute)
        yield row([move.first_leaf, move.last_leaf, moment, move.entry.reason, *posting])


def ledger_json(move: Movement) -> str:
    """Return one movement as a line of JSON."""
    return _json(
        {
            "first_leaf": move.first_leaf,
            "last_leaf": move.last_leaf,
            "moment": moment_of(move.minute),
            "reason": move.entry.reason,
            "postings": [list(posting) for posting in move.entry.postings],
        }
    )


class ActSheet:
    """A line for each act as it stands at the end: take all leaves once, then give each again."""

    def __init__(self) -> None:
        self._decided: dict[int, tuple[int, str, str, bool]] = {}
        """By act: the leaf that last decided about it, its ruling and reason, whether it left."""
        self._size = 0

    def take(self, leaf: Leaf) -> None:
        """Note what a leaf decides."""
        index, self._size = self._size, self._size + 1
        kind = leaf["leaf"]
        if kind == "finish":
            before = self._decided.get(leaf["act"], (index, "refuse", leaf["reason"], False))
            self._decided[leaf["act"]] = (index, *before[1:3], True)
        elif kind in _STATES:
            self._decided[leaf["act"]] = (index, kind, leaf.get("reason", ""), False)

    def write(self, index: int, leaf: Leaf) -> str:
        """Return the line of leaf *index* if it is an act, once all leaves were taken."""
        if leaf["leaf"] != "act":
            return ""
        decided, ruling, reason, has_left = self._decided.get(leaf["act"], (-1, "", "", False))
        state = _STATES.get(ruling) or _state_at_first(leaf)
        return row(
            [
                leaf["act"],
                index,
                moment_of(leaf["minute"]),
                leaf["kind"],
                leaf.get("pool", ""),
                leaf.get("units", 0),
                leaf.get("start", ""),
                leaf["evidence"],
                f"{state}, left the line" if has_left else state,
                reason or leaf.get("reason", ""),
                "" if decided < 0 else decided,
            ]
        )


def _state_at_first(leaf: Leaf) -> str:
    if "reason" in leaf:
        return "refused"
    return "pending" if leaf["evidence"] == "C" else "counted"


def _harmless(cell: str | int) -> str | int:
    if isinstance(cell, str) and cell[:1] in _FORMULA and cell:
        return f"'{cell}"
    return cell


def _json(value: object) -> str:
    return dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
