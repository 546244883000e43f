"""Coupons that have been used, in the database."""

from tablee.store.database.rows import Rows

SPEND = (
    "INSERT INTO store_coupon (name, good_until_ms) VALUES (%s, %s)"
    " ON CONFLICT (name) DO NOTHING RETURNING name"
)


class DatabaseCoupons:
    """The coupons that have been used."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def spend(self, name: str, good_until_ms: int, now_ms: int) -> bool:
        """Write down that a coupon is used; return whether it had not been used before."""
        self._rows.run("DELETE FROM store_coupon WHERE good_until_ms <= %s", [now_ms])
        return bool(self._rows.all(SPEND, [name, good_until_ms]))
