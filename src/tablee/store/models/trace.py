"""Steps that were taken with share links."""

from django.db import models
from django.db.models import Q

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH, WORD_LENGTH


class Trace(models.Model):
    """One visitor's first step of its sort with the share links of one receipt."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    owner = models.BigIntegerField()
    step = models.CharField(max_length=WORD_LENGTH)
    visitor = models.BinaryField(max_length=16)
    network = models.CharField(max_length=NAME_LENGTH)
    act_number = models.BigIntegerField()
    at_ms = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "owner", "step", "visitor"], name="trace_once"
            )
        ]
        indexes = [
            models.Index(fields=["campaign"], name="trace_intent", condition=Q(step="pressed"))
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.network} {self.owner}"
