"""Let a coupon open something once."""

from tablee.ports.desk import Clock, Desks


def spend_coupon(desks: Desks, clock: Clock, name: str, good_until_ms: int) -> bool:
    """Use a coupon up; return whether it was good: not used before, and its time not over.

    Of several who use the same one at once, whichever process they ask, one is told that it was.
    """
    now_ms = clock.now_ms()
    if now_ms >= good_until_ms:
        return False
    with desks.write() as desk:
        return desk.coupons.spend(name, good_until_ms, now_ms)
