"""The public messages of campaigns in the database."""

from tablee.ports.desk import Note
from tablee.store.database.rows import Rows


class DatabaseNotes:
    """The public messages."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def post(self, campaign_id: int, note: Note) -> None:
        """Write a message down."""
        head = "INSERT INTO store_note (campaign_id, author, en, fr, at_ms)"
        self._rows.insert(head, [(campaign_id, *note)])

    def latest(self, campaign_id: int, most: int) -> list[Note]:
        """Return the latest messages, newest first."""
        sql = (
            "SELECT author, en, fr, at_ms FROM store_note WHERE campaign_id = %s"
            " ORDER BY at_ms DESC, id DESC LIMIT %s"
        )
        return [Note(*row) for row in self._rows.all(sql, [campaign_id, most])]
