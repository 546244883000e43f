"""What the tests of the campaign file share: TOML as JSON, and terms as TOML."""

from dataclasses import fields, is_dataclass
from datetime import date, time
from pathlib import Path

import tomli_w

from tablee.campaign_file.money import minor_digits
from tablee.core.terms import Terms
from tablee.core.text import Text


def repository() -> Path:
    return Path(__file__).parents[2]


def plain(value):
    """Return TOML values as JSON has them: moments are strings."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date | time) else value


def as_toml(terms: Terms) -> str:
    """Write terms as a campaign file; the reader has no need of the way back, its tests do."""
    tables = _tables(terms)
    unit = tables["unit"]
    digits = minor_digits(unit["currency"])
    amount = str(unit.pop("value_minor")).rjust(digits + 1, "0")
    unit["value"] = f"{amount[:-digits]}.{amount[-digits:]}" if digits else amount
    for row in tables["networks"]:
        row["options"] = dict(row["options"])
    for room in ("pledges", "milestones"):
        for row in tables[room]:
            row["sponsors"] = dict(row.pop("shares"))
    return tomli_w.dumps(tables)


def _tables(value):
    if isinstance(value, Text):
        return {"en": value.en, "fr": value.fr}
    if is_dataclass(value):
        both = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _tables(each) for name, each in both.items() if each is not None}
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return [_tables(each) for each in value]
    return str(value) if isinstance(value, str) else value
