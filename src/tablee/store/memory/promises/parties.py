"""Keys of parties and signed documents, in memory."""

from dataclasses import replace

from tablee.ports.promises.documents import Kept
from tablee.ports.promises.parties import Registered
from tablee.store.memory.shelf import Transaction


class MemoryParties:
    """The keys; the one numbered n is at n - 1."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._keys = transaction.shelf.party_keys

    def add(self, key: Registered) -> Registered:
        """Write a key down; return it with its number."""
        added = replace(key, number=len(self._keys) + 1)
        self._transaction.push(self._keys, added)
        return added

    def revoke(self, number: int, at_ms: int) -> None:
        """Write down that a key is good for nothing new; the first time stands."""
        key = self._keys[number - 1]
        if key.is_valid:
            self._transaction.replace(self._keys, number - 1, replace(key, revoked_at_ms=at_ms))

    def every(self, campaign_id: int) -> list[Registered]:
        """Return a campaign's keys, revoked or not, in order of registration."""
        return [each for each in self._keys if each.campaign_id == campaign_id]


class MemoryDocuments:
    """The signed documents; the one numbered n is at n - 1."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._documents = transaction.shelf.documents

    def add(self, kept: Kept) -> Kept:
        """Write a document down; return it with its number."""
        added = kept._replace(number=len(self._documents) + 1)
        self._transaction.push(self._documents, added)
        return added

    def every(self, campaign_id: int) -> list[Kept]:
        """Return a campaign's documents, in order."""
        return [each for each in self._documents if each.campaign_id == campaign_id]
