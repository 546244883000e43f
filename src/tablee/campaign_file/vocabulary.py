"""The one table of what a campaign file may say; reader, schema and pages are made from it."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tablee.core.text import Text

NO_DEFAULT = ""
"""The default of a field that must be written."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that may be said, and what it means."""

    name: str
    shape: str
    """What is written after the equals sign: a name of `shapes.SHAPES`."""
    about: Text
    example: str
    """TOML, ready to paste."""
    default: str = NO_DEFAULT
    """TOML; ``none`` where nothing stands for it."""
    least: int = 0
    most: int = 0
    refers: tuple[str, ...] = ()
    """The tables whose names may be written here."""
    choices: tuple[str, ...] = ()

    @property
    def is_required(self) -> bool:
        """Whether the file is refused without it."""
        return self.default == NO_DEFAULT

    @property
    def line(self) -> str:
        """A line to paste."""
        return f"{self.name} = {self.example}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file, ``[label]`` or ``[[sponsors]]``; the first has no name."""

    name: str
    about: Text
    fields: tuple[Field, ...]
    is_list: bool = False
    is_required: bool = False

    @property
    def header(self) -> str:
        """How it is opened."""
        return f"[[{self.name}]]" if self.is_list else f"[{self.name}]"

    @property
    def block(self) -> str:
        """Lines to paste: its header and every field that must be written."""
        lines = [field.line for field in self.fields if field.is_required]
        return "\n".join([self.header, *lines])


@lru_cache(maxsize=1)
def tables() -> tuple[Table, ...]:
    """Return every table in the order of the pages."""
    text = files("tablee.campaign_file").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    return tuple(_table(raw) for raw in tomllib.loads(text)["tables"])


def table(name: str) -> Table:
    """Return the table of that name; the campaign's own lines have none."""
    return next(each for each in tables() if each.name == name)


def _table(raw: dict[str, Any]) -> Table:
    return Table(
        name=raw["name"],
        about=Text(en=raw["en"], fr=raw["fr"]),
        fields=tuple(_field(each) for each in raw["fields"]),
        is_list=raw.get("is_list", False),
        is_required=raw.get("is_required", False),
    )


def _field(raw: dict[str, Any]) -> Field:
    return Field(
        name=raw["name"],
        shape=raw["shape"],
        about=Text(en=raw["en"], fr=raw["fr"]),
        example=raw["example"],
        default=raw.get("default", NO_DEFAULT),
        least=raw.get("least", 0),
        most=raw.get("most", 0),
        refers=tuple(raw.get("refers", ())),
        choices=tuple(raw.get("choices", ())),
    )
