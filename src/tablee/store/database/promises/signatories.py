"""Accounts that sign for somebody, and their passkeys, in the database."""

from tablee.ports.promises.signatories import Passkey, Signatory
from tablee.store.database.rows import Rows

APPOINT = """
INSERT INTO store_signatory (campaign_id, account, role, name) VALUES (%s, %s, %s, %s)
    ON CONFLICT (campaign_id, account, role, name) DO NOTHING RETURNING id
"""
DISMISS = """
DELETE FROM store_signatory WHERE campaign_id = %s AND account = %s AND role = %s AND name = %s
 RETURNING id
"""
SELECT = "SELECT campaign_id, account, role, name FROM store_signatory"
OF_ACCOUNT = f"{SELECT} WHERE account = %s ORDER BY id"
OF_CAMPAIGN = f"{SELECT} WHERE campaign_id = %s ORDER BY id"
ADD_PASSKEY = """
INSERT INTO store_passkey (account, credential, public_key, uses, title, added_at_ms)
VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (credential) DO NOTHING RETURNING id
"""
PASSKEYS = """
SELECT account, credential, public_key, uses, title, added_at_ms
  FROM store_passkey WHERE account = %s ORDER BY id
"""
NOTE_USE = "UPDATE store_passkey SET uses = %s WHERE credential = %s AND uses = %s RETURNING id"
DROP_PASSKEY = "DELETE FROM store_passkey WHERE account = %s AND credential = %s RETURNING id"


class DatabaseSignatories:
    """Who signs for whom."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def appoint(self, signatory: Signatory) -> bool:
        """Write down that an account signs for somebody; return whether it did not before."""
        return bool(self._rows.all(APPOINT, list(signatory)))

    def dismiss(self, signatory: Signatory) -> bool:
        """Forget that; return whether it was so."""
        return bool(self._rows.all(DISMISS, list(signatory)))

    def of_account(self, account: int) -> list[Signatory]:
        """Return for whom an account signs, in all campaigns."""
        return [Signatory(*row) for row in self._rows.all(OF_ACCOUNT, [account])]

    def of_campaign(self, campaign_id: int) -> list[Signatory]:
        """Return who signs in a campaign."""
        return [Signatory(*row) for row in self._rows.all(OF_CAMPAIGN, [campaign_id])]

    def add_passkey(self, passkey: Passkey) -> bool:
        """Write a passkey down; return whether nobody had it before."""
        return bool(self._rows.all(ADD_PASSKEY, list(passkey)))

    def passkeys(self, account: int) -> list[Passkey]:
        """Return an account's passkeys, the oldest first."""
        return [
            Passkey(owner, credential, bytes(public_key), uses, title, added_at_ms)
            for owner, credential, public_key, uses, title, added_at_ms in self._rows.all(
                PASSKEYS, [account]
            )
        ]

    def note_use(self, credential: str, before: int, uses: int) -> bool:
        """Store the counter that a passkey showed; return whether it still was *before*."""
        return bool(self._rows.all(NOTE_USE, [uses, credential, before]))

    def drop_passkey(self, account: int, credential: str) -> bool:
        """Forget a passkey of an account; return whether it had it."""
        return bool(self._rows.all(DROP_PASSKEY, [account, credential]))
