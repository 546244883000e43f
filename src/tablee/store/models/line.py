"""Lines of places: their figures, their gaps and the cover laid on them."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH


class Pool(models.Model):
    """One line, as its seven whole numbers."""

    pk = models.CompositePrimaryKey("campaign_id", "name")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    name = models.CharField(max_length=NAME_LENGTH)
    covered = models.BigIntegerField()
    end = models.BigIntegerField()
    waterline = models.BigIntegerField()
    gaps = models.BigIntegerField()
    held = models.BigIntegerField()
    held_below = models.BigIntegerField()
    acts = models.BigIntegerField()

    def __str__(self) -> str:
        return self.name


class Gap(models.Model):
    """Places that an act has left for good: added, never changed."""

    pk = models.CompositePrimaryKey("campaign_id", "pool", "start")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    pool = models.CharField(max_length=NAME_LENGTH)
    start = models.BigIntegerField()
    units = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.pool} {self.start}+{self.units}"


class Segment(models.Model):
    """A length of cover, in the order in which it was laid: added, never changed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    pool = models.CharField(max_length=NAME_LENGTH)
    units = models.BigIntegerField()
    shares = models.TextField()
    """As JSON: ``[["Danone", 1], ["Carrefour", 1]]``."""
    cause = models.CharField(max_length=2 * NAME_LENGTH)
    laid_at_ms = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "cause"], name="segment_cause")]

    def __str__(self) -> str:
        return self.cause
