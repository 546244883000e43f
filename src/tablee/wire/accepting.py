"""Tell from an Accept header what somebody would rather have."""

from collections.abc import Collection
from functools import lru_cache

LONGEST_HEADER = 1_000
_PAGE = frozenset({"text/html", "application/xhtml+xml"})


@lru_cache(maxsize=512)
def prefers(accepted: bytes, media: Collection[str]) -> bool:
    """Return whether one of *media* is named in an Accept header, and liked no less than pages.

    What is liked as much as a page must stand before it.

    >>> prefers(b"application/activity+json, text/html", frozenset({"application/activity+json"}))
    True
    >>> prefers(b"text/html, */*;q=0.8", frozenset({"application/activity+json"}))
    False
    """
    best, best_of_page = 0, 0
    for place, each in enumerate(accepted[:LONGEST_HEADER].decode("latin-1").split(",")):
        kind, *parameters = (part.strip().lower() for part in each.split(";"))
        weight = _weight(parameters) * LONGEST_HEADER - place
        if kind in media:
            best = max(best, weight)
        elif kind in _PAGE:
            best_of_page = max(best_of_page, weight)
    return best > best_of_page


def _weight(parameters: Collection[str]) -> int:
    """Return how much is liked what has these parameters, in thousandths."""
    said = next((each[2:].strip() for each in parameters if each.startswith("q=")), "1")
    whole, _, part = said.partition(".")
    digits = whole + (part + "000")[:3]
    return min(int(digits), 1_000) if digits.isascii() and digits.isdigit() else 1_000
