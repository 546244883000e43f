"""Do the terms that people read say what the leaf says by which acts are counted?"""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, NoReturn

from tablee.core.leaves.leaf import Leaf

MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,6})?(Z|[+-]\d\d:[0-5]\d)", re.ASCII)
WHOLE = "text"
_UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
_COVER = ("pool", "units", "shares")
_MILESTONE = ("name", "measure", "threshold", "kinds")
_KIND = ("name", "pool", "rate", "opens_with", "per_day", "in_all")

Part = Callable[[Any], Any]


def contradiction(text: bytes, leaf: Leaf) -> str:
    """Return the part of a published text that says another thing than its leaf; empty if none.

    What the text does not speak of is not compared: then people were told nothing of it. One that
    is no JSON object speaks to people alone, of whatever it likes: it is contradicted as a whole.
    """
    try:
        said = json.loads(text.decode(), parse_constant=_refuse)
    except _UNREADABLE:
        return WHOLE
    if not isinstance(said, dict):
        return WHOLE
    for name, (read, counted) in _PARTS.items():
        if name in said and not _is_same(read, said[name], counted(leaf)):
            return name
    return ""


def _refuse(said: str) -> NoReturn:
    raise ValueError(said)


def _is_same(read: Part, said: Any, counted: Any) -> bool:
    try:
        return _spelled(read(said)) == _spelled(counted)
    except _UNREADABLE:
        return False


def _spelled(value: Any) -> str:
    """Return a spelling by which true and 1 differ, and 1.0 and 1 do not."""
    return re.sub(r"(?<=\d)\.0(?=[,\]}]|$)", "", json.dumps(value, sort_keys=True))


def _rows(*names: str) -> Part:
    return lambda rows: [{name: each[name] for name in names} for each in _list(rows)]


def _list(rows: Any) -> list[Any]:
    if not isinstance(rows, list):
        raise TypeError
    return rows


def _kinds(rows: Any, clicks: str) -> list[Any]:
    return [{name: each[name] for name in _KIND} | {"clicks": each[clicks]} for each in _list(rows)]


def _milestones(rows: Any) -> list[Any]:
    found: list[Any] = []
    for each in _list(rows):
        names = (*_MILESTONE, *_COVER) if each.get("pool") else _MILESTONE
        found.append({name: each[name] for name in names})
    return found


def _raises(rows: Any) -> list[Any]:
    return [[each["pledge"], each["units"], _second(each["effective_at"])] for each in _list(rows)]


def _second(moment: str) -> int:
    found = MOMENT.fullmatch(moment)
    if found is None:
        raise ValueError(moment)
    return int(datetime.fromisoformat(found[1] + found[2]).timestamp())


_PARTS: dict[str, tuple[Part, Part]] = {
    "time_zone": (lambda zone: zone, lambda leaf: leaf["zone"]),
    "opens_at": (_second, lambda leaf: leaf["opens_ms"] // 1_000),
    "closes_at": (_second, lambda leaf: leaf["closes_ms"] // 1_000),
    "appeal_days": (lambda days: days, lambda leaf: leaf["appeal_days"]),
    "pools": (lambda rows: [each["name"] for each in _list(rows)], lambda leaf: leaf["pools"]),
    "sponsors": (_rows("name", "floor"), lambda leaf: leaf["sponsors"]),
    "kinds": (
        lambda rows: _kinds(rows, "pays_clicks"),
        lambda leaf: _kinds(leaf["kinds"], "clicks"),
    ),
    "pledges": (_rows("name", *_COVER), lambda leaf: leaf["pledges"]),
    "raises": (
        _raises,
        lambda leaf: [
            [each["pledge"], each["units"], each["from_ms"] // 1_000] for each in leaf["raises"]
        ],
    ),
    "milestones": (_milestones, lambda leaf: _milestones(leaf["milestones"])),
}
"""What a text says, and what its leaf says of the same."""
