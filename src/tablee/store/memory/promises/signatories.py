"""Accounts that sign for somebody, and their passkeys, in memory."""

from tablee.ports.promises.signatories import Passkey, Signatory
from tablee.store.memory.shelf import Transaction


class MemorySignatories:
    """Who signs for whom."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._signatories = transaction.shelf.signatories
        self._passkeys = transaction.shelf.passkeys

    def appoint(self, signatory: Signatory) -> bool:
        """Write down that an account signs for somebody; return whether it did not before."""
        if signatory in self._signatories:
            return False
        self._transaction.put(self._signatories, signatory, True)  # noqa: FBT003 - a set in order
        return True

    def dismiss(self, signatory: Signatory) -> bool:
        """Forget that; return whether it was so."""
        is_known = signatory in self._signatories
        self._transaction.drop(self._signatories, signatory)
        return is_known

    def of_account(self, account: int) -> list[Signatory]:
        """Return for whom an account signs, in all campaigns."""
        return [each for each in self._signatories if each.account == account]

    def of_campaign(self, campaign_id: int) -> list[Signatory]:
        """Return who signs in a campaign."""
        return [each for each in self._signatories if each.campaign_id == campaign_id]

    def add_passkey(self, passkey: Passkey) -> bool:
        """Write a passkey down; return whether nobody had it before."""
        if passkey.credential in self._passkeys:
            return False
        self._transaction.put(self._passkeys, passkey.credential, passkey)
        return True

    def passkeys(self, account: int) -> list[Passkey]:
        """Return an account's passkeys, the oldest first."""
        return [each for each in self._passkeys.values() if each.account == account]

    def note_use(self, credential: str, before: int, uses: int) -> bool:
        """Store the counter that a passkey showed; return whether it still was *before*."""
        passkey = self._passkeys.get(credential)
        if passkey is None or passkey.uses != before:
            return False
        self._transaction.put(self._passkeys, credential, passkey._replace(uses=uses))
        return True

    def drop_passkey(self, account: int, credential: str) -> bool:
        """Forget a passkey of an account; return whether it had it."""
        passkey = self._passkeys.get(credential)
        if passkey is None or passkey.account != account:
            return False
        self._transaction.drop(self._passkeys, credential)
        return True
