"""How readers of networks fare, in the database."""

from tablee.ports.networks.bulletins import Bulletin, Condition
from tablee.store.database.rows import Rows

POST = """
INSERT INTO store_bulletin (campaign_id, reader, condition, words, at_ms, read_at_ms)
VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (campaign_id, reader) DO UPDATE
   SET condition = excluded.condition, words = excluded.words, at_ms = excluded.at_ms,
       read_at_ms = CASE WHEN excluded.read_at_ms > store_bulletin.read_at_ms
                         THEN excluded.read_at_ms ELSE store_bulletin.read_at_ms END
"""
EVERY = """
SELECT reader, condition, words, at_ms, read_at_ms FROM store_bulletin
 WHERE campaign_id = %s
"""


class DatabaseBulletins:
    """The bulletins."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def post(self, campaign_id: int, bulletin: Bulletin) -> None:
        """Put up a bulletin in place of the reader's last one."""
        reader, condition, *rest = bulletin
        self._rows.run(POST, [campaign_id, reader, condition.value, *rest])

    def every(self, campaign_id: int) -> list[Bulletin]:
        """Return the bulletins of a campaign, by reader."""
        rows = self._rows.all(EVERY, [campaign_id])
        return sorted(
            Bulletin(reader, Condition(condition), *rest) for reader, condition, *rest in rows
        )
