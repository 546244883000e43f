"""The account given of one file of till data: what was read, and what became of it."""

from dataclasses import dataclass, field
from enum import StrEnum

MOST_LINES = 10
"""First lines that are named for each reason."""


class Refusal(StrEnum):
    """Why a line or a basket of a file brought nothing: a public code, like those of acts."""

    BAD_LINE = "bad_line"
    """It has more or fewer columns than the first line, or is no row at all."""
    NO_RECEIPT = "no_receipt"
    BAD_TIME = "bad_time"
    BAD_GTIN = "bad_gtin"
    """Its code is no product code: for a list of products it is not there."""
    BAD_QUANTITY = "bad_quantity"
    BAD_AMOUNT = "bad_amount"
    OTHER_STORE = "other_store"
    """The basket would count in another shop."""
    OTHER_DAY = "other_day"
    """The basket would count on another day."""
    DIFFERENT = "different_receipt"
    """A receipt of that number is known and says something else; a duplicate, too."""
    TOO_LARGE = "too_large"
    """A basket that would bring so many acts that somebody should look at it first."""
    NO_PURCHASE = "no_purchase"
    """A return of a purchase that has not been seen (yet)."""


@dataclass(slots=True)
class Account:
    """The figures of one file so far."""

    lines: int = 0
    """Lines with something on them, without the first."""
    baskets: int = 0
    qualifying: int = 0
    """Baskets that are new and bring an act at least."""
    plain: int = 0
    """Baskets that are new and bring none: all are qualifying, plain, duplicates or undated."""
    acts: int = 0
    """Acts that entered their line."""
    known_acts: int = 0
    """Acts of qualifying baskets that stood there already, by a receipt code."""
    duplicates: int = 0
    """Baskets that were known before."""
    returns: int = 0
    """Returns that were new, each of one purchase."""
    reversed: int = 0
    """Acts that were taken back for them."""
    milli: int = 0
    """Sum of all quantities read, in thousandths."""
    minor: int = 0
    """Sum of all amounts read, in the smallest coin."""
    refused: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    """By reason: how many, then the first lines."""

    def refuse(self, reason: str, line: int) -> None:
        """Note that something at *line* brought nothing, and why."""
        noted = self.refused.setdefault(reason, [0])
        noted[0] += 1
        if len(noted) <= MOST_LINES:
            noted.append(line)


@dataclass(slots=True)
class OpenBasket:
    """A basket whose lines are still being read."""

    store: str
    receipt: str
    line: int
    at_ms: int | None = None
    supporter: bytes = b""
    bought: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    """Thousandths of pieces and money, by list."""
    returns: dict[str, dict[str, list[int]]] = field(
        default_factory=dict[str, dict[str, list[int]]]
    )
    """The same, by shop and receipt of the purchase."""


@dataclass(slots=True)
class Progress:
    """How far a file has been read, and all that is needed to go on from there."""

    position: int = 0
    """Where to go on, in the file's own measure: bytes, or rows."""
    line: int = 0
    """The last line that was read."""
    account: Account = field(default_factory=Account)
    basket: OpenBasket | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """What the partner says a file holds."""

    lines: int | None = None
    baskets: int | None = None
    milli: int | None = None
    minor: int | None = None

    def differences(self, account: Account) -> tuple[tuple[str, int, int], ...]:
        """Return name, what was said and what was found, for each figure that differs.

        >>> Control(lines=3, minor=500).differences(Account(lines=2, minor=500))
        (('lines', 3, 2),)
        """
        pairs = ((name, getattr(self, name), getattr(account, name)) for name in _CONTROLLED)
        return tuple(
            (name, said, found) for name, said, found in pairs if said not in {None, found}
        )


_CONTROLLED = ("lines", "baskets", "milli", "minor")
