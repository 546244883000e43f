"""Turn what the decoder says into a field to mend and words in two languages."""

import re

import msgspec

from tablee.core.text import Text
from tablee.problems.mistakes import Misread, Unreadable, WireMistake

_AT = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?$", re.DOTALL)
_NAMED = re.compile(r"Object (?P<how>missing required|contains unknown) field `(?P<name>[^`]*)`")
_TYPES = re.compile(r"Expected `(?P<wanted>[^`]*)`, got `(?P<given>[^`]*)`")
_LENGTH = re.compile(r"Expected `str` of length (?P<how>[<>]=) (?P<limit>\d+)")

_WORDS = {
    "str": Text("a text", "un texte"),
    "int": Text("a whole number", "un nombre entier"),
    "float": Text("a number", "un nombre"),
    "bool": Text("true or false", "vrai ou faux"),
    "null": Text("nothing (null)", "rien (null)"),
    "array": Text("a list", "une liste"),
    "object": Text("an object", "un objet"),
    "datetime": Text(
        'a date with time and zone, like "2012-02-22T10:00:00Z"',
        "une date avec heure et fuseau, comme « 2012-02-22T10:00:00Z »",
    ),
}
_WHEN = Text(
    'Write date, time and zone like "2012-02-22T10:00:00Z".',
    "Écrivez date, heure et fuseau comme « 2012-02-22T10:00:00Z ».",
)


def misreading(error: Exception, within: str = "") -> WireMistake:
    """Return what is to be answered for *error*; *within* is the field the decoder looked into."""
    if isinstance(error, msgspec.ValidationError):
        return _misread(str(error), within)
    if isinstance(error, UnicodeDecodeError):
        words = Text(
            f"The body is not UTF-8: byte {error.start} of a text cannot be read.",
            f"Le corps n'est pas en UTF-8 : l'octet {error.start} d'un texte est illisible.",
        )
        return Unreadable(words, field=within)
    if isinstance(error, RecursionError):
        words = Text("The body is nested too deeply.", "Le corps est trop imbriqué.")
        return Unreadable(words, field=within)
    words = Text(f"The body is not JSON: {error}.", f"Le corps n'est pas du JSON ({error}).")
    return Unreadable(words, field=within)


def _misread(message: str, within: str) -> Misread:
    match = _AT.match(message)
    what, path = (match["what"], match["path"] or "") if match else (message, "")
    field = ".".join(part for part in (within, path) if part)
    named = _NAMED.match(what)
    if named:
        name = named["name"]
        full = f"{field}.{name}" if field else name
        if named["how"] == "missing required":
            return Misread(Text(f"'{name}' is missing.", f"« {name} » manque."), field=full)
        words = Text(
            f"There is no field '{name}'; leave it out.",
            f"Il n'y a pas de champ « {name} » ; retirez-le.",
        )
        return Misread(words, field=full)
    return Misread(_explained(what, field or "body"), field=field or "body")


def _explained(what: str, field: str) -> Text:
    """Explain what is wrong with a value."""
    types = _TYPES.match(what)
    if types:
        wanted = types["wanted"].split(" ")[0]
        return _expected(field, wanted, types["given"])
    length = _LENGTH.match(what)
    if length and length["how"] == ">=":
        return Text(f"'{field}' is empty.", f"« {field} » est vide.")
    if length:
        limit = length["limit"]
        return Text(
            f"'{field}' has more than {limit} characters.",
            f"« {field} » a plus de {limit} caractères.",
        )
    if "datetime" in what:
        return _WHEN
    return Text(f"'{field}' has a value that is not taken.", f"« {field} » n'est pas accepté.")


def _expected(field: str, wanted: str, given: str) -> Text:
    unknown = Text("something else", "autre chose")
    want, got = _WORDS.get(wanted, unknown), _WORDS.get(given, unknown)
    return Text(
        f"'{field}' must be {want.en}; it is {got.en}.",
        f"« {field} » doit être {want.fr} ; c'est {got.fr}.",
    )
