"""Shifts, who comes to them, and how often anybody asks."""

from django.db import models
from django.db.models import Q

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH, WORD_LENGTH


class Shift(models.Model):
    """Some hours at one place."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    place = models.CharField(max_length=NAME_LENGTH)
    address = models.CharField(max_length=NAME_LENGTH)
    starts_at_ms = models.BigIntegerField()
    ends_at_ms = models.BigIntegerField()
    capacity = models.IntegerField()
    note = models.TextField()
    is_cancelled = models.BooleanField()

    class Meta:
        ordering = ["starts_at_ms", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "starts_at_ms", "ends_at_ms", "place"], name="shift_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.starts_at_ms}"


class Volunteer(models.Model):
    """One person and one shift."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, db_index=False)
    supporter = models.BinaryField(max_length=16)
    state = models.CharField(max_length=WORD_LENGTH)
    turn = models.IntegerField()
    asked_at_ms = models.BigIntegerField()
    changed_at_ms = models.BigIntegerField()
    in_line_at_ms = models.BigIntegerField()
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=NAME_LENGTH)
    group = models.CharField(max_length=NAME_LENGTH)
    language = models.CharField(max_length=WORD_LENGTH)
    sent = models.CharField(max_length=NAME_LENGTH)
    trouble = models.CharField(max_length=NAME_LENGTH)
    late_min = models.IntegerField()
    minutes = models.IntegerField()
    marked_by = models.CharField(max_length=NAME_LENGTH)
    arrival = models.CharField(max_length=WORD_LENGTH, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["shift", "supporter"], name="volunteer_once")
        ]
        indexes = [
            models.Index(fields=["campaign", "supporter"], name="volunteer_supporter"),
            models.Index(
                fields=["changed_at_ms"],
                name="volunteer_withdrawn",
                condition=Q(state__in=["invited", "cancelled"]),
            ),
            models.Index(
                fields=["shift"],
                name="volunteer_known",
                condition=~Q(address="") | ~Q(name="") | ~Q(group=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"


class Asking(models.Model):
    """How often somebody, under a pseudonym, has asked for something, until it is forgotten."""

    name = models.CharField(max_length=NAME_LENGTH, unique=True)
    count = models.IntegerField()
    until_ms = models.BigIntegerField(db_index=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.count} until {self.until_ms}"
