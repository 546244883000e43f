"""What networks say in sum, in memory."""

from tablee.ports.networks.estimates import Estimate
from tablee.store.memory.shelf import Transaction


class MemoryEstimates:
    """The figures."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._estimates = transaction.shelf.estimates

    def keep(self, campaign_id: int, estimate: Estimate) -> None:
        """Keep a figure in place of the one before it."""
        key = (campaign_id, estimate.network, estimate.measure)
        self._transaction.put(self._estimates, key, estimate)

    def every(self, campaign_id: int) -> list[Estimate]:
        """Return the figures of a campaign, by network and measure."""
        return sorted(each for key, each in self._estimates.items() if key[0] == campaign_id)
