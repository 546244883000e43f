"""Which baskets bring acts, as a campaign's terms say it: lists of products, rules for baskets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from tablee.core.text import Text

WHOLE = ""
"""The measure of a whole basket, whatever is in it; lists of products have names."""
PIECE = 1_000
"""Quantities are in thousandths, as tills weigh things; this is one piece."""


@dataclass(frozen=True, slots=True)
class ProductList:
    """Products that count, by their codes."""

    name: str
    title: Text
    gtins: tuple[str, ...]
    """With fourteen digits each; see `gtin`."""


@dataclass(frozen=True, slots=True)
class BasketRule:
    """What a basket must hold for acts of a kind: so many pieces, or so much money."""

    name: str
    kind: str
    products: str = WHOLE
    """The list whose products count; empty for whatever is bought."""
    pieces: int = 0
    """Each so many pieces are an act; 0 where money counts."""
    amount_minor: int = 0
    """Each so much money is an act, in the smallest coin; 0 where pieces count."""
    per_basket: int = 0
    """Acts of one basket, at most; 0 means any number."""
    stores: tuple[str, ...] = ()
    """The shops where it holds, as the tills name them; empty for all."""
    opens_at: datetime | None = None
    """The first moment of purchase; nothing: as its kind."""
    closes_at: datetime | None = None
    """The last second of purchase; nothing: as its kind."""


class Amount(NamedTuple):
    """What was bought, or taken back, of one list."""

    milli: int = 0
    """Thousandths of a piece."""
    minor: int = 0
    """Money, in the smallest coin."""

    def plus(self, other: "Amount") -> "Amount":
        """Return both together."""
        return Amount(self.milli + other.milli, self.minor + other.minor)

    def less(self, other: "Amount") -> "Amount":
        """Return what is left; never less than nothing."""
        return Amount(max(0, self.milli - other.milli), max(0, self.minor - other.minor))


Measures = Mapping[str, Amount]
"""Amounts by the name of their list; `WHOLE` for the whole basket."""


def acts_of(rule: BasketRule, bought: Amount) -> int:
    """Return how many acts so much brings by *rule*.

    >>> four = BasketRule("four", "purchase", "dairy", pieces=4)
    >>> [acts_of(four, Amount(milli=pieces * PIECE)) for pieces in (3, 4, 7, 8)]
    [0, 1, 1, 2]
    >>> tenner = BasketRule("tenner", "purchase", amount_minor=1_000, per_basket=2)
    >>> [acts_of(tenner, Amount(minor=minor)) for minor in (999, 1_000, 9_999)]
    [0, 1, 2]
    """
    by_pieces = bought.milli // (rule.pieces * PIECE) if rule.pieces else None
    by_money = bought.minor // rule.amount_minor if rule.amount_minor else None
    acts = max(0, min(each for each in (by_pieces, by_money, 1 << 30) if each is not None))
    return min(acts, rule.per_basket) if rule.per_basket else acts
