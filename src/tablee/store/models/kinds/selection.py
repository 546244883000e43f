"""What the organiser chose."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH


class Selection(models.Model):
    """One choice, beside the act that it is."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    act_number = models.BigIntegerField()
    chosen_act = models.BigIntegerField()
    why_en = models.TextField()
    why_fr = models.TextField()
    by = models.CharField(max_length=NAME_LENGTH)
    at_ms = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "act_number"], name="selection_act")
        ]
        indexes = [models.Index(fields=["campaign", "chosen_act"], name="selection_chosen")]

    def __str__(self) -> str:
        return f"selection {self.act_number} of {self.chosen_act}"
