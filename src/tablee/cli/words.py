"""What the commands say, in the language of whoever typed them."""

import os
from collections.abc import Mapping, Sequence
from contextvars import ContextVar

LANGUAGES = ("en", "fr")
_language: ContextVar[str] = ContextVar("language", default="en")


def language_of(environ: Mapping[str, str]) -> str:
    """Return the language that *environ* asks for, English when it asks for neither.

    >>> language_of({"LANG": "fr_FR.UTF-8"}), language_of({"LC_ALL": "C", "LANG": "fr_FR"})
    ('fr', 'en')
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        wish = environ.get(name, "")
        if wish:
            return "fr" if wish.lower().startswith("fr") else "en"
    return "en"


def speak(language: str | None) -> None:
    """Choose the language from here on; without a wish, that of the environment."""
    _language.set(language or language_of(os.environ))


def language() -> str:
    """Return the language spoken now."""
    return _language.get()


def say(en: str, fr: str) -> str:
    """Return the words of the language spoken now."""
    return fr if _language.get() == "fr" else en


def number(value: int) -> str:
    """Return *value* as people write it.

    >>> number(150000)
    '150,000'
    """
    grouped = f"{value:,}"
    return grouped.replace(",", "\N{NARROW NO-BREAK SPACE}") if language() == "fr" else grouped


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return *rows* in columns under *head*; a column of numbers stands to the right."""
    columns = [*zip(head, *rows, strict=True)]
    widths = [max(len(cell) for cell in column) for column in columns]
    right = [bool(rows) and all(_is_number(cell) for cell in column[1:]) for column in columns]
    lines = []
    for row in [head, *rows]:
        cells = [
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _is_number(cell: str) -> bool:
    plain = cell.replace(",", "").replace("\N{NARROW NO-BREAK SPACE}", "")
    return plain.isdecimal() or cell in {"", "-"}
