"""Whole tables: which keys are known, which are missing, and what each one says."""

from collections.abc import Mapping
from typing import Any

from tablee.campaign_file.finding import choose, closest
from tablee.campaign_file.parsing.shapes import Reader
from tablee.campaign_file.places import Path
from tablee.campaign_file.vocabulary import Table, table, tables
from tablee.core.text import Text

Values = dict[str, Any]
"""What a table says, by field; a field that could not be read is not there."""


def read_sections(reader: Reader, raw: Mapping[str, Any]) -> dict[str, list[Values]]:
    """Return what each table says, in order of the file; a single table is a list of one."""
    top = table("")
    names = {each.name for each in tables() if each.name}
    lines = {key: value for key, value in raw.items() if key not in names}
    sections = {"": [read_section(reader, top, (), lines)]}
    for each in tables():
        if each.name:
            sections[each.name] = _read_named(reader, each, raw)
    return sections


def read_section(reader: Reader, known: Table, path: Path, raw: Mapping[str, Any]) -> Values:
    """Return what one table says."""
    fields = {field.name: field for field in known.fields}
    for key in raw:
        if key not in fields:
            _refuse_key(reader, known, (*path, key))
    values: Values = {}
    for name, field in fields.items():
        if name in raw:
            value = reader.read((*path, name), field, raw[name])
            if value is not None:
                values[name] = value
        elif field.is_required:
            where = known.header if known.name else ""
            reader.notes.refuse(
                (*path, name),
                Text(en=f"'{name}' is missing. {field.about.en}", fr=_missing(name, field.about)),
                Text(
                    en=f"Add {_under(where, 'en')}for example:\n{field.line}",
                    fr=f"Ajoutez {_under(where, 'fr')}par exemple :\n{field.line}",
                ),
            )
    return values


def _read_named(reader: Reader, known: Table, raw: Mapping[str, Any]) -> list[Values]:
    path: Path = (known.name,)
    if known.name not in raw:
        if known.is_required:
            _refuse_missing(reader, known)
        return []
    value = raw[known.name]
    if not known.is_list:
        if isinstance(value, dict):
            return [read_section(reader, known, path, value)]
        _refuse_form(reader, known)
        return []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        _refuse_form(reader, known)
        return []
    if known.is_required and not value:
        _refuse_missing(reader, known)
    return [read_section(reader, known, (*path, index), each) for index, each in enumerate(value)]


def _refuse_missing(reader: Reader, known: Table) -> None:
    reader.notes.refuse(
        (known.name,),
        Text(
            en=f"{known.header} is missing. {known.about.en}",
            fr=f"Il manque {known.header}. {known.about.fr}",
        ),
        Text(en=f"Add for example:\n{known.block}", fr=f"Ajoutez par exemple :\n{known.block}"),
    )


def _refuse_form(reader: Reader, known: Table) -> None:
    reader.notes.refuse(
        (known.name,),
        Text(
            en=f"'{known.name}' is written as {known.header}.",
            fr=f"« {known.name} » s’écrit {known.header}.",
        ),
        Text(en=f"Write for example:\n{known.block}", fr=f"Écrivez par exemple :\n{known.block}"),
    )


def _refuse_key(reader: Reader, known: Table, path: Path) -> None:
    name = str(path[-1])
    top = {field.name for field in table("").fields}
    words = [field.name for field in known.fields]
    words += [each.name for each in tables() if each.name and not known.name]
    remedy = choose(name, words)
    if known.name and name in top and not closest(name, words):
        remedy = Text(
            en=f"'{name}' belongs to the campaign: move it above the first table.",
            fr=f"« {name} » appartient à la campagne : placez-le avant la première table.",
        )
    where = known.header if known.name else ""
    reader.notes.refuse(
        path,
        Text(
            en=f"There is no field '{name}'{' in ' + where if where else ''}.",
            fr=f"Il n’y a pas de champ « {name} »{' dans ' + where if where else ''}.",
        ),
        remedy,
    )


def _missing(name: str, about: Text) -> str:
    return f"Il manque « {name} ». {about.fr}"


def _under(where: str, language: str) -> str:
    if not where:
        return "above the first table, " if language == "en" else "avant la première table, "
    return f"under {where}, " if language == "en" else f"sous {where}, "
