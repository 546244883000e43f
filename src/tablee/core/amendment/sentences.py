"""How a difference between two versions of the terms is said, in both languages."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from tablee.core.segment import Share
from tablee.core.text import Text


class Change(NamedTuple):
    """One difference between two versions of the terms."""

    field: str
    """Where it is, as in ``pledges.blogs.units``."""
    words: Text
    is_broken_promise: bool = False


def differences(prefix: str, old: object, new: object, names: Iterable[str]) -> Iterator[Change]:
    """Give every one of the fields *names* that may change, and did."""
    for name in names:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield changed(f"{prefix}{name}", was, now)


def never_lower(field: str, was: int, now: int) -> Iterator[Change]:
    """Give the change of a number that may only rise."""
    if now < was:
        yield from kept(field, was, now)
    elif now > was:
        yield changed(field, was, now)


def kept(field: str, was: object, now: object) -> Iterator[Change]:
    """Give the broken promise of a field that may not change, and did."""
    if was != now:
        yield broken(
            field,
            f"'{field}' stays {_said(was, 'en')}, as it was promised.",
            f"« {field} » reste {_said(was, 'fr')}, comme promis.",
        )


def changed(field: str, was: object, now: object) -> Change:
    """Return the sentence for a field that may change."""
    return Change(
        field,
        Text(
            en=f"'{field}' was {_said(was, 'en')}, becomes {_said(now, 'en')}.",
            fr=f"« {field} » était {_said(was, 'fr')}, devient {_said(now, 'fr')}.",
        ),
    )


def _said(value: object, language: str) -> str:
    if value is None or value in ("", ()):
        return "nothing" if language == "en" else "vide"
    if isinstance(value, Text):
        return f"'{value.en}'" if language == "en" else f"« {value.fr} »"
    if isinstance(value, bool):
        return {"en": ("no", "yes"), "fr": ("non", "oui")}[language][value]
    return value.isoformat() if isinstance(value, datetime) else str(value)


def shared(shares: Iterable[Share]) -> str:
    """Return who shares a promise, in words."""
    return ", ".join(f"{share.sponsor} {share.weight}" for share in shares)


def broken(field: str, en: str, fr: str) -> Change:
    """Return a broken promise in the words given."""
    return Change(field, Text(en=en, fr=fr), is_broken_promise=True)
