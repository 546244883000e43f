"""Where readers of networks go on reading, in the database."""

from tablee.ports.tasks import Hold
from tablee.store.database.rows import Rows

HOLD = """
INSERT INTO store_cursor (campaign_id, reader, position, holder, held_until_ms)
VALUES (%s, %s, '', %s, %s)
    ON CONFLICT (campaign_id, reader) DO UPDATE
   SET holder = excluded.holder, held_until_ms = excluded.held_until_ms
 WHERE store_cursor.holder IN ('', excluded.holder) OR store_cursor.held_until_ms <= %s
RETURNING position
"""
MOVE = """
UPDATE store_cursor SET position = %s
 WHERE campaign_id = %s AND reader = %s AND holder = %s RETURNING id
"""
RELEASE = """
UPDATE store_cursor SET holder = '', held_until_ms = 0
 WHERE campaign_id = %s AND reader = %s AND holder = %s
"""


class DatabaseCursors:
    """The cursors."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def hold(self, campaign_id: int, reader: str, hold: Hold, now_ms: int) -> str | None:
        """Take or renew a cursor; return where it stands, nothing while others have it."""
        values = [campaign_id, reader, hold.holder, hold.until_ms, now_ms]
        rows = self._rows.all(HOLD, values)
        return str(rows[0][0]) if rows else None

    def move(self, campaign_id: int, reader: str, holder: str, position: str) -> bool:
        """Store where to go on; return whether *holder* still has the cursor."""
        return bool(self._rows.all(MOVE, [position, campaign_id, reader, holder]))

    def release(self, campaign_id: int, reader: str, holder: str) -> None:
        """Let others have it at once."""
        self._rows.run(RELEASE, [campaign_id, reader, holder])
