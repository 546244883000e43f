"""Pages people told us of."""

from django.db import models
from django.db.models import Q

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH, WORD_LENGTH


class Submission(models.Model):
    """One page somebody told us of: one for each campaign, kind and source."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    kind = models.CharField(max_length=NAME_LENGTH)
    source = models.TextField()
    digest = models.BinaryField(max_length=16, unique=True)
    """Names campaign, kind and source: addresses may be longer than an index can take."""
    blog = models.TextField()
    target = models.TextField()
    road = models.CharField(max_length=WORD_LENGTH)
    received_at_ms = models.BigIntegerField()
    via = models.BigIntegerField()
    outcome = models.CharField(max_length=WORD_LENGTH)
    reason = models.CharField(max_length=WORD_LENGTH, blank=True)
    act_number = models.BigIntegerField()
    looked_at_ms = models.BigIntegerField()
    looks = models.IntegerField()
    is_by_person = models.BooleanField()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["campaign", "outcome"], name="submission_outcome"),
            models.Index(
                fields=["campaign", "act_number"],
                name="submission_act",
                condition=Q(act_number__gt=0),
            ),
            models.Index(fields=["campaign", "via"], name="submission_via", condition=Q(via__gt=0)),
        ]

    def __str__(self) -> str:
        return self.source
