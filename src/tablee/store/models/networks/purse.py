"""What asking networks has cost."""

from django.db import models

from tablee.store.models.names import NAME_LENGTH


class Purse(models.Model):
    """What has been booked from one purse."""

    name = models.CharField(max_length=NAME_LENGTH, unique=True)
    amount = models.BigIntegerField()
    requests = models.BigIntegerField()
    last_at_ms = models.BigIntegerField()
    most = models.BigIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
