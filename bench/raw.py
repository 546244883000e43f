"""The rows that the door wrote, written again by plain sqlite3 in groups: what the disk costs."""

import sqlite3
import time
from pathlib import Path

GROUP = 1_000
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -65536",
    "PRAGMA wal_autocheckpoint = 4000",
)


def write_again(written: Path, fresh: Path) -> float:
    """Write the acts of the database *written* into a *fresh* one; return acts a second."""
    with sqlite3.connect(written) as source:
        schema = source.execute("SELECT sql FROM sqlite_master WHERE name = 'store_act'").fetchone()
        indexes = source.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = 'store_act' AND type = 'index'"
            " AND sql IS NOT NULL"
        ).fetchall()
        rows = source.execute("SELECT * FROM store_act ORDER BY id LIMIT 200000").fetchall()
    source.close()
    disk = sqlite3.connect(fresh, isolation_level=None)
    for statement in (*_PRAGMAS, schema[0], *(index[0] for index in indexes)):
        disk.execute(statement)
    insert = f"INSERT INTO store_act VALUES ({','.join('?' * len(rows[0]))})"  # noqa: S608 - ours
    begun_s = time.perf_counter()
    for first in range(0, len(rows), GROUP):
        disk.execute("BEGIN IMMEDIATE")
        disk.executemany(insert, rows[first : first + GROUP])
        disk.execute("COMMIT")
    took_s = time.perf_counter() - begun_s
    disk.close()
    return len(rows) / took_s
