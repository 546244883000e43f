"""Till data of a day that never was, with the truth about it, worked out while it is written."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from tablee.core.purchase.gtin import check_digit
from tablee.core.purchase.rules import ProductList
from tablee.core.text import Text

HEADER = "magasin;ticket;date;heure;ean;quantité;montant;carte;ticket_origine\n"
PIECES = 4
LIST_NAME = "dairy"
STORES = tuple(f"{number:04d}" for number in range(1, 41))
_REMEMBERED = 500
_CARDS_IN_TEN = 6


class Odds(NamedTuple):
    """How often things happen, in a thousand baskets."""

    watched: int = 300
    """Holds products that count."""
    returned: int = 10
    """Brings back products of an earlier basket."""


@dataclass(slots=True)
class Truth:
    """What a reader must find."""

    lines: int = 0
    baskets: int = 0
    qualifying: int = 0
    acts: int = 0
    returns: int = 0
    reversed: int = 0
    minor: int = 0


class Bought(NamedTuple):
    """A basket that may be brought back."""

    store: str
    receipt: str
    pieces: int


def watched_codes(count: int = 24) -> tuple[str, ...]:
    """Return codes of products that count."""
    return tuple(_code(f"30331{number:07d}") for number in range(count))


def product_list() -> ProductList:
    """Return those products as a campaign's list."""
    codes = tuple(code.zfill(14) for code in watched_codes())
    return ProductList(LIST_NAME, Text(en="Dairy", fr="Produits laitiers"), codes)


class _Dice:
    """Chance that falls the same way each time."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, most: int) -> int:
        """Return a number from 0 to *most* - 1."""
        self._state = (self._state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        return (self._state >> 33) % most

    def one_of(self, codes: Sequence[str]) -> str:
        """Return one of them."""
        return codes[self.below(len(codes))]


class Day:
    """Writes baskets from *begins_at* on, one every *step_ms*; the same seed gives the same."""

    def __init__(
        self,
        begins_at: datetime,
        *,
        step_ms: int = 40,
        seed: int = 2012,
        odds: Odds = Odds(),  # noqa: B008 - constant
    ) -> None:
        self.truth = Truth()
        self._dice = _Dice(seed)
        self._at = begins_at
        self._step = timedelta(milliseconds=step_ms)
        self._odds = odds
        self._watched = watched_codes()
        self._others = tuple(_code(f"32281{number:07d}") for number in range(2_000))
        self._recent: deque[Bought] = deque(maxlen=_REMEMBERED)

    def baskets(self, count: int) -> Iterator[str]:
        """Give the lines of so many further baskets, one basket at a time."""
        for _ in range(count):
            self.truth.baskets += 1
            self._at += self._step
            chance = self._dice.below(1_000)
            if chance < self._odds.returned and self._recent:
                yield self._return()
            else:
                yield self._sale(is_watched=chance < self._odds.watched)

    def _sale(self, *, is_watched: bool) -> str:
        dice, truth = self._dice, self.truth
        store = STORES[truth.baskets % len(STORES)]
        head = f"{store};T{truth.baskets:08d};{self._at:%d/%m/%Y;%H:%M:%S};"
        card = f"29{truth.baskets % 300_000:011d}" if dice.below(10) < _CARDS_IN_TEN else ""
        tail = f";{card};\n"
        lines = [
            self._line(head, dice.one_of(self._others), 1, tail) for _ in range(1 + dice.below(8))
        ]
        if is_watched:
            pieces = 0
            for _ in range(1 + dice.below(3)):
                quantity = 1 + dice.below(4)
                pieces += quantity
                lines.append(self._line(head, dice.one_of(self._watched), quantity, tail))
            turn = dice.below(len(lines))
            lines = lines[turn:] + lines[:turn]
            acts = pieces // PIECES
            truth.acts += acts
            truth.qualifying += bool(acts)
            self._recent.append(Bought(store, f"T{truth.baskets:08d}", pieces))
        truth.lines += len(lines)
        return "".join(lines)

    def _return(self) -> str:
        """Bring back some of a recent basket, at most once each."""
        dice, truth = self._dice, self.truth
        index = dice.below(len(self._recent))
        bought = self._recent[index]
        del self._recent[index]
        back = 1 + dice.below(bought.pieces)
        head = f"{bought.store};R{truth.baskets:08d};{self._at:%d/%m/%Y;%H:%M:%S};"
        truth.lines += 1
        truth.returns += 1
        truth.reversed += bought.pieces // PIECES - (bought.pieces - back) // PIECES
        return self._line(head, dice.one_of(self._watched), -back, f";;{bought.receipt}\n")

    def _line(self, head: str, code: str, quantity: int, tail: str) -> str:
        minor = quantity * (50 + self._dice.below(949))
        self.truth.minor += minor
        sign, size = "-" if minor < 0 else "", abs(minor)
        return f"{head}{code};{quantity};{sign}{size // 100},{size % 100:02d}{tail}"


def _code(digits: str) -> str:
    return digits + check_digit(digits)
