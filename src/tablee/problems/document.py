"""Problem documents (RFC 9457): what was wrong, in which field, and what to do about it."""

from typing import Any

import msgspec

from tablee.core.errors import JournalFull, NotAllowed, TableeError
from tablee.problems.mistakes import (
    KeyOutOfReach,
    NotSigned,
    StoreUnreachable,
    TooManyListeners,
    TooOften,
    Unforeseen,
    WireMistake,
)
from tablee.problems.table import PROBLEMS, Problem

PROBLEM_MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = 1
"""How long a sender is asked to wait before it tries again."""
KEY_RETRY_AFTER_S = 60
"""How long, where its own server did not show its key."""


def problem_of(error: BaseException) -> Problem:
    """Return the row of the table that answers for *error*; unforeseen ones are our fault."""
    for kind in type(error).__mro__:
        problem = PROBLEMS.get(kind)
        if problem is not None:
            return problem
    return PROBLEMS[Unforeseen]


def problem_fields(error: BaseException, language: str = "en") -> dict[str, Any]:
    """Return the problem document of *error* as a dictionary.

    ``detail`` is left out in French where only English words exist: the title, the field and
    the remedy say the same. An unforeseen error says nothing of what is inside.
    """
    problem = problem_of(error)
    fields: dict[str, Any] = {
        "type": f"/problems/{problem.slug}",
        "title": problem.title.say(language),
        "status": problem.status,
        "remedy": problem.remedy.say(language),
    }
    if isinstance(error, TableeError):
        if isinstance(error, WireMistake) and error.words is not None:
            fields["detail"] = error.words.say(language)
        elif not language.startswith("fr"):
            fields["detail"] = str(error)
        if error.field:
            fields["field"] = error.field
    return fields


def problem_document(error: BaseException, language: str = "en") -> bytes:
    """Return the problem document of *error* as JSON."""
    return msgspec.json.encode(problem_fields(error, language))


def problem_words(error: BaseException, language: str = "en") -> str:
    """Return what *error* means as one line, for protocols that have no room for more."""
    fields = problem_fields(error, language)
    words = " – ".join(fields[name] for name in ("title", "detail") if fields.get(name))
    return f"{words} ({fields['field']})" if "field" in fields else words


def problem_headers(error: BaseException) -> list[tuple[bytes, bytes]]:
    """Return the headers that go with the answer, besides its content type and length."""
    if isinstance(error, JournalFull | StoreUnreachable | TooManyListeners):
        return [(b"retry-after", str(RETRY_AFTER_S).encode())]
    if isinstance(error, TooOften):
        return [(b"retry-after", b"%d" % error.retry_after_s)]
    if isinstance(error, KeyOutOfReach):
        return [(b"retry-after", b"%d" % KEY_RETRY_AFTER_S)]
    if isinstance(error, NotSigned):
        return [(b"www-authenticate", b'Signature realm="tablee"')]
    if isinstance(error, NotAllowed):
        return [(b"www-authenticate", b'Bearer realm="tablee"')]
    return []


def language_of(accepted: str) -> str:
    """Return ``fr`` or ``en``, whichever the header Accept-Language prefers; English on a tie.

    >>> language_of("fr-CA,fr;q=0.9,en;q=0.8"), language_of("de, en;q=0.5"), language_of("*")
    ('fr', 'en', 'en')
    """
    weights = {"fr": 0, "en": 0}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        language = name.strip()[:2]
        if language in weights:
            weights[language] = max(weights[language], _thousandths(weight))
    return "fr" if weights["fr"] > weights["en"] else "en"


def _thousandths(weight: str) -> int:
    """Read ``q=0.8`` as 800; what cannot be read is 0, and nothing at all is 1000."""
    digits = weight.strip().removeprefix("q=").strip()
    if not digits:
        return 1000
    whole, _, rest = digits.partition(".")
    number = (whole or "0") + rest[:3].ljust(3, "0")
    return int(number) if number.isascii() and number.isdigit() else 0
