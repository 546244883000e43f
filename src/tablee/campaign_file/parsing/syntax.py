"""From bytes to TOML values, or the one place where they stop being TOML."""

import re
import tomllib
from typing import Any

from tablee.campaign_file.finding import Finding
from tablee.campaign_file.places import Places, places_of
from tablee.core.text import Text

TEXT_LIMIT_BYTES = 256 * 1024
"""The longest file that is read; the 2012 campaign takes six thousand bytes."""


class Unreadable(Exception):
    """The text is not TOML; *finding* says where and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message.en)
        self.finding = finding


def decoded(raw: bytes) -> str:
    """Return the text of *raw*.

    Raises:
        Unreadable: it is too long, or no UTF-8.
    """
    if len(raw) > TEXT_LIMIT_BYTES:
        raise _too_long(len(raw))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = Text(
            en="From here on the file is not UTF-8.", fr="À partir d’ici, ce n’est pas de l’UTF-8."
        )
        remedy = Text(
            en="Save it again with the encoding UTF-8.",
            fr="Enregistrez-le à nouveau avec l’encodage UTF-8.",
        )
        raise Unreadable(Finding(line, "", message, remedy)) from error


def parsed(text: str) -> tuple[dict[str, Any], Places]:
    """Return the values of *text*, and where they stand.

    Raises:
        Unreadable: it is too long, too deep, or no TOML.
    """
    if len(text) > TEXT_LIMIT_BYTES:
        raise _too_long(len(text))
    text = text.removeprefix("\ufeff")
    try:
        return tomllib.loads(text), places_of(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(_finding(text, str(error))) from error
    except RecursionError as error:
        message = Text(en="Lists in lists, too deep.", fr="Des listes dans des listes, sans fin.")
        remedy = Text(en="Nothing here needs it.", fr="Rien ici n’en a besoin.")
        raise Unreadable(Finding(1, "", message, remedy)) from error
    except ValueError as error:  # a whole number with thousands of digits
        message = Text(en="A number is far too long.", fr="Un nombre est bien trop long.")
        remedy = Text(en="Write a shorter one.", fr="Écrivez-en un plus court.")
        raise Unreadable(Finding(_longest_line(text), "", message, remedy)) from error


def _too_long(size: int) -> Unreadable:
    message = Text(en=f"{size} bytes are too many.", fr=f"{size} octets, c’est trop.")
    remedy = Text(
        en=f"A campaign file has at most {TEXT_LIMIT_BYTES} bytes.",
        fr=f"Un fichier de campagne a au plus {TEXT_LIMIT_BYTES} octets.",
    )
    return Unreadable(Finding(1, "", message, remedy))


def _longest_line(text: str) -> int:
    lines = text.split("\n")
    return lines.index(max(lines, key=len)) + 1


def _finding(text: str, complaint: str) -> Finding:
    lines = text.split("\n")
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", complaint)
    line = int(place[1]) if place and place[1] else len(text.rstrip().split("\n"))
    words = complaint[: place.start()] if place else complaint
    message = Text(
        en=f"This is not TOML: {words}.",
        fr=f"Ce n’est pas du TOML (message de l’analyseur : {words}).",
    )
    return Finding(line, "", message, _remedy(lines[line - 1] if line <= len(lines) else "", words))


def _remedy(line: str, complaint: str) -> Text:
    for pattern, remedy in _HINTS:
        if re.search(pattern, line):
            return remedy
    for pattern, remedy in _COMPLAINTS:
        if re.search(pattern, complaint):
            return remedy
    return Text(
        en='A line is: name = "words", or name = 12, or [table]. Look at it, and above.',
        fr='Une ligne s’écrit : nom = "mots", ou nom = 12, ou [table]. '
        "Regardez celle-ci et la précédente.",
    )


_HINTS = (
    (
        r"=\s*[“”„«]",
        Text(en='Use straight quotes: "words".', fr='Utilisez des guillemets droits : "mots".'),
    ),
    (
        r"^\s*[A-Za-z0-9_-]+\s*:",
        Text(
            en="Write an equals sign instead of the colon.",
            fr="Écrivez un signe égal à la place des deux-points.",
        ),
    ),
    (
        r"=\s*(?:#.*)?$",
        Text(
            en="Write a value after the equals sign.", fr="Écrivez une valeur après le signe égal."
        ),
    ),
    (
        r"=\s*\d+,\d+\s*(?:#.*)?$",
        Text(
            en='Write a point instead of the comma, and an amount in quotes: "1.50".',
            fr="Écrivez un point à la place de la virgule, et un montant entre guillemets : "
            '"1.50".',
        ),
    ),
    (
        r"=\s*[^\W\d_]",
        Text(
            en='Put words in straight quotes: "words".',
            fr='Mettez les mots entre guillemets droits : "mots".',
        ),
    ),
)
_COMPLAINTS = (
    (
        r"(?i)overwrite|twice|already|mutate|redefine|namespace",
        Text(
            en="The same name is written twice in this table: take one away.",
            fr="Le même nom est écrit deux fois dans cette table : retirez-en un.",
        ),
    ),
    (
        r"(?i)unclosed|unterminated|illegal character|closing",
        Text(
            en="Close what is open: a quote, a bracket or a brace.",
            fr="Fermez ce qui est ouvert : guillemet, crochet ou accolade.",
        ),
    ),
)
