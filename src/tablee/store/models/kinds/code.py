"""Series of receipt codes; the codes themselves are signed, and kept nowhere."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH


class CodeSeries(models.Model):
    """Codes signed with one key."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    number = models.IntegerField()
    kind = models.CharField(max_length=NAME_LENGTH)
    name = models.CharField(max_length=NAME_LENGTH)
    issued = models.BigIntegerField()
    is_elsewhere = models.BooleanField()
    made_at_ms = models.BigIntegerField()
    is_revoked = models.BooleanField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="codeseries_number")
        ]

    def __str__(self) -> str:
        return f"codes {self.name}"


class CodeReceipt(models.Model):
    """The receipt that one code is printed on."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    series = models.IntegerField()
    serial = models.BigIntegerField()
    receipt = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "series", "serial"], name="codereceipt_serial"
            )
        ]

    def __str__(self) -> str:
        return self.receipt
