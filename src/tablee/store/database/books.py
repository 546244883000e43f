"""The double-entry books in the database."""

from collections import Counter

from tablee.core.books.ledger import Entry
from tablee.store.database.rows import Rows


class DatabaseBooks:
    """The books: rows are added, never changed."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def write(self, campaign_id: int, entry: Entry, *, through: int, at_ms: int) -> None:
        """Write an entry that brings the books to sequence number *through*."""
        row = self._rows.first(
            "INSERT INTO store_entry (campaign_id, reason, through, at_ms)"
            " VALUES (%s, %s, %s, %s) RETURNING id",
            [campaign_id, entry.reason, through, at_ms],
        )
        entry_id = row[0] if row else 0
        postings = [(campaign_id, entry_id, *posting) for posting in entry.postings]
        self._rows.insert(
            "INSERT INTO store_posting (campaign_id, entry_id, account, units)", postings
        )

    def balances(self, campaign_id: int) -> Counter[str]:
        """Return what stands on each account; accounts on which nothing stands are left out."""
        sql = (
            "SELECT account, SUM(units) FROM store_posting WHERE campaign_id = %s GROUP BY account"
        )
        found = self._rows.all(sql, [campaign_id])
        return Counter({account: int(units) for account, units in found if units})

    def through(self, campaign_id: int) -> int:
        """Return the sequence number to which the books have been brought; 0 at first."""
        sql = "SELECT COALESCE(MAX(through), 0) FROM store_entry WHERE campaign_id = %s"
        row = self._rows.first(sql, [campaign_id])
        return row[0] if row else 0

    def unbalanced(self, campaign_id: int) -> list[str]:
        """Return the reasons of entries that do not balance: somebody wrote to the tables."""
        sql = (
            "SELECT e.reason FROM store_entry e JOIN store_posting p ON p.entry_id = e.id"
            " WHERE e.campaign_id = %s GROUP BY e.id, e.reason HAVING SUM(p.units) <> 0"
        )
        return [reason for (reason,) in self._rows.all(sql, [campaign_id])]
