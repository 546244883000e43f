"""Coupons that open something once: whoever comes second with one is told so."""

from typing import Protocol


class Coupons(Protocol):
    """The coupons that have been used, until the time is over in which they would be good."""

    def spend(self, name: str, good_until_ms: int, now_ms: int) -> bool:
        """Write down that a coupon is used; return whether it had not been used before.

        Those whose time is over are forgotten meanwhile: there are never more of them than
        were used within the time for which coupons are good.
        """
        ...
