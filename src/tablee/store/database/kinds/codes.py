"""Series of receipt codes, in the database."""

from collections.abc import Sequence

from tablee.ports.kinds.codes import Series
from tablee.store.database.rows import Row, Rows

KEEP = """
INSERT INTO store_codeseries
       (campaign_id, number, kind, name, issued, is_elsewhere, made_at_ms, is_revoked)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (campaign_id, number) DO UPDATE
   SET issued = excluded.issued, is_revoked = excluded.is_revoked
"""
SELECT = (
    "SELECT campaign_id, number, kind, name, issued, is_elsewhere, made_at_ms, is_revoked"
    " FROM store_codeseries WHERE campaign_id = %s"
)
BIND = "INSERT INTO store_codereceipt (campaign_id, series, serial, receipt)"
RECEIPT = """
SELECT receipt FROM store_codereceipt WHERE campaign_id = %s AND series = %s AND serial = %s
"""


class DatabaseCodes:
    """The series."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def keep(self, series: Series) -> None:
        """Write a series down, or store how it stands now."""
        self._rows.run(KEEP, list(series))

    def find(self, campaign_id: int, number: int) -> Series | None:
        """Return one series."""
        row = self._rows.first(f"{SELECT} AND number = %s", [campaign_id, number])
        return _read(row) if row else None

    def every(self, campaign_id: int) -> list[Series]:
        """Return a campaign's series, by number."""
        return [_read(row) for row in self._rows.all(f"{SELECT} ORDER BY number", [campaign_id])]

    def bind(self, campaign_id: int, series: int, receipts: Sequence[tuple[int, str]]) -> None:
        """Write down which receipt each serial is printed on."""
        rows = [(campaign_id, series, serial, receipt) for serial, receipt in receipts]
        if rows:
            self._rows.insert(BIND, rows)

    def receipt(self, campaign_id: int, series: int, serial: int) -> str:
        """Return the receipt that a code names; empty for none."""
        row = self._rows.first(RECEIPT, [campaign_id, series, serial])
        return str(row[0]) if row else ""


def _read(row: Row) -> Series:
    campaign_id, number, kind, name, issued, is_elsewhere, made_at_ms, is_revoked = row
    return Series(
        campaign_id,
        number,
        kind,
        name,
        issued,
        bool(is_elsewhere),
        made_at_ms,
        bool(is_revoked),
    )
