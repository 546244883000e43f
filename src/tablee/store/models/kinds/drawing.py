"""Drawings that became acts."""

from django.db import models
from django.db.models import Q

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH, WORD_LENGTH

DIGEST_LENGTH = 64


class Drawing(models.Model):
    """One drawing; its files lie elsewhere, under the names kept here."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    act_number = models.BigIntegerField()
    picture = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    thumb = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    preview = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    width = models.IntegerField()
    height = models.IntegerField()
    title = models.TextField(blank=True)
    alt = models.TextField(blank=True)
    credit = models.TextField(blank=True)
    licence = models.CharField(max_length=WORD_LENGTH)
    consent = models.CharField(max_length=WORD_LENGTH)
    pdq = models.BinaryField(max_length=32)
    phash = models.BinaryField(max_length=8)
    quality = models.IntegerField()
    sender = models.BinaryField(max_length=16)
    at_ms = models.BigIntegerField()
    like_act = models.BigIntegerField()
    is_shown = models.BooleanField()
    hidden_by = models.CharField(max_length=NAME_LENGTH, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "act_number"], name="drawing_once")
        ]
        indexes = [
            models.Index(fields=["picture"], name="drawing_kept", condition=~Q(picture="")),
        ]

    def __str__(self) -> str:
        return f"drawing {self.act_number}"
