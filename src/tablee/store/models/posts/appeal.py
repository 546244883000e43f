"""Appeals against decisions."""

from django.db import models
from django.db.models import Q

from tablee.store.models.campaign import Campaign


class Appeal(models.Model):
    """One appeal; at most one of an act is open."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    act_number = models.BigIntegerField()
    words = models.TextField(blank=True)
    at_ms = models.BigIntegerField()
    answered_at_ms = models.BigIntegerField()
    is_granted = models.BooleanField()
    by = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "act_number"],
                name="appeal_open",
                condition=Q(answered_at_ms=0),
            )
        ]
        indexes = [
            models.Index(fields=["campaign", "act_number"], name="appeal_act"),
            models.Index(
                fields=["campaign", "at_ms", "id"],
                name="appeal_waiting",
                condition=Q(answered_at_ms=0),
            ),
        ]

    def __str__(self) -> str:
        return f"appeal {self.act_number}"
