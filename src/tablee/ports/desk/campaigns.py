"""The campaigns of a site, and the books of each."""

from collections import Counter
from typing import Protocol

from tablee.core.books.ledger import Entry
from tablee.core.campaign import Campaign, Stage, Version


class Campaigns(Protocol):
    """The campaigns of this site."""

    def by_id(self, campaign_id: int) -> Campaign:
        """Return a campaign to read from, by its id, which is known to exist."""
        ...

    def hold(self, slug: str) -> Campaign:
        """Return a campaign, and keep everybody else from writing to it until the end.

        Raises:
            UnknownCampaign: there is none of that name.
        """
        ...

    def see(self, slug: str) -> Campaign:
        """Return a campaign to read from.

        Raises:
            UnknownCampaign: there is none of that name.
        """
        ...

    def every(self) -> list[Campaign]:
        """Return all campaigns, the latest first."""
        ...

    def create(self, slug: str, version: Version, *, is_replay: bool) -> Campaign:
        """Write down a new campaign with its first version."""
        ...

    def publish(self, campaign: Campaign, version: Version) -> Campaign:
        """Write down a further version."""
        ...

    def document(self, campaign: Campaign, number: int) -> str:
        """Return the text of a version of the terms, exactly as it was written down.

        Raises:
            LookupError: there is no such version.
        """
        ...

    def move_to(self, campaign: Campaign, stage: Stage) -> Campaign:
        """Write down that the campaign is closed or settled."""
        ...


class Books(Protocol):
    """The double-entry books; rows are added, never changed."""

    def write(self, campaign_id: int, entry: Entry, *, through: int, at_ms: int) -> None:
        """Write an entry that brings the books to sequence number *through*."""
        ...

    def balances(self, campaign_id: int) -> Counter[str]:
        """Return what stands on each account."""
        ...

    def through(self, campaign_id: int) -> int:
        """Return the sequence number to which the books have been brought; 0 at first."""
        ...
