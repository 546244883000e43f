"""From the cells of a line to the fields of a row, in the order that core knows."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from tablee.core.purchase.gather import FIELDS
from tablee.evidence.tills.layout import JOINED

Cells = list[str]
Pick = Callable[[Cells], Sequence[str]]


def picker(columns: Mapping[str, tuple[int, ...]]) -> Pick:
    """Return what picks the fields of a row from the cells of a line.

    Cells may be added to; a field that no column says is empty.
    """
    joined = {key: places for key, places in columns.items() if len(places) > 1}
    plain: Pick = itemgetter(*(columns[key][0] if key in columns else -1 for key in FIELDS))
    is_complete = len(columns) == len(FIELDS)
    if is_complete and not joined:
        return plain
    joins = [(FIELDS.index(key), places, JOINED.get(key, "-")) for key, places in joined.items()]

    def pick(cells: Cells) -> Sequence[str]:
        cells.append("")
        row = plain(cells)
        if joins:
            fields = list(row)
            for index, places, sign in joins:
                fields[index] = sign.join(cells[place].strip() for place in places)
            return tuple(fields)
        return row

    return pick
