"""How readers of networks fare."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH


class Bulletin(models.Model):
    """What one reader last said of itself."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    reader = models.CharField(max_length=NAME_LENGTH)
    condition = models.TextField()
    words = models.TextField(blank=True)
    at_ms = models.BigIntegerField()
    read_at_ms = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "reader"], name="bulletin_reader")
        ]

    def __str__(self) -> str:
        return self.reader
