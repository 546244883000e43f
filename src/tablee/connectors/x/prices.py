"""What X asks for what, and how much a campaign wants to spend."""

from decimal import Decimal

MICROS = 1_000_000
PRICES_SEEN = "2026-08-22"
PRICES_SOURCE = "docs.x.com, Pricing (xdevplatform/docs at 28713281)"
"""Where these prices stood, and when; X may change them."""
POST_READ = 5_000
"""Each post that a search or another account's mentions bring, in millionths of a dollar."""
OWNED_READ = 1_000
"""Each mention of the account to whose owner the token belongs."""
COUNTS_REQUEST = 5_000
"""Each request for the number of recent posts."""

LIMIT = r"[0-9]{1,7}(?:\.[0-9]{1,2})? (?:USD|EUR)"
RATE = r"[0-9]\.[0-9]{1,4}"


def read_limit(words: str, dollars_per_euro: str) -> int:
    """Return a limit in millionths of a dollar.

    >>> read_limit("50 USD", "1.00"), read_limit("10.50 EUR", "1.10")
    (50000000, 11550000)
    """
    amount, _, currency = words.partition(" ")
    rate = Decimal(dollars_per_euro) if currency == "EUR" else Decimal(1)
    return int(Decimal(amount) * rate * MICROS)
