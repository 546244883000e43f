"""The draw itself: lots fall on units, so that an act of fifteen meals is fifteen times as likely.

An act may be drawn twice; it then counts twice, and nothing about the arithmetic changes.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import accumulate
from typing import Any, NamedTuple

from tablee.core.audit.seed import NotDrawable
from tablee.core.text import Text

_LOT_BYTES = 8
_LOTS = 1 << (8 * _LOT_BYTES)
_OUT = frozenset({"refuse", "reverse"})
_IN = frozenset({"confirm", "restore"})
_NOTHING = Text(
    en="No act was counted: there is nothing to draw from.",
    fr="Aucune action n'a été comptée : il n'y a rien à tirer au sort.",
)


class Drawn(NamedTuple):
    """An act on which a lot fell."""

    lot: int
    """Which lot, from 1."""
    act: int
    leaf: int
    units: int


class Urn:
    """The counted acts of a log, by their units."""

    def __init__(self) -> None:
        self._leaves = array("q")
        self._units = array("q")
        self._held: set[int] = set()
        self._size = 0

    def take(self, leaf: Mapping[str, Any]) -> None:
        """Take in the next leaf."""
        kind = leaf["leaf"]
        if kind == "act":
            self._leaves.append(self._size)
            self._units.append(leaf.get("units", 0))
            if leaf["evidence"] == "C":
                self._held.add(leaf["act"])
        elif kind in _OUT:
            self._held.add(leaf["act"])
        elif kind in _IN:
            self._held.discard(leaf["act"])
        self._size += 1

    @property
    def units(self) -> int:
        """How many units counted acts offered."""
        return sum(self._weights())

    def draw(self, seed: bytes, lots: int) -> list[Drawn]:
        """Return the acts on which *lots* lots fall.

        Raises:
            NotDrawable: no act was counted.
        """
        ends = array("q", accumulate(self._weights()))
        if not ends or not ends[-1]:
            raise NotDrawable(_NOTHING)
        found: list[Drawn] = []
        for lot, unit in zip(range(1, lots + 1), _units_drawn(seed, ends[-1]), strict=False):
            index = bisect_right(ends, unit)
            found.append(Drawn(lot, index + 1, self._leaves[index], self._units[index]))
        return found

    def _weights(self) -> Iterator[int]:
        held = self._held
        return (0 if number in held else units for number, units in enumerate(self._units, start=1))


def _units_drawn(seed: bytes, total: int) -> Iterator[int]:
    """Give units drawn evenly from *total*, for ever.

    A lot is eight bytes of the hash of the seed and a number that rises. Lots beyond the last whole
    multiple of *total* are thrown away, or else the first units would be drawn more often.
    """
    number, most = 0, _LOTS - _LOTS % total
    while True:
        lot = int.from_bytes(sha256(seed + number.to_bytes(_LOT_BYTES)).digest()[:_LOT_BYTES])
        number += 1
        if lot < most:
            yield lot % total
