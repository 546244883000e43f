"""What networks say in sum."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH


class Estimate(models.Model):
    """The latest figure of one measure."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    network = models.CharField(max_length=NAME_LENGTH)
    measure = models.CharField(max_length=NAME_LENGTH)
    number = models.BigIntegerField()
    source = models.TextField()
    at_ms = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "network", "measure"], name="estimate_measure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.network} {self.measure}"
