"""Blogs whose feeds we follow."""

from django.db import models
from django.db.models import Q

from tablee.store.models.campaign import Campaign


class Blog(models.Model):
    """One feed that is followed for one campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    feed = models.TextField()
    digest = models.BinaryField(max_length=16, unique=True)
    """Names campaign and feed: addresses may be longer than an index can take."""
    home = models.TextField()
    blog = models.TextField()
    title = models.TextField(blank=True)
    etag = models.TextField(blank=True)
    modified = models.TextField(blank=True)
    next_poll_ms = models.BigIntegerField()
    polled_at_ms = models.BigIntegerField()
    trouble = models.TextField(blank=True)
    failures = models.IntegerField()
    hub = models.TextField(blank=True)
    hub_secret = models.TextField(blank=True)
    hub_until_ms = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["campaign", "id"], name="blog_campaign"),
            models.Index(
                fields=["next_poll_ms", "id"], name="blog_due", condition=Q(next_poll_ms__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return self.feed
