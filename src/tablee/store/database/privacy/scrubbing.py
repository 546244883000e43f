"""Takes erased rows off the disk: until then databases keep their bytes in pages and logs."""

from django.db.backends.base.base import BaseDatabaseWrapper

CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)"


def scrub(connection: BaseDatabaseWrapper) -> bool:
    """Write the database anew without what was erased; return whether nothing is left of it.

    SQLite's file is built again from its rows: a page that was once divided may hold copies of
    rows that have been erased since, whatever is zeroed when rows go. Its write-ahead log is cut
    to nothing, unless somebody reads an older state: then it must be done again. PostgreSQL makes
    the room of dead rows free; what its own write-ahead log and backups still hold goes with them.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        if connection.vendor != "sqlite":
            return True
        cursor.execute(CHECKPOINT)
        busy, _pages, _moved = cursor.fetchone()
        return not busy
