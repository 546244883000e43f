"""The keys of partners in the database."""

from tablee.ports.desk import PartnerKey
from tablee.store.database.rows import Row, Rows
from tablee.store.wording import names_text, read_names

SELECT = """
SELECT k.name, c.slug, k.digest, k.kinds, k.revoked_at_ms
  FROM store_partnerkey k JOIN store_campaign c ON c.id = k.campaign_id
"""


class DatabaseKeys:
    """The keys of partners; only hashes are kept."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, key: PartnerKey, at_ms: int) -> None:
        """Write a new key down."""
        self._rows.run(
            "INSERT INTO store_partnerkey (campaign_id, name, digest, kinds, issued_at_ms)"
            " SELECT id, %s, %s, %s, %s FROM store_campaign WHERE slug = %s",
            [key.name, key.digest, names_text(key.kinds), at_ms, key.campaign],
        )

    def find(self, digest: bytes) -> PartnerKey | None:
        """Return the key with that hash, revoked or not."""
        row = self._rows.first(f"{SELECT} WHERE k.digest = %s", [digest])
        return _read(row) if row else None

    def revoke(self, campaign: str, name: str, at_ms: int) -> bool:
        """Write down that a campaign's key is no longer good; return whether there was one."""
        sql = (
            "UPDATE store_partnerkey SET revoked_at_ms = %s"
            " WHERE name = %s AND revoked_at_ms IS NULL"
            " AND campaign_id = (SELECT id FROM store_campaign WHERE slug = %s) RETURNING id"
        )
        return bool(self._rows.all(sql, [at_ms, name, campaign]))

    def every(self, campaign: str) -> list[PartnerKey]:
        """Return a campaign's keys, in order of issue."""
        rows = self._rows.all(f"{SELECT} WHERE c.slug = %s ORDER BY k.id", [campaign])
        return [_read(row) for row in rows]


def _read(row: Row) -> PartnerKey:
    name, slug, digest, kinds, revoked_at_ms = row
    return PartnerKey(name, slug, bytes(digest), read_names(kinds), revoked_at_ms is not None)
