"""Where events are sent."""

from django.db import models

from tablee.store.models.campaign import Campaign


class Hook(models.Model):
    """One receiver of a campaign's events.

    Its secrets are kept as they are: a signature cannot be made from a hash.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    address = models.TextField()
    secret = models.TextField()
    former_secret = models.TextField(blank=True)
    former_until_ms = models.BigIntegerField()
    registered_at_ms = models.BigIntegerField()
    disabled_at_ms = models.BigIntegerField()
    paused_until_ms = models.BigIntegerField()
    succeeded_at_ms = models.BigIntegerField()
    last_at_ms = models.BigIntegerField()
    last_status = models.IntegerField()
    trouble = models.TextField(blank=True)
    failures = models.BigIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"hook {self.pk}"
