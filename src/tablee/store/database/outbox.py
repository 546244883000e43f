"""Messages on their way out, in the database."""

from collections.abc import Collection

from tablee.ports.desk import Letter, Message
from tablee.store.database.rows import Row, Rows, chunks, marks
from tablee.store.wording import body_text, read_body

SELECT = "SELECT id, campaign_id, put_at_ms, topic, key, body FROM store_message"

DROPPED_AT_ONCE = 200


class DatabaseOutbox:
    """The outbox."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, campaign_id: int, message: Message, at_ms: int) -> None:
        """Write a message down, unless one with the same key is there."""
        self._rows.run(
            "INSERT INTO store_message (campaign_id, topic, key, body, put_at_ms)"
            " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (campaign_id, key) DO NOTHING",
            [campaign_id, message.topic, message.key, body_text(message.body), at_ms],
        )

    def waiting(self, most: int) -> list[tuple[int, Message]]:
        """Return the oldest messages not yet delivered, each with its number."""
        return [(each.number, each.message) for each in self.letters(most)]

    def letters(self, most: int) -> list[Letter]:
        """Return the oldest messages not yet delivered, with all that is known of them."""
        sql = f"{SELECT} WHERE delivered_at_ms IS NULL ORDER BY id LIMIT %s"
        return [_read(row) for row in self._rows.all(sql, [most])]

    def letter(self, number: int) -> Letter | None:
        """Return one message, delivered or not."""
        row = self._rows.first(f"{SELECT} WHERE id = %s", [number])
        return _read(row) if row else None

    def delivered(self, number: int, at_ms: int) -> None:
        """Write down that a message has been delivered; the first time stands."""
        sql = (
            "UPDATE store_message SET delivered_at_ms = %s"
            " WHERE id = %s AND delivered_at_ms IS NULL"
        )
        self._rows.run(sql, [at_ms, number])

    def delivered_before(self, at_ms: int, after: int, most: int) -> list[int]:
        """Return the numbers of messages delivered before then, those above *after*, in order."""
        sql = (
            "SELECT id FROM store_message"
            " WHERE id > %s AND delivered_at_ms < %s ORDER BY id LIMIT %s"
        )
        return [int(number) for (number,) in self._rows.all(sql, [after, at_ms, most])]

    def forget(self, numbers: Collection[int]) -> None:
        """Drop messages for good."""
        for some in chunks(sorted(numbers), DROPPED_AT_ONCE):
            sql = f"DELETE FROM store_message WHERE id IN ({marks(len(some))})"  # noqa: S608 - marks only
            self._rows.run(sql, some)


def _read(row: Row) -> Letter:
    number, campaign_id, put_at_ms, topic, key, body = row
    return Letter(number, campaign_id, put_at_ms, Message(topic, key, read_body(body)))
