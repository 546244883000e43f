"""A simulation as a text table, for the terminal."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from tablee.campaign_file.money import count, money
from tablee.campaign_file.simulate import DayEnd, Simulation, noun
from tablee.core.tally import PoolTally, total
from tablee.core.terms.purchases import purchase_pools
from tablee.core.text import Text

_WORDS = {
    "pool": Text(en="Line", fr="File"),
    "cap": Text(en="promised", fr="promis"),
    "offered": Text(en="offered", fr="offerts"),
    "paid": Text(en="paid", fr="gagnés"),
    "unpaid": Text(en="unpaid", fr="sans {unit}"),
    "full": Text(en="full on", fr="pleine le"),
    "total": Text(en="In all", fr="En tout"),
    "acts": Text(en="Without purchases", fr="Hors achats"),
    "purchases": Text(en="Purchases", fr="Achats"),
    "sponsor": Text(en="Sponsor", fr="Mécène"),
    "pledged": Text(en="pledged", fr="engagés"),
    "earned": Text(en="earned", fr="gagnés"),
    "floor": Text(en="floor", fr="plancher"),
    "owed": Text(en="owed", fr="dus"),
    "money": Text(en="money", fr="montant"),
    "day": Text(en="Day", fr="Jour"),
    "raise": Text(en="raise", fr="relèvement"),
    "milestone": Text(en="milestone", fr="palier"),
    "portions": Text(
        en="All figures are portions: {portions} make one {unit}.",
        fr="Tous les chiffres sont des portions : {portions} font un {unit}.",
    ),
    "units": Text(en="All figures are {unit}.", fr="Tous les chiffres sont des {unit}."),
    "away": Text(
        en="{acts} expected acts fall outside the window of their kind and are not counted.",
        fr="{acts} actions attendues tombent hors de la période de leur type : non comptées.",
    ),
    "daily": Text(
        en="Day by day: paid + unpaid. The days not shown are like the one above them.",
        fr="Jour par jour : gagnés + sans {unit}. Un jour absent ressemble à celui d’avant.",
    ),
}


class _Row(NamedTuple):
    cells: tuple[str, ...]
    remark: str = ""


def as_table(simulation: Simulation, language: str) -> str:
    """Return the outcome in three parts: lines, sponsors, days."""
    parts = [
        _unit_sentence(simulation, language),
        _grid(_pool_rows(simulation, language)),
        _grid(_sponsor_rows(simulation, language)),
        _WORDS["daily"].say(language).format(unit=noun(simulation, language)),
        _grid(_day_rows(simulation, language)),
    ]
    if simulation.turned_away:
        acts = count(simulation.turned_away, language)
        parts.append(_WORDS["away"].say(language).format(acts=acts))
    return "\n\n".join(parts) + "\n"


def _unit_sentence(simulation: Simulation, language: str) -> str:
    unit = simulation.terms.unit
    if unit.portions > 1:
        words = _WORDS["portions"].say(language)
        return words.format(portions=unit.portions, unit=unit.one.say(language))
    return _WORDS["units"].say(language).format(unit=unit.other.say(language))


def _pool_rows(simulation: Simulation, language: str) -> list[_Row]:
    heads = _heads(("pool", "cap", "offered", "paid", "unpaid", "full"), language)
    unit = noun(simulation, language)
    rows = [_Row(tuple(cell.format(unit=unit) for cell in heads.cells))]
    titles = {pool.name: pool.title.say(language) for pool in simulation.terms.pools}
    for pool in simulation.pools:
        figures = (pool.cap, pool.offered, pool.paid, pool.unpaid)
        days = ", ".join(_short(day, language) for day in simulation.full_on(pool.name))
        rows.append(_Row((titles[pool.name], *_counts(figures, language), days or "–")))
    rows += [_sums(name, pools, language) for name, pools in _arms(simulation)]
    return rows


def _arms(simulation: Simulation) -> Iterator[tuple[str, Sequence[PoolTally]]]:
    """Give all lines, and before them those of purchases and the others where these are apart."""
    apart = purchase_pools(simulation.terms)
    if apart:
        yield "acts", [pool for pool in simulation.pools if pool.name not in apart]
        yield "purchases", [pool for pool in simulation.pools if pool.name in apart]
    yield "total", simulation.pools


def _sums(name: str, pools: Sequence[PoolTally], language: str) -> _Row:
    sums = total(pools)
    figures = (sum(pool.cap for pool in pools), sums.offered, sums.paid, sums.unpaid)
    return _Row((_WORDS[name].say(language), *_counts(figures, language), ""))


def _sponsor_rows(simulation: Simulation, language: str) -> list[_Row]:
    currency = simulation.terms.unit.currency
    rows = [_heads(("sponsor", "pledged", "earned", "floor", "owed", "money"), language)]
    for each in simulation.sponsors:
        figures = _counts((each.pledged, each.earned, each.floor, each.owed), language)
        rows.append(_Row((each.name, *figures, money(each.owed_minor, currency, language))))
    figures = _counts(
        (
            sum(each.pledged for each in simulation.sponsors),
            sum(each.earned for each in simulation.sponsors),
            simulation.terms.floor,
            simulation.owed,
        ),
        language,
    )
    total = money(simulation.owed_minor, currency, language)
    rows.append(_Row((_WORDS["total"].say(language), *figures, total)))
    return rows


def _day_rows(simulation: Simulation, language: str) -> list[_Row]:
    titles = [pool.title.say(language) for pool in simulation.terms.pools]
    rows = [_Row((_WORDS["day"].say(language), *titles))]
    before: DayEnd | None = None
    for end in simulation.days:
        cells = tuple(_gains(before, end, language))
        remark = ", ".join(_remark(note, language) for note in end.notes)
        if cells != rows[-1].cells[1:] or remark:
            rows.append(_Row((_short(end.day, language), *cells), remark))
        before = end
    return rows


def _gains(before: DayEnd | None, end: DayEnd, language: str) -> Iterable[str]:
    for index, pool in enumerate(end.pools):
        paid, unpaid = pool.paid, pool.unpaid
        if before:
            paid -= before.pools[index].paid
            unpaid -= before.pools[index].unpaid
        sign = "+" if unpaid >= 0 else "-"
        yield f"{count(paid, language)} {sign} {count(abs(unpaid), language)}"


def _remark(note: str, language: str) -> str:
    what, _, name = note.partition(":")
    return f"{_WORDS[what].say(language)} {name}"


def _heads(names: Iterable[str], language: str) -> _Row:
    return _Row(tuple(_WORDS[name].say(language) for name in names))


def _counts(figures: Iterable[int], language: str) -> list[str]:
    return [count(figure, language) for figure in figures]


def _short(day: date, language: str) -> str:
    return f"{day:%d/%m}" if language.startswith("fr") else f"{day:%m-%d}"


def _grid(rows: Sequence[_Row]) -> str:
    """Return the rows under each other: the first column to the left, figures to the right."""
    widths = [max(len(row.cells[index]) for row in rows) for index in range(len(rows[0].cells))]
    lines: list[str] = []
    for row in rows:
        first, *rest = row.cells
        cells = [first.ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        lines.append("  ".join([*cells, row.remark]).rstrip())
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(lines)
