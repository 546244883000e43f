"""The JSON Schema and the two pages about the campaign file, made from the one table of fields.

``python -m tablee.campaign_file.document`` writes them; a test holds that they are current.
"""

import json
import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from tablee.campaign_file.parsing.lists import LONGEST_CODE, MOST_CODES
from tablee.campaign_file.parsing.shapes import (
    LABEL,
    MOST_LABEL,
    MOST_NAME,
    MOST_SLUG,
    MOST_WORDS,
    NAME,
    SLUG,
)
from tablee.campaign_file.vocabulary import Field, Table, tables
from tablee.core.network import MOST_OPTIONS
from tablee.core.segment import MOST_WEIGHT
from tablee.core.text import Text

Schema = dict[str, Any]
MOMENT = r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?"
HERE = "tablee.campaign_file"

_SHAPES: Mapping[str, Text] = {
    "text": Text(en="text in two languages", fr="texte en deux langues"),
    "words": Text(en="words in quotes", fr="mots entre guillemets"),
    "slug": Text(en="small letters, digits, hyphens", fr="minuscules, chiffres, tirets"),
    "name": Text(
        en="small letters, digits, hyphens, underscores",
        fr="minuscules, chiffres, tirets, soulignés",
    ),
    "label": Text(en="a name in quotes", fr="un nom entre guillemets"),
    "count": Text(en="a whole number", fr="un nombre entier"),
    "money": Text(en="an amount in quotes", fr="un montant entre guillemets"),
    "currency": Text(en="three capital letters", fr="trois lettres capitales"),
    "zone": Text(en="a time zone in quotes", fr="un fuseau horaire entre guillemets"),
    "switch": Text(en="true or false", fr="true ou false"),
    "choice": Text(en="one of these words", fr="un de ces mots"),
    "reference": Text(en="a name defined in this file", fr="un nom défini dans ce fichier"),
    "references": Text(
        en="a list of names defined in this file", fr="une liste de noms définis dans ce fichier"
    ),
    "options": Text(
        en="names with values in quotes", fr="des noms avec des valeurs entre guillemets"
    ),
    "gtins": Text(en="a list of product codes (GTIN)", fr="une liste de codes produit (GTIN)"),
    "codes": Text(en="a list of codes in quotes", fr="une liste de codes entre guillemets"),
    "weights": Text(en="sponsors with whole weights", fr="des mécènes avec des poids entiers"),
    "moment": Text(en="a date, with or without a time", fr="une date, avec ou sans heure"),
    "last_moment": Text(en="a date, with or without a time", fr="une date, avec ou sans heure"),
}


def schema_text() -> str:
    """Return the JSON Schema, as it is written to ``schema.json``."""
    top, *others = tables()
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:tablee:campaign-file",
        "title": "Tablée campaign file",
        **_object(top),
    }
    for table in others:
        schema["properties"][table.name] = _table(table)
        if table.is_required:
            schema["required"].append(table.name)
    schema["$defs"] = {"text": _TEXT}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def page(language: str) -> str:
    """Return the page about the campaign file, in English or French."""
    guide = files(HERE).joinpath(f"guide.{language}.md").read_text(encoding="utf-8")
    sections = "\n".join(_section(table, language) for table in tables())
    return guide.replace("<!-- fields -->\n", sections)


def write_all(package: Path, docs: Path) -> None:
    """Write the schema beside this module, and both pages."""
    package.joinpath("schema.json").write_text(schema_text(), encoding="utf-8")
    docs.joinpath("campaign-file.md").write_text(page("en"), encoding="utf-8")
    docs.joinpath("campaign-file.fr.md").write_text(page("fr"), encoding="utf-8")


def _table(table: Table) -> Schema:
    if not table.is_list:
        return _object(table)
    description = _both(table.about)
    rows: Schema = {"type": "array", "description": description, "items": _object(table)}
    return {**rows, "minItems": 1} if table.is_required else rows


def _object(table: Table) -> Schema:
    return {
        "type": "object",
        "description": _both(table.about),
        "properties": {field.name: _property(field) for field in table.fields},
        "required": [field.name for field in table.fields if field.is_required],
        "additionalProperties": False,
    }


def _property(field: Field) -> Schema:
    schema = {"description": _both(field.about), **_FORMS[field.shape](field)}
    if not field.is_required and field.default != "none":
        schema["default"] = _plain(field.default)
    return {**schema, "examples": [_plain(field.example)]}


def _plain(value: str) -> Any:
    """Return what a TOML value is in JSON, where moments are strings."""
    plain = tomllib.loads(f"value = {value}")["value"]
    return plain.isoformat() if hasattr(plain, "isoformat") else plain


def _words(field: Field) -> Schema:
    least = {"minLength": 1} if field.is_required else {}
    return {"type": "string", **least, "maxLength": MOST_WORDS}


def _pattern(pattern: str, most: int) -> Callable[[Field], Schema]:
    def form(_: Field) -> Schema:
        return {"type": "string", "pattern": f"^{pattern}$", "maxLength": most}

    return form


def _codes(pattern: str) -> Schema:
    item = {"type": "string", "pattern": f"^{pattern}$", "maxLength": LONGEST_CODE}
    return {"type": "array", "maxItems": MOST_CODES, "items": item}


def _weights(field: Field) -> Schema:
    weight = {"type": "integer", "minimum": 1, "maximum": MOST_WEIGHT}
    least = {"minProperties": 1} if field.is_required else {}
    return {"type": "object", **least, "additionalProperties": weight}


_TEXT: Schema = {
    "anyOf": [
        {
            "type": "object",
            "properties": {
                name: {"type": "string", "minLength": 1, "maxLength": MOST_WORDS}
                for name in ("en", "fr")
            },
            "required": ["en", "fr"],
            "additionalProperties": False,
        },
        {"type": "string", "minLength": 1, "maxLength": MOST_WORDS},
    ]
}
_FORMS: Mapping[str, Callable[[Field], Schema]] = {
    "text": lambda _: {"$ref": "#/$defs/text"},
    "words": _words,
    "slug": _pattern(SLUG, MOST_SLUG),
    "name": _pattern(NAME, MOST_NAME),
    "label": _pattern(LABEL, MOST_LABEL),
    "count": lambda field: {"type": "integer", "minimum": field.least, "maximum": field.most},
    "money": _pattern(r"\d{1,9}(?:\.\d{1,3})?", len("999999999.999")),
    "currency": _pattern("[A-Z]{3}", 3),
    "zone": _words,
    "switch": lambda _: {"type": "boolean"},
    "choice": lambda field: {"enum": [*field.choices, *([] if field.is_required else [""])]},
    "reference": _words,
    "references": lambda _: {"type": "array", "items": {"type": "string"}},
    "gtins": lambda _: _codes(r"[0-9 -]{7,20}"),
    "codes": lambda _: _codes(r".*\S.*"),
    "options": lambda _: {
        "type": "object",
        "maxProperties": MOST_OPTIONS,
        "additionalProperties": {"type": "string", "maxLength": MOST_WORDS},
    },
    "weights": _weights,
    "moment": _pattern(MOMENT, len("2027-01-11T08:00:00.000000+01:00")),
    "last_moment": _pattern(MOMENT, len("2027-01-11T08:00:00.000000+01:00")),
}


def _both(text: Text) -> str:
    return f"{text.en}\n{text.fr}"


def _section(table: Table, language: str) -> str:
    is_french = language == "fr"
    top = "Les premières lignes" if is_french else "The first lines"
    heads = ("champ", "valeur", "sans lui", "sens") if is_french else _HEADS
    lines = [
        f"### {f'`{table.header}`' if table.name else top}",
        "",
        table.about.say(language),
        "",
        f"| {' | '.join(heads)} |",
        "|---|---|---|---|",
        *(_line(field, language) for field in table.fields),
        "",
        "```toml",
        *([table.header] if table.name else []),
        *(field.line for field in table.fields),
        "```",
        "",
    ]
    return "\n".join(lines)


_HEADS = ("field", "value", "left out", "meaning")


def _line(field: Field, language: str) -> str:
    shape = _SHAPES[field.shape].say(language)
    if field.shape == "count":
        between = "de {} à {}" if language == "fr" else "from {} to {}"
        shape += f" {between.format(f'{field.least}', f'{field.most}')}"
    if field.choices:
        shape += f" ({', '.join(f'`{choice}`' for choice in field.choices)})"
    if field.refers:
        shape += f" ({', '.join(f'`[[{name}]]`' for name in field.refers)})"
    missing = "refusé" if language == "fr" else "refused"
    nothing = "rien" if language == "fr" else "nothing"
    default = nothing if field.default in {"none", '""'} else f"`{field.default}`"
    left_out = f"**{missing}**" if field.is_required else default
    return f"| `{field.name}` | {shape} | {left_out} | {field.about.say(language)} |"


if __name__ == "__main__":
    _package = Path(__file__).parent
    write_all(_package, _package.parents[2] / "docs")
