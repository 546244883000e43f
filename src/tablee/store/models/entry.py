"""The double-entry books."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH


class Entry(models.Model):
    """One balanced movement: added, never changed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    reason = models.TextField()
    through = models.BigIntegerField()
    """Sequence number to which it brings the books."""
    at_ms = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["campaign", "through"], name="entry_through")]

    def __str__(self) -> str:
        return self.reason


class Posting(models.Model):
    """One side of an entry."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT)
    account = models.CharField(max_length=3 * NAME_LENGTH)
    units = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        # With the units in it, balances are read from the index alone.
        indexes = [models.Index(fields=["campaign", "account", "units"], name="posting_account")]

    def __str__(self) -> str:
        return f"{self.account} {self.units:+}"
