"""Money, in the smallest coin of its currency."""

import re

_WITHOUT_COINS = frozenset(re.findall("...", "BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXUYIVNDVUVXAFXOFXPF"))
_IN_THOUSANDTHS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
_AMOUNT = re.compile(r"(\d{1,9})(?:\.(\d+))?")


def minor_digits(currency: str) -> int:
    """Return how many decimals *currency* has (ISO 4217).

    >>> minor_digits("EUR"), minor_digits("XOF")
    (2, 0)
    """
    if currency in _WITHOUT_COINS:
        return 0
    return 3 if currency in _IN_THOUSANDTHS else 2


def minor_of(amount: str, currency: str) -> int | None:
    """Return *amount* in the smallest coin of *currency*; nothing when it is not an amount.

    >>> minor_of("1.5", "EUR"), minor_of("1.005", "EUR"), minor_of("1,5", "EUR")
    (150, None, None)
    """
    match = _AMOUNT.fullmatch(amount)
    digits = minor_digits(currency)
    if match is None or not amount.isascii() or len(match[2] or "") > digits:
        return None
    return int(match[1] + (match[2] or "").ljust(digits, "0"))


def money(minor: int, currency: str, language: str) -> str:
    """Return an amount as people write it.

    >>> money(123450, "EUR", "en"), money(-5, "EUR", "en"), money(700, "XOF", "en")
    ('EUR 1,234.50', 'EUR -0.05', 'XOF 700')
    """
    digits = minor_digits(currency)
    whole, cents = divmod(abs(minor), 10**digits)
    sign = "-" if minor < 0 else ""
    point = "," if language.startswith("fr") else "."
    decimals = f"{point}{cents:0{digits}d}" if digits else ""
    amount = f"{sign}{count(whole, language)}{decimals}"
    if language.startswith("fr"):
        return f"{amount}\N{NO-BREAK SPACE}{'€' if currency == 'EUR' else currency}"
    return f"{currency} {amount}"


def count(number: int, language: str) -> str:
    """Return a whole number with its thousands set apart.

    >>> count(150000, "en")
    '150,000'
    """
    separator = "\N{NARROW NO-BREAK SPACE}" if language.startswith("fr") else ","
    return f"{number:,}".replace(",", separator)
