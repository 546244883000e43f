"""What asking networks costs, in memory."""

from tablee.ports.networks.spending import Bill, Spent
from tablee.store.memory.shelf import Transaction


class MemorySpending:
    """The purses."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._purses = transaction.shelf.purses

    def book(self, bill: Bill, now_ms: int) -> bool:
        """Book a request that is about to be sent; return whether it may be."""
        spent = self.spent(bill.purse)._replace(limit=bill.limit)
        amount = spent.amount + bill.amount
        if amount > bill.limit:
            self._transaction.put(self._purses, bill.purse, spent)
            return False
        booked = Spent(amount, spent.requests + 1, now_ms, bill.limit)
        self._transaction.put(self._purses, bill.purse, booked)
        return True

    def give_back(self, purse: str, amount: int) -> None:
        """Take off what the request turned out not to cost."""
        spent = self.spent(purse)
        if spent.amount >= amount:
            less = spent._replace(amount=spent.amount - amount)
            self._transaction.put(self._purses, purse, less)

    def spent(self, purse: str) -> Spent:
        """Return what has been booked from a purse."""
        return self._purses.get(purse, Spent())
