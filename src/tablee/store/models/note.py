"""Public messages of sponsors, the association and the organiser."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH


class Note(models.Model):
    """One dated message, in both languages."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    author = models.CharField(max_length=NAME_LENGTH)
    en = models.TextField()
    fr = models.TextField()
    at_ms = models.BigIntegerField()

    class Meta:
        ordering = ["-at_ms", "-id"]
        indexes = [models.Index(fields=["campaign", "-at_ms"], name="note_latest")]

    def __str__(self) -> str:
        return f"{self.author}: {self.en}"
