"""From the cells of a line to the fields of a row, in the order that core knows."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from tablee.core.purchase.gather import FIELDS
from tablee.evidence.tills.layout import JOINED

Cells = list[str]
Pick = Callable[[Cells], Sequence[str]]


def picker(columns: Mapping[str, tuple[int, ...]], width: int) -> Pick:
    """Return what picks the fields of a row from the *width* cells of a line.

    Cells may be added to: an empty one for fields that no column says, then those that several
    columns say together.
    """
    joined = [key for key in FIELDS if len(columns.get(key, ())) > 1]
    places = {key: each[0] for key, each in columns.items()}
    places |= {key: width + 1 + index for index, key in enumerate(joined)}
    plain: Pick = itemgetter(*(places.get(key, width) for key in FIELDS))
    if not joined and len(columns) == len(FIELDS):
        return plain
    joins = [(columns[key], JOINED.get(key, "-")) for key in joined]
    if len(joins) == 1 and len(joins[0][0]) == len(("day", "hour")):
        return _two_joined(plain, *joins[0])

    def pick(cells: Cells) -> Sequence[str]:
        cells.append("")
        for parts, sign in joins:
            cells.append(sign.join([cells[part].strip() for part in parts]))
        return plain(cells)

    return pick


def _two_joined(plain: Pick, parts: tuple[int, ...], sign: str) -> Pick:
    """Return what picks where two columns, as day and hour, are one field: the common case."""
    first, second = parts

    def pick(cells: Cells) -> Sequence[str]:
        cells += ("", f"{cells[first]}{sign}{cells[second]}")
        return plain(cells)

    return pick
