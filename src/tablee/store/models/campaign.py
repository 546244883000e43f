"""Campaigns, and the versions of their terms."""

from django.db import models

from tablee.store.models.names import NAME_LENGTH, WORD_LENGTH


class Campaign(models.Model):
    """One campaign, with the few numbers that change at every act."""

    slug = models.CharField(max_length=NAME_LENGTH, unique=True)
    is_replay = models.BooleanField()
    stage = models.CharField(max_length=WORD_LENGTH)
    versions = models.IntegerField()
    """How many versions of the terms were published."""
    supporters = models.BigIntegerField(default=0)
    last_number = models.BigIntegerField(default=0)
    sequence = models.BigIntegerField(default=0)
    clock_ms = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.slug


class Version(models.Model):
    """One version of the terms: added, never changed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    number = models.IntegerField()
    effective_at_ms = models.BigIntegerField()
    published_at_ms = models.BigIntegerField()
    author = models.TextField()
    reason = models.TextField()
    terms = models.TextField()
    """As JSON: see `tablee.store.wording`."""

    class Meta:
        ordering = ["campaign", "number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="version_number")
        ]

    def __str__(self) -> str:
        return f"{self.campaign} v{self.number}"
