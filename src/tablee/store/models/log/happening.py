"""What happens to campaigns besides acts, and what acts were when they came."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import WORD_LENGTH


class Happening(models.Model):
    """Something that happened, and becomes a leaf of the log: added, never changed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    after_act = models.BigIntegerField()
    """Number of the last act received before it."""
    leaf = models.CharField(max_length=WORD_LENGTH)
    body = models.TextField()
    """As JSON: what the leaf says, but for the minute."""
    at_ms = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["campaign", "id"], name="happening_order")]

    def __str__(self) -> str:
        return f"{self.leaf} after {self.after_act}"


class FirstClaim(models.Model):
    """The claim under which an act came, where it stands under another by now."""

    pk = models.CompositePrimaryKey("campaign_id", "act_number")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    act_number = models.BigIntegerField()
    claim = models.BinaryField(max_length=16)

    def __str__(self) -> str:
        return f"act {self.act_number}"
