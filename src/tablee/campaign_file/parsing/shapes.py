"""What may be written after an equals sign: each shape reads one value, or says what is wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from tablee.campaign_file.finding import Notes, choose
from tablee.campaign_file.parsing.lists import read_codes, read_gtins
from tablee.campaign_file.parsing.moments import FIRST_SECOND, LAST_SECOND, read_moment
from tablee.campaign_file.places import Path
from tablee.campaign_file.vocabulary import Field
from tablee.core.network import MOST_OPTIONS
from tablee.core.segment import MOST_WEIGHT, Share
from tablee.core.text import Text

MOST_WORDS = 2_000
"""Letters in one text, at most."""
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
NAME = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
LABEL = r"[^\s:](?:[^\n\t:]*[^\s:])?"
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Characters that no text holds, and that some databases refuse."""
MOST_SLUG, MOST_NAME, MOST_LABEL = 64, 40, 80
LANGUAGES = {"en": Text(en="English", fr="anglais"), "fr": Text(en="French", fr="français")}

_TYPES: tuple[tuple[type, Text], ...] = (
    (bool, Text(en="true or false", fr="vrai ou faux (true, false)")),
    (int, Text(en="a whole number", fr="un nombre entier")),
    (float, Text(en="a number with a decimal point", fr="un nombre à virgule")),
    (str, Text(en="words in quotes", fr="des mots entre guillemets")),
    (datetime, Text(en="a date with a time", fr="une date avec une heure")),
    (date, Text(en="a date", fr="une date")),
    (time, Text(en="a time of day", fr="une heure")),
    (list, Text(en="a list", fr="une liste")),
    (dict, Text(en="a table", fr="une table")),
)


class Reader:
    """Reads values of every shape, and notes what is wrong with them."""

    def __init__(self, notes: Notes, zone: tzinfo) -> None:
        self.notes = notes
        self.zone = zone
        self._shapes: Mapping[str, Callable[[Path, Field, object], Any]] = {
            "text": self._text,
            "words": self._words,
            "slug": self._matching(SLUG, MOST_SLUG),
            "name": self._matching(NAME, MOST_NAME),
            "label": self._matching(LABEL, MOST_LABEL),
            "count": self._count,
            "money": self._words,
            "currency": self._matching("[A-Z]{3}", 3),
            "zone": self._words,
            "switch": self._switch,
            "choice": self._choice,
            "reference": self._words,
            "references": self._references,
            "options": self._options,
            "gtins": lambda path, _, value: read_gtins(notes, path, value),
            "codes": lambda path, _, value: read_codes(notes, path, value),
            "weights": self._weights,
            "moment": self._moment(FIRST_SECOND),
            "last_moment": self._moment(LAST_SECOND),
        }

    def read(self, path: Path, field: Field, value: object) -> Any:
        """Return what *value* means for *field*; nothing, with a finding, when it means nothing."""
        return self._shapes[field.shape](path, field, value)

    def _refuse_type(self, path: Path, field: Field, value: object, wanted: Text) -> None:
        found = next(words for kind, words in _TYPES if isinstance(value, kind))
        self.notes.refuse(
            path,
            Text(
                en=f"This is {found.en}, where {wanted.en} is expected.",
                fr=f"C’est {found.fr}, alors qu’il faut {wanted.fr}.",
            ),
            _advice(field) if isinstance(value, float) else _example(field),
        )

    def _text(self, path: Path, field: Field, value: object) -> Text | None:
        if isinstance(value, str):
            words = self._words(path, field, value)
            if words:
                self.notes.warn(
                    path,
                    Text(
                        en="One text for both languages: French readers will see the same words.",
                        fr="Un seul texte pour deux langues : on lira les mêmes mots en anglais.",
                    ),
                    _example(field),
                )
            return Text(en=words, fr=words) if words else None
        if not isinstance(value, dict):
            wanted = Text(
                en="a text in English and French", fr="un texte en anglais et en français"
            )
            self._refuse_type(path, field, value, wanted)
            return None
        for key in value.keys() - LANGUAGES.keys():
            self.notes.refuse(
                (*path, key),
                Text(en=f"No language is called '{key}' here.", fr=f"Pas de langue « {key} » ici."),
                Text(en="Write 'en' and 'fr'.", fr="Écrivez « en » et « fr »."),
            )
        both = {name: self._language(path, field, value, name) for name in LANGUAGES}
        return Text(**both) if all(both.values()) else None

    def _language(self, path: Path, field: Field, value: dict[str, object], name: str) -> str:
        if name in value:
            return self._words((*path, name), field, value[name]) or ""
        language = LANGUAGES[name]
        self.notes.refuse(
            path,
            Text(
                en=f"The {language.en} words are missing.", fr=f"Il manque le texte {language.fr}."
            ),
            _example(field),
        )
        return ""

    def _words(self, path: Path, field: Field, value: object) -> str | None:
        if not isinstance(value, str):
            self._refuse_type(path, field, value, _TYPES[3][1])
            return None
        if len(value) > MOST_WORDS:
            self.notes.refuse(
                path,
                Text(
                    en=f"{len(value)} letters are too many.",
                    fr=f"{len(value)} lettres, c’est trop.",
                ),
                Text(en=f"Write at most {MOST_WORDS}.", fr=f"Écrivez-en {MOST_WORDS} au plus."),
            )
            return None
        if UNSEEN.search(value):
            unseen = Text(
                en="There is a character in it that cannot be seen.",
                fr="Il s’y trouve un caractère invisible.",
            )
            self.notes.refuse(path, unseen, _example(field))
            return None
        if not value.strip() and field.is_required:
            empty = Text(en="There is nothing between the quotes.", fr="Rien entre les guillemets.")
            self.notes.refuse(path, empty, _example(field))
            return None
        return value.strip()

    def _matching(self, pattern: str, most: int) -> Callable[[Path, Field, object], str | None]:
        def read(path: Path, field: Field, value: object) -> str | None:
            words = self._words(path, field, value)
            if not words or (re.fullmatch(pattern, words) and len(words) <= most):
                return words
            self.notes.refuse(
                path,
                Text(
                    en=f"'{words[:most]}' cannot be used here.",
                    fr=f"« {words[:most]} » ne convient pas ici.",
                ),
                _ALLOWED[field.shape],
            )
            return None

        return read

    def _count(self, path: Path, field: Field, value: object) -> int | None:
        wanted = Text(
            en=f"a whole number from {field.least} to {field.most}",
            fr=f"un nombre entier de {field.least} à {field.most}",
        )
        if isinstance(value, bool) or not isinstance(value, int):
            self._refuse_type(path, field, value, wanted)
            return None
        if not field.least <= value <= field.most:
            short = str(value) if abs(value) < 10**18 else f"{hex(value)[:12]}…"
            self.notes.refuse(
                path,
                Text(en=f"{short} is not {wanted.en}.", fr=f"{short} n’est pas {wanted.fr}."),
                _example(field),
            )
            return None
        return value

    def _switch(self, path: Path, field: Field, value: object) -> bool | None:
        if isinstance(value, bool):
            return value
        self._refuse_type(path, field, value, _TYPES[0][1])
        return None

    def _choice(self, path: Path, field: Field, value: object) -> str | None:
        words = self._words(path, field, value)
        if words is None or words in field.choices or not (words or field.is_required):
            return words
        message = Text(en=f"'{words}' is not one of them.", fr=f"« {words} » n’en fait pas partie.")
        self.notes.refuse(path, message, choose(words, field.choices))
        return None

    def _references(self, path: Path, field: Field, value: object) -> tuple[str, ...] | None:
        if not isinstance(value, list):
            self._refuse_type(
                path, field, value, Text(en="a list of names", fr="une liste de noms")
            )
            return None
        names = [self._words((*path, index), field, each) for index, each in enumerate(value)]
        return tuple(dict.fromkeys(name for name in names if name))

    def _options(
        self, path: Path, field: Field, value: object
    ) -> tuple[tuple[str, str], ...] | None:
        if not isinstance(value, dict) or len(value) > MOST_OPTIONS:
            wanted = Text(en="a few names with values", fr="quelques noms avec des valeurs")
            self._refuse_type(path, field, value, wanted)
            return None
        words = {name: self._words((*path, name), field, each) for name, each in value.items()}
        return tuple(sorted((name, each) for name, each in words.items() if each is not None))

    def _weights(self, path: Path, field: Field, value: object) -> tuple[Share, ...] | None:
        if not isinstance(value, dict):
            wanted = Text(en="sponsors with their weights", fr="des mécènes avec leurs poids")
            self._refuse_type(path, field, value, wanted)
            return None
        weight = Field("", "count", field.about, "1", least=1, most=MOST_WEIGHT)
        read = {name: self._count((*path, name), weight, each) for name, each in value.items()}
        shares = tuple(Share(name, each) for name, each in read.items() if each is not None)
        if len(shares) < len(value):
            return None
        total = sum(share.weight for share in shares)
        if total > MOST_WEIGHT or (not shares and field.is_required):
            self.notes.refuse(
                path,
                Text(en=f"The weights sum to {total}.", fr=f"La somme des poids est {total}."),
                Text(
                    en=f"Give at least one sponsor, and weights that sum to {MOST_WEIGHT} at most.",
                    fr=f"Nommez au moins un mécène ; les poids font {MOST_WEIGHT} au plus en tout.",
                ),
            )
            return None
        return shares

    def _moment(self, hour: time) -> Callable[[Path, Field, object], datetime | None]:
        def read(path: Path, field: Field, value: object) -> datetime | None:
            if not isinstance(value, date):
                wanted = Text(
                    en="a date with a time, without quotes",
                    fr="une date avec une heure, sans guillemets",
                )
                self._refuse_type(path, field, value, wanted)
                return None
            return read_moment(self.notes, path, value, (self.zone, hour))

        return read


def read_zone(notes: Notes, path: Path, name: str) -> ZoneInfo | None:
    """Return the time zone called *name*; nothing, with a finding, when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        message = Text(
            en=f"'{name}' is no time zone.", fr=f"« {name} » n’est pas un fuseau horaire."
        )
        meant = choose(name, available_timezones())
        known = Text(
            en="Write a name such as 'Europe/Paris'.", fr="Écrivez un nom comme « Europe/Paris »."
        )
        notes.refuse(path, message, meant if "?" in meant.en else known)
        return None


def _example(field: Field) -> Text:
    line = field.line if field.name else field.example
    return Text(en=f"Write for example: {line}", fr=f"Écrivez par exemple : {line}")


def _advice(field: Field) -> Text:
    example = _example(field)
    return Text(en=f"{field.about.en}\n{example.en}", fr=f"{field.about.fr}\n{example.fr}")


_ALLOWED = {
    "slug": Text(
        en=f"Small letters, digits and hyphens, {MOST_SLUG} at most, as in 'soup-2027'.",
        fr=f"Minuscules sans accent, chiffres et tirets, {MOST_SLUG} au plus : « soupe-2027 ».",
    ),
    "name": Text(
        en=f"Small letters, digits, hyphens and underscores, {MOST_NAME} at most: 'blog_post'.",
        fr=f"Minuscules, chiffres, « - » et « _ », {MOST_NAME} au plus : « blog_post ».",
    ),
    "label": Text(
        en=f"A name on one line, without a colon, {MOST_LABEL} letters at most.",
        fr=f"Un nom sur une ligne, sans deux-points, {MOST_LABEL} lettres au plus.",
    ),
    "currency": Text(
        en="Three capital letters, as in 'EUR'.", fr="Trois lettres capitales, comme « EUR »."
    ),
}
