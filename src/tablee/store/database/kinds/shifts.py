"""Shifts, in the database."""

from collections import Counter
from typing import Any

from tablee.core.volunteering.shift import Shift
from tablee.core.volunteering.volunteer import HOLDING
from tablee.ports.kinds.shifts import Sums
from tablee.store.database.rows import Row, Rows, marks
from tablee.store.storable import storable

FIELDS = "id, campaign_id, place, address, starts_at_ms, ends_at_ms, capacity, note, is_cancelled"
ADD = """
INSERT INTO store_shift
       (campaign_id, place, address, starts_at_ms, ends_at_ms, capacity, note, is_cancelled)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (campaign_id, starts_at_ms, ends_at_ms, place) DO NOTHING
"""
SAME = (
    f"SELECT {FIELDS} FROM store_shift"  # noqa: S608 - our own names
    " WHERE campaign_id = %s AND starts_at_ms = %s AND ends_at_ms = %s AND place = %s"
)
GET = f"SELECT {FIELDS} FROM store_shift WHERE id = %s"  # noqa: S608 - as above
KEEP = """
UPDATE store_shift SET address = %s, capacity = %s, note = %s, is_cancelled = %s WHERE id = %s
"""
EVERY = (
    f"SELECT {FIELDS} FROM store_shift WHERE campaign_id = %s"  # noqa: S608 - as above
    " ORDER BY starts_at_ms, place, id"
)
TAKEN = (
    "SELECT shift_id, COUNT(*) FROM store_volunteer"  # noqa: S608 - marks
    f" WHERE campaign_id = %s AND state IN ({marks(len(HOLDING))}) GROUP BY shift_id"
)
SUMS = """
SELECT COUNT(DISTINCT supporter), COALESCE(SUM(minutes), 0), COUNT(*)
  FROM store_volunteer WHERE campaign_id = %s AND state = 'present'
"""
STANDING = "SELECT COUNT(*) FROM store_shift WHERE campaign_id = %s AND is_cancelled = %s"
ASK = """
INSERT INTO store_asking (name, count, until_ms) VALUES (%s, 1, %s)
    ON CONFLICT (name) DO UPDATE SET count = store_asking.count + 1
RETURNING count
"""


class DatabaseShifts:
    """The shifts."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, shift: Shift) -> Shift:
        """Write a shift down, and return it with its number."""
        place, address, note = map(storable, (shift.place, shift.address, shift.note))
        hours = [shift.starts_at_ms, shift.ends_at_ms]
        values = [shift.campaign_id, place, address, *hours, shift.capacity, note]
        self._rows.run(ADD, [*values, shift.is_cancelled])
        row = self._rows.first(SAME, [shift.campaign_id, *hours, place])
        return read_shift(row) if row else shift

    def get(self, number: int) -> Shift | None:
        """Return one shift."""
        row = self._rows.first(GET, [number])
        return read_shift(row) if row else None

    def keep(self, shift: Shift) -> None:
        """Store a shift as it is now."""
        values = [storable(shift.address), shift.capacity, storable(shift.note)]
        self._rows.run(KEEP, [*values, shift.is_cancelled, shift.number])

    def every(self, campaign_id: int) -> list[Shift]:
        """Return the shifts of a campaign by their beginning, then by place."""
        return [read_shift(row) for row in self._rows.all(EVERY, [campaign_id])]

    def taken(self, campaign_id: int) -> Counter[int]:
        """Return how many places of each shift somebody has."""
        rows = self._rows.all(TAKEN, [campaign_id, *sorted(each.value for each in HOLDING)])
        return Counter({int(number): int(count) for number, count in rows})

    def sums(self, campaign_id: int) -> Sums:
        """Return what volunteering came to so far."""
        people, minutes, presences = self._numbers(SUMS, [campaign_id])
        (shifts,) = self._numbers(STANDING, [campaign_id, False])
        return Sums(people, minutes, presences, shifts)

    def ask(self, name: str, until_ms: int, now_ms: int) -> int:
        """Write down that *name* asks for something once more; return how often by now."""
        self._rows.run("DELETE FROM store_asking WHERE until_ms <= %s", [now_ms])
        (count,) = self._numbers(ASK, [name, until_ms])
        return count

    def _numbers(self, sql: str, values: list[Any]) -> list[int]:
        return [int(each) for row in self._rows.all(sql, values) for each in row]


def read_shift(row: Row) -> Shift:
    """Return the shift that a row of `FIELDS` is."""
    found = Shift(*row)
    return found._replace(is_cancelled=bool(found.is_cancelled))
