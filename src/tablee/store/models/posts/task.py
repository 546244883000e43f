"""Work to be done outside the transaction that asked for it."""

from django.db import models
from django.db.models import Q

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH, WORD_LENGTH


class Task(models.Model):
    """One thing to do: it waits, is held by a worker, or is dead; when done it is gone."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    verb = models.CharField(max_length=WORD_LENGTH)
    key = models.CharField(max_length=3 * NAME_LENGTH)
    body = models.TextField()
    """As JSON."""
    due_at_ms = models.BigIntegerField()
    tries = models.IntegerField()
    trouble = models.TextField(blank=True)
    holder = models.TextField(blank=True)
    """Who works at it; empty when nobody does."""
    held_until_ms = models.BigIntegerField()
    again_at_ms = models.BigIntegerField(null=True)
    """When it is due again once it is done; null when it was not put again."""
    is_dead = models.BooleanField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "verb", "key"], name="task_key")]
        indexes = [
            # What is taken next, of each campaign and verb, without looking at the rest.
            models.Index(
                fields=["campaign", "verb", "due_at_ms", "id"],
                name="task_waiting",
                condition=Q(holder="", is_dead=False),
            ),
            models.Index(fields=["held_until_ms"], name="task_held", condition=~Q(holder="")),
            models.Index(fields=["id"], name="task_dead", condition=Q(is_dead=True)),
        ]

    def __str__(self) -> str:
        return self.key
