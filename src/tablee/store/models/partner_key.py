"""Keys of partners."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH


class PartnerKey(models.Model):
    """A key by which a partner sends acts; only its hash is kept."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    name = models.CharField(max_length=NAME_LENGTH, db_index=True)
    digest = models.BinaryField(max_length=64, unique=True)
    kinds = models.TextField()
    """As JSON; an empty list means every kind."""
    issued_at_ms = models.BigIntegerField()
    revoked_at_ms = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
