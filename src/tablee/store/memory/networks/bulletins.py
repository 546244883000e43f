"""How readers of networks fare, in memory."""

from tablee.ports.networks.bulletins import Bulletin
from tablee.store.memory.shelf import Transaction


class MemoryBulletins:
    """The bulletins."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._bulletins = transaction.shelf.bulletins

    def post(self, campaign_id: int, bulletin: Bulletin) -> None:
        """Put up a bulletin in place of the reader's last one."""
        key = (campaign_id, bulletin.reader)
        known = self._bulletins.get(key, bulletin)
        read_at_ms = max(known.read_at_ms, bulletin.read_at_ms)
        self._transaction.put(self._bulletins, key, bulletin._replace(read_at_ms=read_at_ms))

    def every(self, campaign_id: int) -> list[Bulletin]:
        """Return the bulletins of a campaign, by reader."""
        return sorted(each for key, each in self._bulletins.items() if key[0] == campaign_id)
