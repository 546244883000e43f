"""A coupon opens something once, and only in time."""

from tests import sites

from tablee.usecases.forms.spend_coupon import spend_coupon


def test_a_coupon_is_good_once_and_in_time():
    with sites.memory() as site:
        now_ms = site.clock.now_ms()
        assert spend_coupon(site.desks, site.clock, "form:1", now_ms + 1)
        assert not spend_coupon(site.desks, site.clock, "form:1", now_ms + 1)
        assert not spend_coupon(site.desks, site.clock, "form:2", now_ms)
