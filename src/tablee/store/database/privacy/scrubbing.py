"""Takes erased rows off the disk: until then databases keep their bytes in pages and logs."""

from django.db.backends.base.base import BaseDatabaseWrapper

from tablee.store.database.rows import Rows

CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)"
IS_MARKED = "PRAGMA user_version"
"""A number that SQLite keeps for us beside the tables: 1 while something waits to be scrubbed."""


def mark(rows: Rows) -> None:
    """Say, in the transaction that erases, that the database has to be scrubbed."""
    if rows.connection.vendor == "sqlite":
        rows.run("PRAGMA user_version = 1")


def scrub(connection: BaseDatabaseWrapper) -> bool:
    """Write the database anew without what was erased; return whether nothing is left of it.

    SQLite's file is built again from its rows, if something was erased since the last time: a
    page that was once divided may hold copies of rows that have been erased since, whatever is
    zeroed when rows go. Its write-ahead log is cut to nothing, unless somebody reads an older
    state: then it must be done again. PostgreSQL makes the room of dead rows free; what its own
    write-ahead log and backups still hold goes with them.
    """
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("VACUUM")
            return True
        cursor.execute(IS_MARKED)
        if not cursor.fetchone()[0]:
            return True
        cursor.execute("VACUUM")
        cursor.execute(CHECKPOINT)
        busy, _pages, _moved = cursor.fetchone()
        if busy:
            return False
        # In this order: whoever is interrupted in between scrubs once more.
        cursor.execute("PRAGMA user_version = 0")
        cursor.execute(CHECKPOINT)
        return True
