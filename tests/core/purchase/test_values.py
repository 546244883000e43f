"""What tills write is understood, or refused; never half understood."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablee.core.purchase.clocks import Moments, ms_of
from tablee.core.purchase.values import MOST_REMEMBERED, Known, amounts, number

PARIS = ZoneInfo("Europe/Paris")


@given(value=st.integers(-(10**9), 10**9), sign=st.sampled_from(".,"))
def test_an_amount_is_read_as_it_was_written(value, sign):
    size = abs(value)
    text = f"{'-' if value < 0 else ''}{size // 100}{sign}{size % 100:02d}"
    assert number(text, 2) == value


@given(value=st.integers(0, 10**9), styles=st.sampled_from([(",", "."), (".", ","), (" ", ",")]))
def test_thousands_may_be_parted(value, styles):
    thousands, sign = styles
    whole = f"{value // 100:,}".replace(",", thousands)
    assert number(f"{whole}{sign}{value % 100:02d}", 2) == value


@pytest.mark.parametrize("text", ["", " ", "x", "1.2.3,4,5", "1e5", "--1x", "١٢", "1,2345", "nan"])
def test_what_is_no_number_is_none(text):
    assert number(text, 2) is None


def test_an_amount_that_may_mean_two_things_is_refused_until_the_partner_says_which():
    assert amounts(2)["1,234"] is None
    assert amounts(2, ",")["1,230"] == 123
    assert amounts(2, ".")["1,234"] == 123_400


@given(text=st.text(max_size=30))
def test_any_text_is_a_moment_or_none(text):
    moment = Moments(PARIS).at_ms(text)
    assert moment is None or isinstance(moment, int)


@given(
    moment=st.datetimes(datetime(2001, 1, 1), datetime(2037, 1, 1)).map(  # noqa: DTZ001 - a till's own
        lambda each: each.replace(microsecond=0)
    )
)
def test_one_moment_is_the_same_however_it_is_written(moment):
    expected = ms_of(moment.replace(tzinfo=PARIS).astimezone(UTC))
    for form in ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%Y%m%d%H%M%S"):
        assert Moments(PARIS).at_ms(moment.strftime(form).zfill(14)) == expected


def test_a_clock_that_is_fast_is_put_right():
    assert Moments(PARIS, ahead_min=120).at_ms("2026-03-01T14:00:00") == Moments(PARIS).at_ms(
        "2026-03-01T12:00:00"
    )


def test_what_is_remembered_is_bounded():
    known = Known(int)
    for each in range(MOST_REMEMBERED + 5):
        assert known[str(each)] == each
    assert len(known) <= MOST_REMEMBERED
