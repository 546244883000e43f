"""Messages on their way out."""

from django.db import models
from django.db.models import Q

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH


class Message(models.Model):
    """What must be told to the world after the commit."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    topic = models.CharField(max_length=NAME_LENGTH)
    key = models.CharField(max_length=3 * NAME_LENGTH)
    body = models.TextField()
    """As JSON."""
    put_at_ms = models.BigIntegerField()
    delivered_at_ms = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="message_key")]
        indexes = [
            models.Index(
                fields=["id"], name="message_waiting", condition=Q(delivered_at_ms__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.topic
