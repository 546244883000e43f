"""Where readers of networks go on reading."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH


class Cursor(models.Model):
    """How far one reader has come for one campaign, and who reads."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    reader = models.CharField(max_length=NAME_LENGTH)
    position = models.TextField(blank=True)
    holder = models.TextField(blank=True)
    held_until_ms = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "reader"], name="cursor_reader")]

    def __str__(self) -> str:
        return self.reader
