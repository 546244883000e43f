"""Plain SQL on Django's own connection: what every table of ours is read and written with."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connections

Row = tuple[Any, ...]
CHUNKS = (100, 10, 1)
"""Rows in one INSERT: measured fastest on SQLite, which remembers each of these statements."""


class Rows:
    """The rows of one database, in this thread's transaction."""

    def __init__(self, alias: str) -> None:
        self.connection = connections[alias]

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Execute one statement."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return every row."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows: list[Row] = cursor.fetchall()
            return rows

    def first(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """Return the first row, if there is one."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            row: Row | None = cursor.fetchone()
            return row

    def insert(self, head: str, rows: Sequence[Row], tail: str = "") -> None:
        """Insert *rows*, many at once: *head* ends with the columns, *tail* may be ON CONFLICT."""
        done = 0
        with self.connection.cursor() as cursor:
            for size in CHUNKS:
                last = done + (len(rows) - done) // size * size
                if done < last:
                    one = "(" + ",".join(["%s"] * len(rows[0])) + ")"
                    sql = f"{head} VALUES {','.join([one] * size)} {tail}"
                    for start in range(done, last, size):
                        chunk = rows[start : start + size]
                        cursor.execute(sql, [value for row in chunk for value in row])
                    done = last


def chunks(values: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """Give *values*, so many at a time."""
    return (values[start : start + size] for start in range(0, len(values), size))


def marks(count: int) -> str:
    """Return so many placeholders, with commas."""
    return ",".join(["%s"] * count)
