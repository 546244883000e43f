"""The picture of a line is to scale: what it shows is what the figures say."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tablee.core.tally import PoolTally
from tablee.web.parts.plates import MOST_OUTLINES, MOST_PLATES, lay_table, plate_size


def pool(cap, paid=0, pending=0, unpaid=0):
    return PoolTally("pool", cap, 1, paid + pending + unpaid, paid, unpaid, pending)


def looks(table):
    return Counter(plate.look for plate in table.plates)


def test_a_full_line_is_full_plates_and_outlines_beyond():
    table = lay_table(pool(5_000, paid=5_000, unpaid=200))
    assert looks(table) == {"full": 100}
    assert len(table.outlines) == 4
    assert not table.is_cut_short


def test_more_outlines_than_fit_are_said_to_be_more():
    table = lay_table(pool(5_000, paid=5_000, unpaid=145_000))
    assert len(table.outlines) == MOST_OUTLINES
    assert table.is_cut_short


def test_a_plate_that_is_not_full_holds_the_area_of_what_is_earned():
    table = lay_table(pool(5_000, paid=25))
    assert table.plates[0].look == "filling"
    assert table.plates[0].food == "7.0"


def test_places_that_wait_are_open_plates():
    table = lay_table(pool(100, paid=10, pending=5))
    assert looks(table) == {"full": 10, "open": 5, "bare": 85}


def test_a_line_of_seven_has_seven_plates():
    table = lay_table(pool(7, paid=7))
    assert looks(table) == {"full": 7}


def test_seams_show_where_the_table_was_lengthened():
    assert len(lay_table(pool(10_000), [1_000, 9_000]).seams) == 1
    assert lay_table(pool(10_000), [10_000]).seams == ()


def test_a_line_that_nobody_covers_has_no_plates():
    table = lay_table(pool(0, unpaid=3))
    assert table.plates == ()
    assert len(table.outlines) == 3


@given(st.integers(1, 10**12))
def test_at_most_a_hundred_plates_stand_and_at_least_half_of_them(cap):
    plates = -(-cap // plate_size(cap))
    assert plates <= MOST_PLATES
    assert cap <= MOST_PLATES or plates > MOST_PLATES // 2


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_never_a_full_plate_too_many(cap, paid, pending, unpaid):
    paid = min(paid, cap)
    pending = min(pending, cap - paid)
    unpaid = unpaid if paid + pending == cap else 0
    table = lay_table(pool(cap, paid, pending, unpaid))
    full = looks(table)["full"]
    assert full * table.size <= paid or paid == cap
    assert paid < (full + 1) * table.size
