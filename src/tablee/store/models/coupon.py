"""Coupons that have been used."""

from django.db import models

from tablee.store.models.names import NAME_LENGTH


class Coupon(models.Model):
    """One coupon that was used; it is forgotten once it would no longer be good."""

    name = models.CharField(primary_key=True, max_length=NAME_LENGTH)
    good_until_ms = models.BigIntegerField()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["good_until_ms"], name="coupon_over")]

    def __str__(self) -> str:
        return self.name
