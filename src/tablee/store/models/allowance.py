"""What supporters have used of their limits."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH


class Allowance(models.Model):
    """How many acts of one kind one supporter has had counted, on one day or in all."""

    pk = models.CompositePrimaryKey("campaign_id", "supporter", "kind", "day")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    supporter = models.BinaryField(max_length=16)
    kind = models.CharField(max_length=NAME_LENGTH, blank=True)
    day = models.CharField(max_length=10, blank=True)
    """``2012-02-20`` in the campaign's time zone; empty for the limit in all."""
    taken = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.day}: {self.taken}"
