"""What servers call posts that have another name everywhere else."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH


class Alias(models.Model):
    """A server's name for an object."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    reader = models.CharField(max_length=NAME_LENGTH)
    name = models.CharField(max_length=NAME_LENGTH)
    object = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "reader", "name"], name="alias_name")
        ]

    def __str__(self) -> str:
        return self.name
