"""Decisions about acts."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import WORD_LENGTH


class Decision(models.Model):
    """One decision that was taken: added, never changed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    act_number = models.BigIntegerField()
    sequence = models.BigIntegerField()
    ruling = models.CharField(max_length=WORD_LENGTH)
    reason = models.CharField(max_length=WORD_LENGTH, blank=True)
    note = models.TextField(blank=True)
    by = models.TextField()
    at_ms = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["campaign", "act_number"], name="decision_act")]

    def __str__(self) -> str:
        return f"{self.ruling} {self.act_number}"
