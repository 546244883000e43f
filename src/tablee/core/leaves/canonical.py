"""One spelling for each object: what is hashed, signed or opened is the same bytes for everybody.

An object is written as JSON with its keys in order of code point, without spaces, in UTF-8 with
nothing escaped that need not be. Only whole numbers, texts, lists, objects, true and false are
written. Numbers stay within what a browser counts exactly.
"""

from json import JSONDecodeError, JSONDecoder, JSONEncoder
from json.encoder import encode_basestring
from typing import Any, NoReturn, TypeGuard

from tablee.core.leaves.fault import BadLeaf

MOST_NUMBER = 2**53 - 1
"""The largest whole number: beyond it a browser would round."""
MOST_DEPTH = 12
"""Lists and objects within each other, at most."""
_spell = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def dump(value: Any) -> bytes:
    """Return the only spelling of *value*.

    >>> dump({"b": [1, True], "a": "Tablée"}).decode()
    '{"a":"Tablée","b":[1,true]}'

    Raises:
        BadLeaf: it holds something that is not written here.
    """
    _check(value, 0)
    return spelled(value)


def read(raw: bytes) -> Any:
    """Return what *raw* says; any other spelling than that of `dump` is refused.

    Raises:
        BadLeaf: it is not JSON, or not in its only spelling.
    """
    try:
        value = _DECODER.decode(raw.decode())
    except (UnicodeDecodeError, JSONDecodeError) as error:
        raise BadLeaf("This is not JSON in UTF-8.", "Ce n'est pas du JSON en UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise BadLeaf(
            "This JSON holds what no leaf holds.",
            "Ce JSON contient ce qu'aucune feuille ne contient.",
        ) from error
    if dump(value) != raw:
        raise BadLeaf(
            "This JSON has another spelling than the only one.",
            "Ce JSON est écrit autrement que de la seule façon.",
        )
    return value


def spelled(value: Any) -> bytes:
    """Return the spelling of a value that was checked before.

    Raises:
        BadLeaf: a text in it is no text: half of a pair of characters.
    """
    return encoded(_spell(value))


def quoted(text: str) -> str:
    r"""Return the spelling of a text.

    >>> print(quoted('say "Tablée"'))
    "say \"Tablée\""
    """
    return encode_basestring(text)


def encoded(words: str) -> bytes:
    """Return *words* as they are hashed.

    Raises:
        BadLeaf: they hold half of a pair of characters.
    """
    try:
        return words.encode()
    except UnicodeEncodeError as error:
        raise BadLeaf(
            "A text holds half a character.", "Un texte contient une moitié de caractère."
        ) from error


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Return whether *value* is a list, and nothing like one."""
    return type(value) is list


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Return whether *value* is an object with names for keys."""
    return value.__class__ is dict and all(type(name) is str for name in value)


def _check(value: Any, depth: int) -> None:
    """Refuse what has no spelling here."""
    if depth > MOST_DEPTH:
        raise BadLeaf("This lies too deep.", "C'est trop profond.")
    if is_object(value):
        for each in value.values():
            _check(each, depth + 1)
    elif is_list(value):
        for each in value:
            _check(each, depth + 1)
    elif type(value) not in _PLAIN:
        raise BadLeaf(
            "Only whole numbers, texts, lists, objects, true and false are written.",
            "On n'écrit que nombres entiers, textes, listes, objets, vrai et faux.",
        )
    elif type(value) is int and abs(value) > MOST_NUMBER:
        raise BadLeaf("A number is too large.", "Un nombre est trop grand.")


def _refuse(said: str) -> NoReturn:
    raise BadLeaf(
        f"'{said[:20]}' is no whole number.", f"« {said[:20]} » n'est pas un nombre entier."
    )


_PLAIN = frozenset({int, str, bool})
_DECODER = JSONDecoder(parse_float=_refuse, parse_constant=_refuse)
