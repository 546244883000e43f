"""Appeals against decisions, in the database."""

from tablee.ports.appeals import Appeal
from tablee.store.database.rows import Row, Rows
from tablee.store.storable import storable

FIELDS = 'campaign_id, act_number, words, at_ms, answered_at_ms, is_granted, "by", note'
SELECT = f"SELECT {FIELDS} FROM store_appeal"  # noqa: S608 - our own names
INSERT = """
INSERT INTO store_appeal
  (campaign_id, act_number, words, at_ms, answered_at_ms, is_granted, "by", note)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (campaign_id, act_number) WHERE answered_at_ms = 0 DO NOTHING RETURNING id
"""
ANSWER = """
UPDATE store_appeal SET answered_at_ms = %s, is_granted = %s, "by" = %s, note = %s
 WHERE campaign_id = %s AND act_number = %s AND answered_at_ms = 0
"""


class DatabaseAppeals:
    """The appeals."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, appeal: Appeal) -> bool:
        """Write an appeal down, unless one is open for the act; return whether it is new."""
        fit = appeal._replace(words=storable(appeal.words))
        return bool(self._rows.all(INSERT, fit))

    def open_for(self, campaign_id: int, act_number: int) -> Appeal | None:
        """Return the open appeal of an act."""
        sql = f"{SELECT} WHERE campaign_id = %s AND act_number = %s AND answered_at_ms = 0"
        row = self._rows.first(sql, [campaign_id, act_number])
        return _read(row) if row else None

    def answer(self, appeal: Appeal) -> None:
        """Store the answer to the open appeal of its act."""
        said = [appeal.answered_at_ms, appeal.is_granted, appeal.by, storable(appeal.note)]
        self._rows.run(ANSWER, [*said, appeal.campaign_id, appeal.act_number])

    def of_act(self, campaign_id: int, act_number: int) -> list[Appeal]:
        """Return the appeals of an act, first one first."""
        sql = f"{SELECT} WHERE campaign_id = %s AND act_number = %s ORDER BY id"
        return [_read(row) for row in self._rows.all(sql, [campaign_id, act_number])]

    def waiting(self, campaign_id: int, most: int) -> list[Appeal]:
        """Return open appeals, oldest first."""
        sql = f"{SELECT} WHERE campaign_id = %s AND answered_at_ms = 0 ORDER BY at_ms, id LIMIT %s"
        return [_read(row) for row in self._rows.all(sql, [campaign_id, most])]


def _read(row: Row) -> Appeal:
    appeal = Appeal(*row)
    return appeal._replace(is_granted=bool(appeal.is_granted))
