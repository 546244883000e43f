"""What asking networks costs, in the database."""

from tablee.ports.networks.spending import Bill, Spent
from tablee.store.database.rows import Rows

OPEN = """
INSERT INTO store_purse (name, amount, requests, last_at_ms, most) VALUES (%s, 0, 0, 0, %s)
    ON CONFLICT (name) DO UPDATE SET most = excluded.most
"""
BOOK = """
UPDATE store_purse SET amount = amount + %s, requests = requests + 1, last_at_ms = %s
 WHERE name = %s AND amount + %s <= %s RETURNING id
"""
GIVE_BACK = "UPDATE store_purse SET amount = amount - %s WHERE name = %s AND amount >= %s"
SPENT = "SELECT amount, requests, last_at_ms, most FROM store_purse WHERE name = %s"


class DatabaseSpending:
    """The purses."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def book(self, bill: Bill, now_ms: int) -> bool:
        """Book a request that is about to be sent; return whether it may be."""
        self._rows.run(OPEN, [bill.purse, bill.limit])
        values = [bill.amount, now_ms, bill.purse, bill.amount, bill.limit]
        return bool(self._rows.all(BOOK, values))

    def give_back(self, purse: str, amount: int) -> None:
        """Take off what the request turned out not to cost."""
        self._rows.run(GIVE_BACK, [amount, purse, amount])

    def spent(self, purse: str) -> Spent:
        """Return what has been booked from a purse."""
        row = self._rows.first(SPENT, [purse])
        return Spent(*map(int, row)) if row else Spent()
