"""What asking networks costs, in money or in requests: booked before anything is asked."""

from typing import NamedTuple, Protocol


class Bill(NamedTuple):
    """What one request will cost at most, and what its purse may spend in all."""

    purse: str
    """Whose money or quota: ``x/12`` for a campaign, ``threads/a1b2/495600`` for an hour."""
    amount: int
    """Millionths of a dollar, or requests."""
    limit: int


class Spent(NamedTuple):
    """What has been booked from one purse."""

    amount: int = 0
    requests: int = 0
    last_at_ms: int = 0
    limit: int = 0
    """The limit as it was when something was last asked for."""


class Spending(Protocol):
    """What is booked, by purse; it never passes a limit, whoever books at the same time."""

    def book(self, bill: Bill, now_ms: int) -> bool:
        """Book a request that is about to be sent; return whether it may be.

        When not, nothing was booked but the limit itself. Commit before sending: what is sent
        stays booked, whatever crashes.
        """
        ...

    def give_back(self, purse: str, amount: int) -> None:
        """Take off what the request turned out not to cost."""
        ...

    def spent(self, purse: str) -> Spent:
        """Return what has been booked from a purse."""
        ...
