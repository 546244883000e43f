"""What each kind has brought, and what has been reached."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH


class KindCount(models.Model):
    """The counts of one kind, as seven whole numbers."""

    pk = models.CompositePrimaryKey("campaign_id", "name")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    name = models.CharField(max_length=NAME_LENGTH)
    acts = models.BigIntegerField()
    counted = models.BigIntegerField()
    counted_units = models.BigIntegerField()
    paid = models.BigIntegerField()
    pending = models.BigIntegerField()
    turned_away = models.BigIntegerField()
    gone = models.BigIntegerField()
    """Acts that left the line; *left* is a word of SQL."""

    def __str__(self) -> str:
        return self.name


class Reached(models.Model):
    """A milestone that has been reached: it stays."""

    pk = models.CompositePrimaryKey("campaign_id", "milestone")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    milestone = models.CharField(max_length=NAME_LENGTH)

    def __str__(self) -> str:
        return self.milestone
