"""Partners' till files, and what is kept of their receipts."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH, WORD_LENGTH


class TillFile(models.Model):
    """One file, known by its content, with how far it has been read."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    partner = models.CharField(max_length=NAME_LENGTH)
    name = models.TextField()
    checksum = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    length = models.BigIntegerField()
    begun_at_ms = models.BigIntegerField()
    progress = models.TextField()
    position = models.BigIntegerField()
    state = models.CharField(max_length=WORD_LENGTH)
    ended_at_ms = models.BigIntegerField()
    trouble = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "partner", "checksum"], name="till_file_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.name}"


class TillSlip(models.Model):
    """One receipt: amounts by list of products, and the acts they were."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    key = models.BinaryField(max_length=16)
    content = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="till_slip_once")]

    def __str__(self) -> str:
        return f"receipt {bytes(self.key).hex()}"
