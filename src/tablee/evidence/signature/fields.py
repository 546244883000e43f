"""Structured fields (RFC 8941) as far as signatures use them: dictionaries of lists and bytes."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from typing import NamedTuple

from tablee.evidence.signature.request import Unsigned

LONGEST_FIELD = 8_192
MOST_PARTS = 32
"""Of labels, and of components of one label."""

_KEY = re.compile(r"[a-z*][a-z0-9_.*-]*")
_STRING = re.compile(r'"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"')
_BARE = re.compile(
    _STRING.pattern + r"|:[A-Za-z0-9+/=]*:|\?[01]|-?[0-9]{1,15}(?:\.[0-9]{1,3})?"
    r"|[A-Za-z*][A-Za-z0-9:/!#$%&'*+.^_`|~-]*"
)
_ESCAPED = re.compile(r'\\(["\\])')
_COMMA = re.compile(r"[ \t]*,[ \t]*")
_SPACES = re.compile(r" *")


class Component(NamedTuple):
    """What one line of a signature's base is about, such as ``"@method"``."""

    name: str
    parameters: dict[str, str]
    text: str
    """As it stands in the base."""


class Covered(NamedTuple):
    """What one label says that it signs."""

    components: tuple[Component, ...]
    parameters: dict[str, str]
    """As written: strings in quotes."""
    text: str
    """All of it, as it stands in the base's last line."""


class _Reader:
    """Goes along a field."""

    def __init__(self, field: str) -> None:
        if len(field) > LONGEST_FIELD:
            raise Unsigned("A header is too long.")
        self.field = field.strip(" \t")
        self.position = 0

    @property
    def is_at_end(self) -> bool:
        return self.position >= len(self.field)

    def take(self, shape: re.Pattern[str]) -> str:
        """Return what stands here in that shape, and go on behind it."""
        found = shape.match(self.field, self.position)
        if found is None:
            raise Unsigned("A header of the signature cannot be read.")
        self.position = found.end()
        return found[0]

    def skip(self, mark: str) -> bool:
        """Go on behind *mark* if it stands here."""
        is_here = self.field.startswith(mark, self.position)
        self.position += len(mark) if is_here else 0
        return is_here

    def parameters(self) -> tuple[dict[str, str], str]:
        """Return the parameters that stand here, and how they are written."""
        found: dict[str, str] = {}
        while self.skip(";"):
            self.take(_SPACES)
            key = self.take(_KEY)
            value = self.take(_BARE) if self.skip("=") else "?1"
            found.pop(key, None)  # of two, the last one counts, in its place
            found[key] = value
        written = (
            f";{key}" if value == "?1" else f";{key}={value}" for key, value in found.items()
        )
        return found, "".join(written)


def read_inputs(field: str) -> dict[str, Covered]:
    """Return what each label of a header ``Signature-Input`` signs.

    >>> read_inputs('a=("@method" "date");created=7')["a"].text
    '("@method" "date");created=7'

    Raises:
        Unsigned: it cannot be read.
    """
    reader, found = _Reader(field), {}
    for label in _labels(reader):
        found[label] = _covered(reader)
    return found


def read_signatures(field: str) -> dict[str, bytes]:
    """Return the bytes under each label of a header ``Signature``.

    >>> read_signatures("a=:c291cA==:")
    {'a': b'soup'}

    Raises:
        Unsigned: it cannot be read.
    """
    reader, found = _Reader(field), {}
    for label in _labels(reader):
        found[label] = _bytes(reader.take(_BARE))
        reader.parameters()
    return found


def text_of(value: str) -> str:
    r"""Return what a string says; nothing when it is none.

    >>> text_of('"a\\"b"')
    'a"b'
    """
    return _ESCAPED.sub(r"\1", value[1:-1]) if _STRING.fullmatch(value) else ""


def _labels(reader: _Reader) -> Iterator[str]:
    """Give the labels; whoever asks for the next one has read what is under the last."""
    for _ in range(MOST_PARTS):
        label = reader.take(_KEY)
        if not reader.skip("="):
            raise Unsigned("A header of the signature cannot be read.")
        yield label
        if reader.is_at_end:
            return
        reader.take(_COMMA)
    raise Unsigned("There are too many signatures.")


def _covered(reader: _Reader) -> Covered:
    components: list[Component] = []
    if not reader.skip("("):
        raise Unsigned("A header of the signature cannot be read.")
    reader.take(_SPACES)
    while not reader.skip(")"):
        name = reader.take(_STRING)
        parameters, written = reader.parameters()
        components.append(Component(text_of(name), parameters, name + written))
        reader.take(_SPACES)
        if len(components) > MOST_PARTS:
            raise Unsigned("That signs too many headers.")
    parameters, written = reader.parameters()
    inner = " ".join(each.text for each in components)
    return Covered(tuple(components), parameters, f"({inner}){written}")


def _bytes(value: str) -> bytes:
    try:
        return b64decode(value[1:-1], validate=True) if value.startswith(":") else b""
    except (binascii.Error, ValueError):
        return b""
