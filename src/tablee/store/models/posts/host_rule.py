"""Hosts people have judged."""

from django.db import models

from tablee.store.models.names import WORD_LENGTH


class HostRule(models.Model):
    """What was decided last about a host, for the whole site."""

    host = models.TextField(primary_key=True)
    standing = models.CharField(max_length=WORD_LENGTH)
    why = models.TextField(blank=True)
    by = models.TextField()
    at_ms = models.BigIntegerField()

    class Meta:
        ordering = ["host"]

    def __str__(self) -> str:
        return f"{self.standing} {self.host}"
