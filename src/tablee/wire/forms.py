"""Read forms that strangers send: strictly, within limits, in the letters they say."""

import codecs
from urllib.parse import unquote_to_bytes

from tablee.core.text import Text
from tablee.problems.mistakes import FormWanted, InvalidMention, Unreadable

FORM = b"application/x-www-form-urlencoded"
MOST_FIELDS = 64
_LETTERS = frozenset(
    [
        "utf-8",
        "ascii",
        *(f"iso8859-{part}" for part in range(1, 17)),
        *(f"cp125{page}" for page in range(9)),
        "koi8-r",
        "koi8-u",
        *("shift_jis", "euc_jp", "euc_kr", "big5", "gb2312", "gbk", "gb18030"),
    ]
)
"""In all of these plain letters are plain letters: in UTF-7, say, ``+ADw-`` would be ``<``."""

_UNREADABLE = Text(
    "The form cannot be read in the letters it says it is written in.",
    "Le formulaire est illisible dans le jeu de caractères qu'il annonce.",
)
_TWICE = Text("The field is given more than once.", "Le champ est donné plus d'une fois.")
_MISSING = Text("The field is missing.", "Le champ manque.")


def charset_of(form: bytes) -> str:
    """Return the letters a form is written in, as its content type says; UTF-8 by default.

    Raises:
        FormWanted: it is no form.
        Unreadable: we do not read such letters.
    """
    kind, *parameters = form.split(b";")
    if kind.strip().lower() != FORM:
        raise FormWanted(field="content-type")
    named = [
        value.strip().strip(b'"').decode("latin-1")
        for name, _, value in (each.partition(b"=") for each in parameters)
        if name.strip().lower() == b"charset"
    ]
    return charset(named[0]) if named else "utf-8"


def charset(name: str) -> str:
    """Return the name by which Python knows these letters.

    Raises:
        Unreadable: we do not read them.
    """
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        known = ""
    if known not in _LETTERS:
        raise Unreadable(_UNREADABLE, field="charset")
    return known


def read_form(body: bytes | bytearray, letters: str = "utf-8") -> dict[str, list[str]]:
    """Return the fields of a form, each with all its values.

    Raises:
        Unreadable: it has too many fields, or is not written in *letters*.
    """
    fields: dict[str, list[str]] = {}
    if body.count(b"&") >= MOST_FIELDS:
        raise Unreadable(_UNREADABLE, field="body")
    try:
        for pair in body.split(b"&"):
            name, _, value = pair.partition(b"=")
            if name:
                fields.setdefault(_plain(name, letters), []).append(_plain(value, letters))
    except UnicodeDecodeError:
        raise Unreadable(_UNREADABLE, field="body") from None
    return fields


def _plain(written: bytes | bytearray, letters: str) -> str:
    plain = bytes(written).replace(b"+", b" ")
    return (unquote_to_bytes(plain) if b"%" in plain else plain).decode(letters)


def only(fields: dict[str, list[str]], name: str) -> str:
    """Return the one value of a field.

    Raises:
        InvalidMention: there is none, or more than one.
    """
    values = [value.strip() for value in fields.get(name, ())]
    if len(values) > 1:
        raise InvalidMention(_TWICE, field=name)
    if not values or not values[0]:
        raise InvalidMention(_MISSING, field=name)
    return values[0]
