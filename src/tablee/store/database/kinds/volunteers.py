"""Who comes to shifts, in the database."""

from tablee.core.volunteering.volunteer import Arrival, Commitment, Volunteer
from tablee.store.database.rows import Row, Rows
from tablee.store.storable import storable

FIELDS = (
    "id, campaign_id, shift_id, supporter, state, turn, asked_at_ms, changed_at_ms,"
    ' in_line_at_ms, address, name, "group", language, sent, trouble, late_min, minutes, marked_by,'
    " arrival"
)
SELECT = f"SELECT {FIELDS} FROM store_volunteer"  # noqa: S608 - our own names
SIGN = f"""
INSERT INTO store_volunteer ({FIELDS.removeprefix("id, ")})
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (shift_id, supporter) DO NOTHING
"""  # noqa: S608 - as above
KEEP = """
UPDATE store_volunteer
   SET state = %s, turn = %s, asked_at_ms = %s, changed_at_ms = %s, in_line_at_ms = %s,
       address = %s, name = %s, "group" = %s, language = %s, sent = %s, trouble = %s,
       late_min = %s, minutes = %s, marked_by = %s, arrival = %s
 WHERE id = %s
"""
WITHDRAWN = f"""
{SELECT} WHERE state IN ('invited', 'cancelled') AND changed_at_ms < %s ORDER BY id LIMIT %s
"""
KNOWN = f"""
{SELECT} WHERE (NOT address = '' OR NOT name = '' OR NOT "group" = '')
   AND shift_id IN (SELECT id FROM store_shift WHERE ends_at_ms < %s) ORDER BY id LIMIT %s
"""  # noqa: S608 - as above
DROP = "DELETE FROM store_volunteer WHERE id = %s"
PARTS = 4


class DatabaseVolunteers:
    """Who comes."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def sign(self, volunteer: Volunteer) -> Volunteer:
        """Write somebody down, and return them with their number."""
        kept = [volunteer.campaign_id, volunteer.shift, volunteer.supporter]
        self._rows.run(SIGN, [*kept, *_written(volunteer)])
        same = [volunteer.shift, volunteer.supporter]
        row = self._rows.first(f"{SELECT} WHERE shift_id = %s AND supporter = %s", same)
        return _read(row) if row else volunteer

    def get(self, number: int) -> Volunteer | None:
        """Return one of them."""
        row = self._rows.first(f"{SELECT} WHERE id = %s", [number])
        return _read(row) if row else None

    def keep(self, volunteer: Volunteer) -> None:
        """Store how it stands with one of them."""
        self._rows.run(KEEP, [*_written(volunteer), volunteer.number])

    def of_shift(self, shift: int) -> list[Volunteer]:
        """Return everybody who has ever signed up for a shift, in order."""
        rows = self._rows.all(f"{SELECT} WHERE shift_id = %s ORDER BY id", [shift])
        return [_read(row) for row in rows]

    def of_supporter(self, campaign_id: int, supporter: bytes) -> list[Volunteer]:
        """Return what one person has signed up for in a campaign."""
        sql = f"{SELECT} WHERE campaign_id = %s AND supporter = %s ORDER BY id"
        return [_read(row) for row in self._rows.all(sql, [campaign_id, supporter])]

    def withdrawn_before(self, moment_ms: int, most: int) -> list[Volunteer]:
        """Return who has neither a place nor waits for one, unchanged since *moment_ms*."""
        return [_read(row) for row in self._rows.all(WITHDRAWN, [moment_ms, most])]

    def known_after(self, ended_before_ms: int, most: int) -> list[Volunteer]:
        """Return who still has a name or an address though their shift ended before that."""
        return [_read(row) for row in self._rows.all(KNOWN, [ended_before_ms, most])]

    def drop(self, number: int) -> None:
        """Forget one of them altogether."""
        self._rows.run(DROP, [number])


def _written(volunteer: Volunteer) -> list[object]:
    """Return what can change, in the order of `FIELDS`."""
    values: list[object] = [*volunteer._replace(sent=())][PARTS:]
    state, turn, asked, changed, in_line, *words, late_min, minutes, marked_by, arrival = values
    address, name, group, language, _sent, trouble = words
    said = [storable(str(each)) for each in (address, name, group, language)]
    return [
        str(state),
        turn,
        asked,
        changed,
        in_line,
        *said,
        " ".join(volunteer.sent),
        storable(str(trouble)),
        late_min,
        minutes,
        storable(str(marked_by)),
        str(arrival),
    ]


def _read(row: Row) -> Volunteer:
    found = Volunteer(*row)
    return found._replace(
        supporter=bytes(found.supporter),
        state=Commitment(found.state),
        sent=tuple(str(found.sent).split()),
        arrival=Arrival(found.arrival),
    )
