"""Terms, shares and messages as JSON, and back."""

from collections.abc import Mapping
from typing import Any

import msgspec

from tablee.core.segment import Share
from tablee.core.terms import Terms

_TERMS = msgspec.json.Decoder(Terms)
_SHARES = msgspec.json.Decoder(tuple[Share, ...])
_BODY = msgspec.json.Decoder(dict[str, str | int])
_HAPPENING = msgspec.json.Decoder(dict[str, Any])
_EARNED = msgspec.json.Decoder(dict[str, dict[str, int]])
_NAMES = msgspec.json.Decoder(tuple[str, ...])


def terms_text(terms: Terms) -> str:
    """Return *terms* as JSON."""
    return msgspec.json.encode(terms).decode()


def read_terms(text: str) -> Terms:
    """Return the terms that `terms_text` wrote; they are checked again.

    Raises:
        msgspec.ValidationError: somebody else has written there.
    """
    return _TERMS.decode(text)


def shares_text(shares: tuple[Share, ...]) -> str:
    """Return *shares* as JSON."""
    return msgspec.json.encode(shares).decode()


def read_shares(text: str) -> tuple[Share, ...]:
    """Return the shares that `shares_text` wrote."""
    return _SHARES.decode(text)


def body_text(body: Mapping[str, str | int]) -> str:
    """Return the body of a message as JSON."""
    return msgspec.json.encode(dict(body)).decode()


def read_body(text: str) -> dict[str, str | int]:
    """Return the body that `body_text` wrote."""
    return _BODY.decode(text)


def names_text(names: tuple[str, ...]) -> str:
    """Return *names* as JSON."""
    return msgspec.json.encode(names).decode()


def read_names(text: str) -> tuple[str, ...]:
    """Return the names that `names_text` wrote."""
    return _NAMES.decode(text)


def happening_text(body: Mapping[str, Any]) -> str:
    """Return what happened as JSON."""
    return msgspec.json.encode(dict(body)).decode()


def read_happening(text: str) -> dict[str, Any]:
    """Return what `happening_text` wrote."""
    return _HAPPENING.decode(text)


def earned_text(earned: Mapping[str, Mapping[str, int]]) -> str:
    """Return what sponsors have earned, by pool, as JSON."""
    return msgspec.json.encode({pool: dict(units) for pool, units in earned.items()}).decode()


def read_earned(text: str) -> dict[str, dict[str, int]]:
    """Return what `earned_text` wrote."""
    return _EARNED.decode(text)
