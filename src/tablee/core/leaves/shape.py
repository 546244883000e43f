"""Shapes that values in a leaf have: what is read is checked, and described to others, by one.

Each shape says whether a value has it, and what that is in JSON Schema.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, Protocol

from tablee.core.leaves.canonical import MOST_NUMBER, is_list, is_object
from tablee.core.leaves.fault import BadLeaf
from tablee.core.text import Text


class Shape(Protocol):
    """What a value must look like."""

    def check(self, value: Any, where: str) -> None:
        """Refuse a value that looks otherwise; *where* it stands is told.

        Raises:
            BadLeaf: it does not have this shape.
        """
        ...

    def schema(self) -> dict[str, Any]:
        """Return this shape in JSON Schema."""
        ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    least: int = 0
    most: int = MOST_NUMBER

    def check(self, value: Any, where: str) -> None:
        """See `Shape.check`."""
        if type(value) is not int or not self.least <= value <= self.most:
            _wrong(where, _WHOLE.about(self.least, self.most))

    def schema(self) -> dict[str, Any]:
        """See `Shape.schema`."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Words:
    """A text of some length."""

    most: int
    least: int = 1

    def check(self, value: Any, where: str) -> None:
        """See `Shape.check`."""
        if type(value) is not str or not self.least <= len(value) <= self.most:
            _wrong(where, _WORDS.about(self.least, self.most))

    def schema(self) -> dict[str, Any]:
        """See `Shape.schema`."""
        return {"type": "string", "minLength": self.least, "maxLength": self.most}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text that a pattern describes."""

    pattern: str
    means: Text

    def check(self, value: Any, where: str) -> None:
        """See `Shape.check`."""
        if type(value) is not str or not re.fullmatch(self.pattern, value):
            _wrong(where, self.means)

    def schema(self) -> dict[str, Any]:
        """See `Shape.schema`."""
        return {"type": "string", "pattern": f"^{self.pattern}$", "description": self.means.en}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some texts."""

    choices: tuple[str, ...]

    def check(self, value: Any, where: str) -> None:
        """See `Shape.check`."""
        if type(value) is not str or value not in self.choices:
            _wrong(where, _CHOICE.about(", ".join(self.choices)))

    def schema(self) -> dict[str, Any]:
        """See `Shape.schema`."""
        choices = list(self.choices)
        return {"enum": choices} if len(choices) > 1 else {"const": choices[0]}


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def check(self, value: Any, where: str) -> None:
        """See `Shape.check`."""
        if type(value) is not bool:
            _wrong(where, _FLAG)

    def schema(self) -> dict[str, Any]:
        """See `Shape.schema`."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Either:
    """One shape or another."""

    shapes: tuple[Shape, ...]

    def check(self, value: Any, where: str) -> None:
        """See `Shape.check`."""
        for each in self.shapes[:-1]:
            try:
                each.check(value, where)
            except BadLeaf:
                continue
            return
        self.shapes[-1].check(value, where)

    def schema(self) -> dict[str, Any]:
        """See `Shape.schema`."""
        return {"anyOf": [each.schema() for each in self.shapes]}


@dataclass(frozen=True, slots=True)
class Row:
    """A list of a fixed length, each place with a shape of its own."""

    shapes: tuple[Shape, ...]

    def check(self, value: Any, where: str) -> None:
        """See `Shape.check`."""
        found = _list(value, where)
        if len(found) != len(self.shapes):
            _wrong(where, _ROW.about(len(self.shapes)))
        for index, shape in enumerate(self.shapes):
            shape.check(found[index], f"{where}[{index}]")

    def schema(self) -> dict[str, Any]:
        """See `Shape.schema`."""
        shapes = [each.schema() for each in self.shapes]
        return {"type": "array", "prefixItems": shapes, "items": False, "minItems": len(shapes)}


@dataclass(frozen=True, slots=True)
class Many:
    """A list of any length."""

    shape: Shape
    least: int = 0

    def check(self, value: Any, where: str) -> None:
        """See `Shape.check`."""
        found = _list(value, where)
        if len(found) < self.least:
            _wrong(where, _MANY.about(self.least))
        for index, each in enumerate(found):
            self.shape.check(each, f"{where}[{index}]")

    def schema(self) -> dict[str, Any]:
        """See `Shape.schema`."""
        return {"type": "array", "items": self.shape.schema(), "minItems": self.least}


@dataclass(frozen=True, slots=True)
class Table:
    """An object whose keys are names."""

    names: Words
    shape: Shape

    def check(self, value: Any, where: str) -> None:
        """See `Shape.check`."""
        for name, each in _object(value, where).items():
            self.names.check(name, where)
            self.shape.check(each, f"{where}.{name}")

    def schema(self) -> dict[str, Any]:
        """See `Shape.schema`."""
        return {
            "type": "object",
            "propertyNames": self.names.schema(),
            "additionalProperties": self.shape.schema(),
        }


@dataclass(frozen=True, slots=True)
class Record:
    """An object with these fields, and no others."""

    required: Mapping[str, Shape]
    optional: Mapping[str, Shape] = field(default_factory=dict[str, Shape])

    def has_fields(self, value: Mapping[str, Any]) -> bool:
        """Return whether a value has the fields of this record, whatever is in them."""
        names = value.keys()
        return self.required.keys() <= names <= self.required.keys() | self.optional.keys()

    def check(self, value: Any, where: str) -> None:
        """See `Shape.check`."""
        found = _object(value, where)
        if not self.has_fields(found):
            missing = sorted(self.required.keys() - found.keys())
            unknown = sorted(found.keys() - self.required.keys() - self.optional.keys())
            _wrong(where, _RECORD.about(missing, unknown))
        for name, each in found.items():
            shape = self.required.get(name) or self.optional[name]
            shape.check(each, f"{where}.{name}" if where else name)

    def schema(self) -> dict[str, Any]:
        """See `Shape.schema`."""
        every = {**self.required, **self.optional}
        return {
            "type": "object",
            "properties": {name: every[name].schema() for name in every},
            "required": sorted(self.required),
            "additionalProperties": False,
        }


def _list(value: Any, where: str) -> list[Any]:
    if not is_list(value):
        _wrong(where, _LIST)
    return value


def _object(value: Any, where: str) -> dict[str, Any]:
    if not is_object(value):
        _wrong(where, _OBJECT)
    return value


def _wrong(where: str, means: Text) -> NoReturn:
    en, fr = (f"'{where}'", f"« {where} »") if where else ("This", "Ceci")
    raise BadLeaf(f"{en} is not {means.en}.", f"{fr} n'est pas {means.fr}.")


_WHOLE = Text("a whole number from {} to {}", "un nombre entier de {} à {}")
_WORDS = Text("a text of {} to {} characters", "un texte de {} à {} caractères")
_CHOICE = Text("one of {}", "l'un de {}")
_FLAG = Text("true or false", "vrai ou faux")
_LIST = Text("a list", "une liste")
_ROW = Text("a list of {}", "une liste de {}")
_MANY = Text("a list of {} or more", "une liste de {} ou plus")
_OBJECT = Text("an object", "un objet")
_RECORD = Text(
    "an object; missing {}, unknown {}", "un objet tel qu'attendu ; manquent {}, inconnus {}"
)
