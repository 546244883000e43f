"""Accounts that sign for somebody, and their passkeys."""

from django.db import models

from tablee.store.models.campaign import Campaign
from tablee.store.models.names import NAME_LENGTH, WORD_LENGTH


class Signatory(models.Model):
    """An account that signs for a sponsor or for the association in a campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    account = models.BigIntegerField()
    """The number of the account; the store works without accounts too."""
    role = models.CharField(max_length=WORD_LENGTH)
    name = models.CharField(max_length=NAME_LENGTH)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "signatories"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "account", "role", "name"], name="signatory_once"
            )
        ]
        indexes = [models.Index(fields=["account"], name="signatory_account")]

    def __str__(self) -> str:
        return f"account {self.account} for {self.name}"


class Passkey(models.Model):
    """The public half of a passkey of an account."""

    account = models.BigIntegerField()
    credential = models.TextField(unique=True)
    public_key = models.BinaryField()
    uses = models.BigIntegerField()
    title = models.CharField(max_length=NAME_LENGTH)
    added_at_ms = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["account"], name="passkey_account")]

    def __str__(self) -> str:
        return f"passkey of account {self.account}"
