"""The text of a document: a first line that says what it is, then one field in each line.

Nothing may be left out, added, or put in another order, and no value has two spellings, so that
two programs never read two things in one text, and whoever signs can read all of it.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from unicodedata import category

from tablee.core.promising.fault import BadDocument
from tablee.core.text import Text

LONGEST_VALUE = 200
MOST_UNITS = 10**12
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of characters that nobody sees, or that turn the others around."""
_NUMBER = re.compile(r"[1-9][0-9]{0,12}", re.ASCII)
_COUNT = re.compile(r"0|[1-9][0-9]{0,12}", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Kind(StrEnum):
    """What a document says."""

    PLEDGE = "pledge"
    RAISE = "raise"
    PAYMENT = "payment"
    DELIVERY = "delivery"
    AUDIT = "audit"

    @property
    def header(self) -> str:
        """The first line of its text."""
        return f"tablee-{self}/v1"

    @property
    def is_promise(self) -> bool:
        """Whether it promises, or says what happened."""
        return self in {Kind.PLEDGE, Kind.RAISE}

    @property
    def leaf(self) -> str:
        """In which sort of leaf it stands."""
        if self is Kind.AUDIT:
            return "audit"
        return "promise" if self.is_promise else "receipt"

    @property
    def role(self) -> str:
        """Whose word it is."""
        others = {Kind.DELIVERY: "beneficiary", Kind.AUDIT: "auditor"}
        return others.get(self, "sponsor")


class _Line(NamedTuple):
    name: str
    pattern: re.Pattern[str] | None = None
    is_optional: bool = False


_SIGNED = _Line("signed", _DAY)
_UNITS = _Line("units", _NUMBER)
_PROMISED = (_Line("campaign"), _Line("sponsor"), _Line("name"), _Line("pool"), _UNITS)
_HAPPENED = (_Line("on", _DAY), _Line("reference"))
_MONEY = (_Line("amount-minor", _NUMBER, True), _Line("currency", _CURRENCY, True))  # noqa: FBT003
_DRAWN = (_Line("campaign"), _Line("auditor"), _Line("size", _NUMBER), _Line("root", _HASH))
_FOUND = tuple(_Line(each, _COUNT) for each in ("draws", "invalid", "unverifiable"))
_LINES: Mapping[Kind, tuple[_Line, ...]] = {
    Kind.PLEDGE: (*_PROMISED, _SIGNED),
    Kind.RAISE: (*_PROMISED, _Line("from", _SECOND), _SIGNED),
    Kind.PAYMENT: (_Line("campaign"), _Line("sponsor"), _UNITS, *_MONEY, *_HAPPENED),
    Kind.DELIVERY: (_Line("campaign"), _Line("beneficiary"), _UNITS, *_HAPPENED),
    Kind.AUDIT: (*_DRAWN, *_FOUND, _Line("sheet", _HASH), _SIGNED),
}
_KINDS = {kind.header: kind for kind in Kind}
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    kind: tuple(each.name for each in lines) for kind, lines in _LINES.items()
}
"""The fields of each kind, in their order; only a payment may leave its money out."""


def write_text(kind: Kind, fields: Mapping[str, str]) -> str:
    """Return the exact text that is to be signed.

    >>> print(write_text(Kind.DELIVERY, {"campaign": "restos2012", "reference": "BL 7",
    ...     "beneficiary": "Les Restos du Coeur", "units": "800", "on": "2012-04-02"}), end="")
    tablee-delivery/v1
    campaign restos2012
    beneficiary Les Restos du Coeur
    units 800
    on 2012-04-02
    reference BL 7

    Raises:
        BadDocument: these fields make no text that can be read.
    """
    lines = [kind.header, *(f"{name} {fields[name]}" for name in FIELDS[kind] if name in fields)]
    text = "\n".join(lines) + "\n"
    if dict(fields) != read_text(text)[1]:
        raise BadDocument(
            _words("A field is missing, or too many.", "Un champ manque, ou de trop.")
        )
    return text


def read_text(text: str) -> tuple[Kind, dict[str, str]]:
    """Return what a text is, and its fields.

    Raises:
        BadDocument: it is not one of the five texts, to the letter.
    """
    first, *lines = text.split("\n")
    kind = _KINDS.get(first)
    if kind is None:
        raise BadDocument(
            _words(
                f"expected one of {', '.join(_KINDS)}.", f"attendu : l'un de {', '.join(_KINDS)}."
            ),
            1,
        )
    if lines.pop() if lines else first:
        raise BadDocument(
            _words("The text does not end with a line break.", "Le texte ne finit pas à la ligne.")
        )
    return kind, _read_lines(kind, lines)


def day(value: str) -> date:
    """Return the day that a field names."""
    return date.fromisoformat(value)


def second_ms(value: str) -> int:
    """Return the moment that a field names.

    >>> second_ms("2012-03-01T09:00:00Z")
    1330592400000
    """
    return (datetime.fromisoformat(value) - _EPOCH) // timedelta(milliseconds=1)


def _read_lines(kind: Kind, lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    wanted = list(_LINES[kind])
    if kind is Kind.PAYMENT and not any(each.startswith("amount-minor ") for each in lines):
        wanted = [each for each in wanted if not each.is_optional]
    for number, (line, expected) in enumerate(zip(lines, wanted, strict=False), start=2):
        found[expected.name] = _read_line(line, expected, number)
    if len(lines) < len(wanted):
        name = wanted[len(lines)].name
        raise BadDocument(_words(f"'{name}' is missing.", f"« {name} » manque."), len(lines) + 2)
    if len(lines) > len(wanted):
        raise BadDocument(_words("nothing may follow.", "rien ne doit suivre."), len(wanted) + 2)
    return found


def _read_line(line: str, expected: _Line, number: int) -> str:
    name, gap, value = line.partition(" ")
    if name != expected.name or not gap:
        raise BadDocument(
            _words(
                f"expected '{expected.name}' and a value.",
                f"attendu : « {expected.name} » et une valeur.",
            ),
            number,
        )
    is_visible = not any(category(char) in _HIDDEN for char in value)
    if not value or value != value.strip() or len(value) > LONGEST_VALUE or not is_visible:
        raise BadDocument(
            _words(
                f"'{name}' is empty, too long, or has blanks at an end or hidden characters.",
                f"« {name} » est vide ou trop long, ou porte à un bout une espace, "
                "ou des caractères cachés.",
            ),
            number,
        )
    if expected.pattern and not _fits(value, expected.pattern):
        raise BadDocument(
            _words(f"'{name}' is not written as it must be.", f"« {name} » s'écrit autrement."),
            number,
        )
    return value


def _fits(value: str, pattern: re.Pattern[str]) -> bool:
    if not pattern.fullmatch(value):
        return False
    if pattern in {_NUMBER, _COUNT}:
        return int(value) <= MOST_UNITS
    if pattern in {_DAY, _SECOND}:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return False
    return True


def _words(en: str, fr: str) -> Text:
    return Text(en=en, fr=fr)
