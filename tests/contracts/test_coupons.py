"""Coupons: each opens something once."""

import pytest

pytestmark = pytest.mark.conformance("AB-02")


def spend(site, name, good_until_ms=100, now_ms=10):
    with site.desks.write() as desk:
        return desk.coupons.spend(name, good_until_ms, now_ms)


def test_a_coupon_is_good_once(site):
    assert spend(site, "form:1")
    assert not spend(site, "form:1")
    assert spend(site, "form:2")


def test_what_would_no_longer_be_good_is_forgotten(site):
    assert spend(site, "form:1", good_until_ms=100, now_ms=10)
    assert spend(site, "form:2", good_until_ms=300, now_ms=100)
    assert spend(site, "form:1", good_until_ms=400, now_ms=200)
    assert not spend(site, "form:2", good_until_ms=400, now_ms=200)


def test_a_coupon_used_in_a_transaction_given_up_is_still_good(site):
    def give_up():
        with site.desks.write() as desk:
            desk.coupons.spend("form:1", 100, 10)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_up()
    assert spend(site, "form:1")
