"""Keys of those whose word is in a campaign's log."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH, WORD_LENGTH


class PartyKey(models.Model):
    """A key of a sponsor, the association, a witness or an auditor: revoked, never deleted."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    role = models.CharField(max_length=WORD_LENGTH)
    name = models.CharField(max_length=NAME_LENGTH)
    key = models.TextField()
    held_by = models.CharField(max_length=WORD_LENGTH)
    added_at_ms = models.BigIntegerField()
    revoked_at_ms = models.BigIntegerField()
    sealed = models.BinaryField()
    """The secret, sealed, where the site keeps it."""

    compare_at = models.TextField(blank=True)
    """Where its owner publishes its fingerprint."""

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="party_key")]

    def __str__(self) -> str:
        return f"key {self.pk} of {self.name}"
