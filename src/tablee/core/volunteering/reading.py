"""Shifts as an organiser writes them down: a table with English or French headings."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tablee.core.text import Text
from tablee.core.volunteering import fault
from tablee.core.volunteering.fault import Fault
from tablee.core.volunteering.shift import (
    LONGEST_ADDRESS,
    LONGEST_MS,
    LONGEST_NOTE,
    LONGEST_PLACE,
    MOST_PEOPLE,
    Shift,
)

HEADINGS = {
    "place": ("place", "site", "shop", "lieu", "magasin", "association"),
    "address": ("address", "adresse"),
    "day": ("date", "day", "jour"),
    "start": ("start", "from", "begin", "debut", "de"),
    "end": ("end", "to", "until", "fin", "a"),
    "capacity": ("capacity", "people", "places", "capacite", "personnes"),
    "note": ("note", "remark", "remarque", "consigne"),
}
"""What each column may be called; capitals and accents make no difference."""
NEEDED = ("place", "day", "start", "end", "capacity")
YEARS = range(2000, 2101)
MOST_LINES = 5_000
MOST_FAULTS = 50
_DAY = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.](\d{1,2})[/.](\d{4}))")
_HOUR = re.compile(r"(\d{1,2})(?:\s*[:h.]\s*(\d{2})?)?", re.IGNORECASE)
_START = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Sheet(NamedTuple):
    """What was read: shifts without numbers, or what is wrong; with any fault nothing is made."""

    shifts: tuple[Shift, ...]
    faults: tuple[Fault, ...]


class _Wrong(Exception):
    """One cell cannot be read."""

    def __init__(self, column: str, words: Text) -> None:
        super().__init__(column)
        self.column = column
        self.words = words


def read_sheet(content: bytes, zone: ZoneInfo) -> Sheet:
    """Return the shifts of a table, whose times are those of the clocks of *zone*.

    Semicolons, commas or tabs part the columns; UTF-8 and Windows-1252 are both understood. An
    end before the start is on the next day. An hour that comes twice is its first; one that the
    clocks skip is a fault.
    """
    lines = _decoded(content).splitlines()
    if not any(line.strip() for line in lines):
        return Sheet((), (Fault(1, "", fault.EMPTY),))
    rows = csv.reader(lines, delimiter=_delimiter(lines[0]))
    heads = [_heading(each) for each in next(rows)]
    missing = [name for name in NEEDED if name not in heads]
    if missing:
        return Sheet((), tuple(Fault(1, name, fault.NO_COLUMN) for name in missing))
    if len(lines) > MOST_LINES:
        return Sheet((), (Fault(MOST_LINES, "", fault.TOO_MANY),))
    return _read(heads, rows, zone)


def read_shift(cells: Mapping[str, str], zone: ZoneInfo) -> Shift | Fault:
    """Return the shift that *cells* describe, by the names of `HEADINGS`; or what is wrong."""
    try:
        return _shift(cells, zone)
    except _Wrong as wrong:
        return Fault(0, wrong.column, wrong.words)


def _read(heads: list[str], rows: Iterator[list[str]], zone: ZoneInfo) -> Sheet:
    shifts: dict[tuple[str, int, int], Shift] = {}
    faults: list[Fault] = []
    number = 1
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(heads):
            faults.append(Fault(number, "", fault.TOO_WIDE))
            continue
        found = read_shift(dict(zip(heads, row, strict=False)), zone)
        if isinstance(found, Fault):
            faults.append(found._replace(line=number))
            continue
        key = (found.place, found.starts_at_ms, found.ends_at_ms)
        if key in shifts:
            faults.append(Fault(number, "place", fault.TWICE))
        shifts[key] = found
    if not shifts and not faults:
        faults.append(Fault(number, "", fault.EMPTY))
    return Sheet(() if faults else tuple(shifts.values()), tuple(faults[:MOST_FAULTS]))


def _shift(cells: Mapping[str, str], zone: ZoneInfo) -> Shift:
    place = _words(cells, "place", LONGEST_PLACE)
    if not place:
        raise _Wrong("place", fault.NO_PLACE)
    day = _day(cells.get("day") or "")
    starts_at_ms = _moment("start", day, cells, zone)
    ends_at_ms = _moment("end", day, cells, zone)
    if ends_at_ms <= starts_at_ms:
        ends_at_ms = _moment("end", day + timedelta(days=1), cells, zone)
    if ends_at_ms - starts_at_ms > LONGEST_MS:
        raise _Wrong("end", fault.TOO_LONG)
    address = _words(cells, "address", LONGEST_ADDRESS)
    note = _words(cells, "note", LONGEST_NOTE)
    return Shift(0, 0, place, address, starts_at_ms, ends_at_ms, _capacity(cells), note)


def _words(cells: Mapping[str, str], column: str, most: int) -> str:
    words = " ".join((cells.get(column) or "").split())
    if len(words) > most or not words.isprintable():
        raise _Wrong(column, fault.TOO_MANY_LETTERS)
    return words


def _day(cell: str) -> date:
    found = _DAY.fullmatch(cell.strip())
    if found is None:
        raise _Wrong("day", fault.NO_DAY)
    year, month, day = (
        (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    )
    try:
        found_day = date(int(year), int(month), int(day))
    except ValueError:
        raise _Wrong("day", fault.NO_DAY) from None
    if found_day.year not in YEARS:
        raise _Wrong("day", fault.NO_DAY)
    return found_day


def _moment(column: str, day: date, cells: Mapping[str, str], zone: ZoneInfo) -> int:
    """Return the moment at which the clocks of *zone* show that hour of *day*."""
    found = _HOUR.fullmatch((cells.get(column) or "").strip())
    try:
        hour = time(int(found[1]), int(found[2] or 0)) if found else None
        moment = datetime.combine(day, hour, zone) if hour is not None else None
        is_real = moment and moment.astimezone(UTC).astimezone(zone).time() == hour
    except (ValueError, OverflowError):
        moment, is_real = None, False
    if moment is None:
        raise _Wrong(column, fault.NO_HOUR)
    if not is_real:
        raise _Wrong(column, fault.SKIPPED_HOUR)
    return (moment - _START) // _MILLISECOND


def _capacity(cells: Mapping[str, str]) -> int:
    cell = (cells.get("capacity") or "").strip()
    if not (cell.isascii() and cell.isdigit() and 1 <= int(cell[:9]) <= MOST_PEOPLE):
        raise _Wrong("capacity", fault.NO_NUMBER)
    return int(cell)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(line: str) -> str:
    return max(";,\t", key=line.count)


def _heading(cell: str) -> str:
    """Return which column a heading names; the heading itself when it names none."""
    letters = unicodedata.normalize("NFKD", cell.strip().casefold())
    plain = "".join(each for each in letters if not unicodedata.combining(each))
    return next((name for name, words in HEADINGS.items() if plain in words), plain)
