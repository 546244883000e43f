"""How many acts are expected, of which kind and on which day: what a simulation is given."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tablee.campaign_file.finding import Finding, Notes, choose
from tablee.campaign_file.parsing.syntax import Unreadable, parsed
from tablee.campaign_file.places import Path, Places
from tablee.core.rulebook import Rulebook, as_ms
from tablee.core.terms import Terms
from tablee.core.text import Text

MOST_ACTS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Expectation:
    """Expected acts, by day and kind."""

    days: Mapping[date, Mapping[str, int]]

    def acts(self, day: date, kind: str) -> int:
        """Return how many acts of *kind* are expected on *day*."""
        return self.days.get(day, {}).get(kind, 0)


@dataclass(frozen=True, slots=True)
class Expected:
    """What was understood of an expectation, and what is to be said about it."""

    expectation: Expectation | None
    findings: tuple[Finding, ...]


def campaign_days(terms: Terms) -> list[date]:
    """Return every day of the window, in the campaign's time zone."""
    rulebook = Rulebook(terms)
    first = date.fromisoformat(rulebook.day(as_ms(terms.opens_at)))
    last = date.fromisoformat(rulebook.day(as_ms(terms.closes_at)))
    return [first + timedelta(days=each) for each in range((last - first).days + 1)]


def is_open_on(rulebook: Rulebook, kind: str, day: date) -> bool:
    """Return whether some part of *day* lies in the window of *kind*."""
    rule = rulebook.kinds[kind]
    return rulebook.day(rule.opens_ms) <= day.isoformat() <= rulebook.day(rule.closes_ms)


def per_day(options: Sequence[str], terms: Terms) -> Expected:
    """Read options such as ``share=5000``: so many acts on every day the kind is open."""
    notes = Notes(Places({(option,): index for index, option in enumerate(options, start=1)}))
    rates: dict[str, int] = {}
    for option in options:
        name, sign, number = option.partition("=")
        acts = _number(number.strip())
        if not sign or acts is None:
            _refuse(notes, (option,), f"{terms.kinds[0].name}=100")
        elif _is_known(notes, (option,), name.strip(), terms):
            rates[name.strip()] = acts
    return _expected(notes, terms, rates, {})


def read_expectation(text: str, terms: Terms) -> Expected:
    """Read a TOML text (``[per_day]`` and ``[days.2012-02-22]``) or a CSV with a column ``day``.

    A day that is named replaces what ``[per_day]`` says of the same kinds.
    """
    if text.lstrip("\ufeff \n").lower().startswith(("day,", "day;")):
        return _read_csv(text.removeprefix("\ufeff"), terms)
    try:
        raw, places = parsed(text)
    except Unreadable as refusal:
        return Expected(None, (refusal.finding,))
    notes = Notes(places)
    for key in raw.keys() - {"per_day", "days"}:
        _refuse_word(notes, (key,), key, ["per_day", "days"])
    rates = _row(notes, ("per_day",), raw.get("per_day", {}), terms)
    named = raw.get("days", {})
    if not isinstance(named, dict):
        _refuse(notes, ("days",), "[days.2027-01-11]")
        named = {}
    days = {
        _day(notes, ("days", key), key): _row(notes, ("days", key), row, terms)
        for key, row in named.items()
    }
    return _expected(notes, terms, rates, days)


def _read_csv(text: str, terms: Terms) -> Expected:
    lines = text.strip().splitlines()
    rows = csv.reader(lines, delimiter=";" if lines[0][3:4] == ";" else ",")
    places: dict[Path, int] = {}
    notes = Notes(Places(places))
    kinds = [name.strip() for name in next(rows)[1:]]
    for name in kinds:
        _is_known(notes, (name,), name, terms)
    if notes.is_refused:
        return Expected(None, notes.findings)
    days: dict[date | None, dict[str, int]] = {}
    for line, cells in enumerate(rows, start=2):
        if not cells:
            continue
        path: Path = ("days", cells[0])
        places[path] = line
        numbers = [_number(cell.strip() or "0") for cell in cells[1:]]
        if None in numbers or len(numbers) != len(kinds):
            _refuse(notes, path, ",".join(["2027-01-11", *("100" for _ in kinds)]))
            continue
        pairs = zip(kinds, numbers, strict=True)
        days[_day(notes, path, cells[0])] = {kind: number or 0 for kind, number in pairs}
    return _expected(notes, terms, {}, days)


def _expected(
    notes: Notes,
    terms: Terms,
    rates: Mapping[str, int],
    named: Mapping[date | None, Mapping[str, int]],
) -> Expected:
    if notes.is_refused:
        return Expected(None, notes.findings)
    rulebook = Rulebook(terms)
    days: dict[date, dict[str, int]] = {}
    for day in campaign_days(terms):
        days[day] = {name: acts for name, acts in rates.items() if is_open_on(rulebook, name, day)}
    for named_day, row in named.items():
        if named_day is not None:
            days[named_day] = {**days.get(named_day, {}), **row}
            _warn_of_shut_kinds(notes, rulebook, named_day, row)
    return Expected(Expectation(days), notes.findings)


def _warn_of_shut_kinds(
    notes: Notes, rulebook: Rulebook, day: date, row: Mapping[str, int]
) -> None:
    shut = [kind for kind, acts in row.items() if acts and not is_open_on(rulebook, kind, day)]
    if shut:
        names = ", ".join(shut)
        notes.warn(
            ("days", day.isoformat()),
            Text(
                en=f"{names}: not open on {day}, so not counted.",
                fr=f"{names} : pas ouvert le {day}, donc pas compté.",
            ),
            Text(en="Choose a day of its window.", fr="Choisissez un jour où il est ouvert."),
        )


def _row(notes: Notes, path: Path, row: Any, terms: Terms) -> dict[str, int]:
    if not isinstance(row, dict):
        _refuse(notes, path, f"{terms.kinds[0].name} = 100")
        return {}
    acts: dict[str, int] = {}
    for name, number in row.items():
        if not _is_known(notes, (*path, name), name, terms):
            continue
        if isinstance(number, bool) or not isinstance(number, int) or not _fits(number):
            _refuse(notes, (*path, name), f"{name} = 100")
        else:
            acts[name] = number
    return acts


def _day(notes: Notes, path: Path, text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        _refuse(notes, path, "2027-01-11")
        return None


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_ACTS))
    return int(text) if is_number and _fits(int(text)) else None


def _fits(number: int) -> bool:
    return 0 <= number <= MOST_ACTS


def _is_known(notes: Notes, path: Path, name: str, terms: Terms) -> bool:
    names = [kind.name for kind in terms.kinds]
    if name not in names:
        _refuse_word(notes, path, name, names)
    return name in names


def _refuse_word(notes: Notes, path: Path, word: str, words: Iterable[str]) -> None:
    message = Text(en=f"'{word}' is not known here.", fr=f"« {word} » n’est pas connu ici.")
    notes.refuse(path, message, choose(word, words))


def _refuse(notes: Notes, path: Path, example: str) -> None:
    notes.refuse(
        path,
        Text(
            en=f"Expected acts are whole numbers from 0 to {MOST_ACTS}.",
            fr=f"Les actions attendues sont des nombres entiers de 0 à {MOST_ACTS}.",
        ),
        Text(en=f"Write for example: {example}", fr=f"Écrivez par exemple : {example}"),
    )
