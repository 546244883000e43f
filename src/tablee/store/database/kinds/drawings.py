"""Drawings that became acts, in the database."""

from collections.abc import Collection

from tablee.core.drawing.drawing import Consent, Drawing, Files, Licence, Words
from tablee.core.drawing.likeness import Likeness
from tablee.store.database.rows import Row, Rows, marks
from tablee.store.numbering import NUMBER_BITS
from tablee.store.storable import storable

COLUMNS = (
    "campaign_id, act_number, picture, thumb, preview, width, height, title, alt, credit, licence,"
    " consent, pdq, phash, quality, sender, at_ms, like_act, is_shown, hidden_by"
)
CHANGED = COLUMNS.split(", ")[2:]
KEEP = (
    f"INSERT INTO store_drawing ({COLUMNS}) VALUES ({marks(20)})"  # noqa: S608 - our own names
    " ON CONFLICT (campaign_id, act_number) DO UPDATE SET "
    + ", ".join(f"{each} = excluded.{each}" for each in CHANGED)
)
SELECT = f"SELECT {COLUMNS} FROM store_drawing"  # noqa: S608 - our own names
ACT_OF = f"(store_drawing.campaign_id * {1 << NUMBER_BITS} + store_drawing.act_number)"
SHOWN = (
    f"{SELECT} WHERE campaign_id = %s AND act_number < %s AND is_shown AND picture <> ''"  # noqa: S608 - our own names
    f" AND EXISTS (SELECT 1 FROM store_act WHERE store_act.id = {ACT_OF} AND state = 'counted')"
    " AND hidden_by = '' ORDER BY act_number DESC LIMIT %s"
)
OVER = (
    f"{SELECT} WHERE picture <> '' AND EXISTS (SELECT 1 FROM store_act"  # noqa: S608 - our own names
    f" WHERE store_act.id = {ACT_OF} AND state IN ('refused', 'reversed') AND NOT is_held)"
    " ORDER BY id LIMIT %s"
)
ORPHANS = (
    "SELECT act_number FROM store_drawing WHERE campaign_id = %s"  # noqa: S608 - our own names
    f" AND NOT EXISTS (SELECT 1 FROM store_act WHERE store_act.id = {ACT_OF})"
    " ORDER BY act_number LIMIT %s"
)
LIKENESSES = (
    "SELECT act_number, pdq, phash, quality FROM store_drawing"
    " WHERE campaign_id = %s ORDER BY act_number"
)


class DatabaseDrawings:
    """The drawings of all campaigns."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def keep(self, drawing: Drawing) -> None:
        """Write a drawing down, new or changed."""
        self._rows.run(KEEP, _row(drawing))

    def get(self, campaign_id: int, act_number: int) -> Drawing | None:
        """Return the drawing that an act is, if it is one."""
        sql = f"{SELECT} WHERE campaign_id = %s AND act_number = %s"
        row = self._rows.first(sql, [campaign_id, act_number])
        return _drawing(row) if row else None

    def shown(self, campaign_id: int, before: int, most: int) -> list[Drawing]:
        """Return drawings that anybody may see, newest first: those before act *before*, if any."""
        last = before or 1 << NUMBER_BITS
        rows = self._rows.all(SHOWN, [campaign_id, min(last, 1 << NUMBER_BITS), most])
        return [_drawing(row) for row in rows]

    def likenesses(self, campaign_id: int) -> list[tuple[int, Likeness]]:
        """Return what every drawing of a campaign looks like, oldest first, where that is kept."""
        rows = self._rows.all(LIKENESSES, [campaign_id])
        return [
            (number, Likeness(bytes(pdq), bytes(phash), quality))
            for number, pdq, phash, quality in rows
            if bytes(pdq)
        ]

    def over(self, most: int) -> list[Drawing]:
        """Return drawings with files whose act has left its line for good: nobody may see them."""
        return [_drawing(row) for row in self._rows.all(OVER, [most])]

    def orphans(self, campaign_id: int, most: int) -> list[int]:
        """Return the act numbers of drawings whose act is not there."""
        return [number for (number,) in self._rows.all(ORPHANS, [campaign_id, most])]

    def named(self, names: Collection[str]) -> set[str]:
        """Return those of the files that some drawing names."""
        if not names:
            return set()
        held = marks(len(names))
        sql = (
            "SELECT picture, thumb, preview FROM store_drawing"  # noqa: S608 - marks
            f" WHERE picture IN ({held}) OR thumb IN ({held}) OR preview IN ({held})"
        )
        rows = self._rows.all(sql, [*names, *names, *names])
        return {name for row in rows for name in row} & set(names)


def _row(drawing: Drawing) -> Row:
    return (
        drawing.campaign_id,
        drawing.act_number,
        *drawing.files,
        *drawing.words,
        drawing.licence.value,
        drawing.consent.value,
        drawing.likeness.pdq,
        drawing.likeness.phash,
        drawing.likeness.quality,
        drawing.sender,
        drawing.at_ms,
        drawing.like_act,
        drawing.is_shown,
        storable(drawing.hidden_by),
    )


def _drawing(row: Row) -> Drawing:
    campaign_id, number, *rest = row
    licence, consent, pdq, phash, quality, sender, at_ms, like_act, *shown = rest[8:]
    return Drawing(
        campaign_id=campaign_id,
        act_number=number,
        files=Files(*rest[:5]),
        words=Words(*rest[5:8]),
        licence=Licence(licence),
        consent=Consent(consent),
        likeness=Likeness(bytes(pdq), bytes(phash), quality),
        sender=bytes(sender),
        at_ms=at_ms,
        like_act=like_act,
        is_shown=bool(shown[0]),
        hidden_by=str(shown[1]),
    )
