"""Rows written by the hundred, with an answer for each."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from tablee.store.database.rows import CHUNKS, Row, Rows, marks

POSTGRES_NUMBERS = (
    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s) ORDER BY 1"
)
SQLITE_NUMBERS = "SELECT seq FROM sqlite_sequence WHERE name = %s"


def insert_returning(rows: Rows, head: str, written: Sequence[Row], tail: str) -> list[Row]:
    """Insert *written*, many at once; return what *tail* says, in no order."""
    returned: list[Row] = []
    done = 0
    for size in CHUNKS:
        last = done + (len(written) - done) // size * size
        for start in range(done, last, size):
            values = list(chain.from_iterable(written[start : start + size]))
            returned += rows.all(_insertion(head, len(written[0]), size, tail), values)
        done = last
    return returned


def fresh_numbers(rows: Rows, table: str, count: int) -> Sequence[int]:
    """Return so many ids that no row of *table* has had, rising.

    Ids known beforehand let rows be written in the order of their keys, so that two writers
    never wait for each other in a ring. On SQLite there is one writer.
    """
    if rows.connection.vendor == "postgresql":
        return [number for (number,) in rows.all(POSTGRES_NUMBERS, [table, count])]
    row = rows.first(SQLITE_NUMBERS, [table])
    first = row[0] + 1 if row else 1
    return range(first, first + count)


@lru_cache(maxsize=64)
def _insertion(head: str, columns: int, rows: int, tail: str) -> str:
    """Return the statement that inserts so many rows."""
    return f"{head} VALUES {','.join([f'({marks(columns)})'] * rows)} {tail}"
