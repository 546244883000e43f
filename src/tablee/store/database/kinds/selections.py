"""What the organiser chose, in the database."""

from collections.abc import Collection

from tablee.core.act import State
from tablee.core.text import Text
from tablee.ports.kinds.selections import Selection
from tablee.store.database.rows import Row, Rows, chunks, marks
from tablee.store.numbering import first_id

KEEP = """
INSERT INTO store_selection (campaign_id, act_number, chosen_act, why_en, why_fr, by, at_ms)
VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (campaign_id, act_number) DO UPDATE
   SET chosen_act = excluded.chosen_act, why_en = excluded.why_en, why_fr = excluded.why_fr,
       by = excluded.by, at_ms = excluded.at_ms
"""
SELECT = (
    "SELECT campaign_id, act_number, chosen_act, why_en, why_fr, by, at_ms FROM store_selection"
)
OF_ACT = f"{SELECT} WHERE campaign_id = %s AND act_number = %s"
OF_CHOSEN = f"{SELECT} WHERE campaign_id = %s AND chosen_act = %s ORDER BY act_number"
STANDING = (
    f"{SELECT} WHERE campaign_id = %s AND EXISTS (SELECT 1 FROM store_act"  # noqa: S608 - our own names
    " WHERE store_act.id = %s + store_selection.act_number AND store_act.state = %s)"
)
LATEST = f"{STANDING} ORDER BY act_number DESC LIMIT %s"
ASKED_AT_ONCE = 500


class DatabaseSelections:
    """The choices."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def keep(self, selection: Selection) -> None:
        """Write a choice down, or store what is said of it now."""
        campaign_id, act_number, chosen_act, why, by, at_ms = selection
        values = [campaign_id, act_number, chosen_act, why.en, why.fr, by, at_ms]
        self._rows.run(KEEP, values)

    def of_act(self, campaign_id: int, act_number: int) -> Selection | None:
        """Return the choice that an act is."""
        row = self._rows.first(OF_ACT, [campaign_id, act_number])
        return _read(row) if row else None

    def of_chosen(self, campaign_id: int, chosen_act: int) -> list[Selection]:
        """Return every choice of one act, standing or not, oldest first."""
        return [_read(row) for row in self._rows.all(OF_CHOSEN, [campaign_id, chosen_act])]

    def standing(self, campaign_id: int, chosen_acts: Collection[int]) -> dict[int, Selection]:
        """Return the choices that stand for these acts, by the act chosen; the latest of each."""
        found: dict[int, Selection] = {}
        where = [campaign_id, first_id(campaign_id), State.COUNTED.value]
        for some in chunks(sorted(chosen_acts), ASKED_AT_ONCE):
            sql = f"{STANDING} AND chosen_act IN ({marks(len(some))}) ORDER BY act_number"
            rows = self._rows.all(sql, [*where, *some])
            found.update({each.chosen_act: each for each in map(_read, rows)})
        return found

    def latest(self, campaign_id: int, most: int) -> list[Selection]:
        """Return the choices that stand, newest first."""
        where = [campaign_id, first_id(campaign_id), State.COUNTED.value, most]
        return [_read(row) for row in self._rows.all(LATEST, where)]


def _read(row: Row) -> Selection:
    campaign_id, act_number, chosen_act, en, fr, by, at_ms = row
    return Selection(campaign_id, act_number, chosen_act, Text(en=en, fr=fr), by, at_ms)
