"""Keys of parties and signed documents, in the database."""

from dataclasses import replace

from tablee.core.promising.party import PartyKey
from tablee.ports.promises.documents import Kept
from tablee.ports.promises.parties import Registered
from tablee.store.database.rows import Row, Rows

ADD_KEY = """
INSERT INTO store_partykey (campaign_id, role, name, key, held_by, added_at_ms, revoked_at_ms,
  sealed, compare_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
"""
REVOKE = "UPDATE store_partykey SET revoked_at_ms = %s WHERE id = %s AND revoked_at_ms = 0"
KEYS = """
SELECT id, campaign_id, role, name, key, held_by, added_at_ms, revoked_at_ms, sealed,
       compare_at
  FROM store_partykey WHERE campaign_id = %s ORDER BY id
"""
ADD_DOCUMENT = """
INSERT INTO store_signeddocument (campaign_id, kind, party, digest, whole, key_id, at_ms)
VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id
"""
DOCUMENTS = """
SELECT campaign_id, kind, party, digest, whole, key_id, at_ms, id
  FROM store_signeddocument WHERE campaign_id = %s ORDER BY id
"""


class DatabaseParties:
    """The keys."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, key: Registered) -> Registered:
        """Write a key down; return it with its number."""
        moments = (key.added_at_ms, key.revoked_at_ms)
        values = [key.campaign_id, *map(str, key.party), *moments, key.sealed, key.compare_at]
        ((number,),) = self._rows.all(ADD_KEY, values)
        return replace(key, number=number)

    def revoke(self, number: int, at_ms: int) -> None:
        """Write down that a key is good for nothing new; the first time stands."""
        self._rows.run(REVOKE, [at_ms, number])

    def every(self, campaign_id: int) -> list[Registered]:
        """Return a campaign's keys, revoked or not, in order of registration."""
        return [_read_key(row) for row in self._rows.all(KEYS, [campaign_id])]


class DatabaseDocuments:
    """The signed documents."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, kept: Kept) -> Kept:
        """Write a document down; return it with its number."""
        ((number,),) = self._rows.all(ADD_DOCUMENT, list(kept[:-1]))
        return kept._replace(number=number)

    def every(self, campaign_id: int) -> list[Kept]:
        """Return a campaign's documents, in order."""
        return [Kept(*row) for row in self._rows.all(DOCUMENTS, [campaign_id])]


def _read_key(row: Row) -> Registered:
    number, campaign_id, *party, added_at_ms, revoked_at_ms, sealed, compare_at = row
    return Registered(
        number=number,
        campaign_id=campaign_id,
        party=PartyKey(*party),
        added_at_ms=added_at_ms,
        revoked_at_ms=revoked_at_ms,
        sealed=bytes(sealed),
        compare_at=compare_at,
    )
