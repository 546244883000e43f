"""Plain SQL on Django's own connection: what every table of ours is read and written with."""

import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db import connections

Row = tuple[Any, ...]
CHUNKS = (100, 20, 5, 1)
"""Rows in one INSERT: measured fastest on SQLite, which remembers each of these statements."""


class Rows:
    """The rows of one database, in this thread's transaction."""

    def __init__(self, alias: str) -> None:
        self.connection = connections[alias]

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Execute one statement."""
        with self.connection.cursor() as cursor:
            self._execute(cursor, sql, values)

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return every row."""
        with self.connection.cursor() as cursor:
            self._execute(cursor, sql, values)
            rows: list[Row] = cursor.fetchall()
            return rows

    def first(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """Return the first row, if there is one."""
        with self.connection.cursor() as cursor:
            self._execute(cursor, sql, values)
            row: Row | None = cursor.fetchone()
            return row

    def insert(self, head: str, rows: Sequence[Row], tail: str = "") -> None:
        """Insert *rows*, many at once: *head* ends with the columns, *tail* may be ON CONFLICT."""
        done = 0
        with self.connection.cursor() as cursor:
            for size in CHUNKS:
                last = done + (len(rows) - done) // size * size
                for start in range(done, last, size):
                    values = list(chain.from_iterable(rows[start : start + size]))
                    self._execute(cursor, _insertion(head, len(rows[0]), size, tail), values)
                done = last

    def _execute(self, cursor: Any, sql: str, values: Sequence[Any]) -> None:
        """Execute one statement.

        Django would turn the marks of SQLite's statements from ``%s`` to ``?`` each time, which
        costs a fifth as much as writing the rows: there the driver's own cursor is used, unless
        somebody listens to what is executed.
        """
        if self.connection.vendor == "sqlite" and not self.connection.execute_wrappers:
            with self.connection.wrap_database_errors:
                sqlite3.Cursor.execute(cursor.cursor, _questioned(sql), values)
        else:
            cursor.execute(sql, values)


@lru_cache(maxsize=64)
def _insertion(head: str, columns: int, rows: int, tail: str) -> str:
    """Return the statement that inserts so many rows."""
    return f"{head} VALUES {','.join([f'({marks(columns)})'] * rows)} {tail}"


@lru_cache(maxsize=512)
def _questioned(sql: str) -> str:
    """Return *sql* with the marks that SQLite knows."""
    return sql.replace("%s", "?")


def chunks(values: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """Give *values*, so many at a time."""
    return (values[start : start + size] for start in range(0, len(values), size))


def marks(count: int) -> str:
    """Return so many placeholders, with commas."""
    return ",".join(["%s"] * count)
