"""The documents that sponsors and the association signed."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH, WORD_LENGTH
from tablee.store.models.promises.party_key import PartyKey

HEX_LENGTH = 64


class SignedDocument(models.Model):
    """A pledge, a raise, a payment or a delivery, to the letter: added, never changed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    kind = models.CharField(max_length=WORD_LENGTH)
    party = models.CharField(max_length=NAME_LENGTH)
    digest = models.CharField(max_length=HEX_LENGTH)
    whole = models.TextField()
    key = models.ForeignKey(PartyKey, on_delete=models.PROTECT, db_index=False)
    at_ms = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "digest"], name="document_digest")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.party}"
