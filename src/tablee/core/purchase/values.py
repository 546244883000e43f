"""What the fields of till data mean: quantities, amounts and codes, however a till writes them.

Tills repeat themselves: each distinct text is understood once and then looked up. What is
remembered is bounded, so that a file of any length takes the same memory.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from tablee.core.purchase.gtin import gtin

MOST_REMEMBERED = 20_000
LONGEST_REMEMBERED = 100
"""Longer texts are understood anew each time: a file must not fill the memory with them."""
MOST_DIGITS = 12
"""A figure with more digits than this is no quantity and no amount, but another column."""
MOST_MILLI = 10_000_000
"""Ten thousand pieces on one line: more is a slip, or a product code in the wrong column."""
MILLI_DIGITS = 3
_SPACES = dict.fromkeys(map(ord, " \t\u00a0\u202f\u2009'"))
Meaning = TypeVar("Meaning")


class Known(dict[str, Meaning]):
    """Meanings of texts, each found out at its first use."""

    def __init__(self, find: Callable[[str], Meaning]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, text: str) -> Meaning:
        """Find out what *text* means, and remember it."""
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        meaning = self._find(text)
        if len(text) <= LONGEST_REMEMBERED:
            self[text] = meaning
        return meaning


def number(text: str, digits: int, decimal: str = "") -> int | None:
    """Return a decimal number as whole *digits*-th parts; nothing when it is none.

    *decimal* says which sign the decimals follow; without it both point and comma are taken, and
    a lone sign before three digits is a decimal sign only where there can be three decimals.

    >>> [number(text, 2) for text in ("3,50", "3.5", "-12", "1 234,56", "1.234,56", "1,234.56")]
    [350, 350, -1200, 123456, 123456, 123456]
    >>> number("1,234", 2), number("1,234", 3), number("1,234", 2, "."), number("x", 2)
    (None, 1234, 123400, None)
    """
    text = text.translate(_SPACES)
    is_negative = text[:1] in {"-", "\u2212"} or text[-1:] == "-"
    text = text.strip("+-\u2212")
    sign = decimal or _decimal_sign(text, digits)
    if sign is None:
        return None
    whole, _, part = text.partition(sign) if sign else (text, "", "")
    whole = whole.replace("," if sign == "." else ".", "") if sign else whole
    part = part.rstrip("0") if len(part) > digits else part
    if not (whole + part).isascii() or not (whole + part).isdigit() or len(part) > digits:
        return None
    if len(whole.lstrip("0")) > MOST_DIGITS:
        return None
    value = int((whole.lstrip("0") or "0") + part.ljust(digits, "0"))
    return -value if is_negative else value


def _decimal_sign(text: str, digits: int) -> str | None:
    """Return the sign that decimals follow; empty when there are none, nothing in doubt."""
    last = max(text.rfind(","), text.rfind("."))
    if last < 0:
        return ""
    other = "," if text[last] == "." else "."
    if text.count(text[last]) > 1:
        return other
    is_lone = other not in text
    if is_lone and len(text) - last - 1 == MILLI_DIGITS and digits < MILLI_DIGITS:
        return None
    return text[last]


def quantities(decimal: str = "") -> Known[int | None]:
    """Return quantities in thousandths; an empty field is one piece."""

    def find(text: str) -> int | None:
        milli = number(text, MILLI_DIGITS, decimal) if text.strip() else 1_000
        return None if milli is None or abs(milli) > MOST_MILLI else milli

    return Known(find)


def amounts(digits: int, decimal: str = "") -> Known[int | None]:
    """Return amounts in the smallest coin; an empty field is nothing."""
    return Known(lambda text: number(text, digits, decimal) if text.strip() else 0)


def marks(lists: Mapping[str, tuple[str, ...]]) -> Known[tuple[str, ...] | None]:
    """Return the names of the lists in which a product is; nothing for what is no product code."""

    def find(code: str) -> tuple[str, ...] | None:
        full = gtin(code)
        return None if full is None else lists.get(full, ())

    return Known(find)
