"""Sponsors who share a segment share it fairly, at every prefix."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.core.naive import sponsors_of

from tablee.core.errors import InvalidTerms
from tablee.core.segment import MOST_WEIGHT, Segment, Share, attribute, webster

NAMES = ("Dana", "Carl", "Gus", "Hal", "Ida")
weights_of = st.lists(st.integers(1, 12), min_size=1, max_size=5).map(
    lambda weights: dict(zip(NAMES, weights, strict=False))
)


@given(weights=weights_of, units=st.integers(1, 80))
def test_places_fall_by_the_highest_quotient(weights, units):
    segment = make.segment(units, **weights)
    expected = sponsors_of(units, weights)
    shown = [*(segment.split(place, place + 1) for place in range(units))]
    assert shown == [Counter([name]) for name in expected]


@given(weights=weights_of, units=st.integers(1, 80), cut=st.data())
def test_any_stretch_of_a_segment_is_the_sum_of_its_places(weights, units, cut):
    first = cut.draw(st.integers(0, units))
    last = cut.draw(st.integers(first, units))
    expected = Counter(sponsors_of(units, weights)[first:last])
    assert make.segment(units, **weights).split(first, last) == expected


@given(weights=weights_of)
def test_no_share_ever_shrinks_and_every_prefix_is_near_its_quota(weights):
    """With two sponsors it never leaves quota; with more it may, by Balinski and Young."""
    whole = sum(weights.values())
    segment = make.segment(3 * whole, **weights)
    before = Counter()
    for length in range(1, 3 * whole + 1):
        now = segment.split(0, length)
        assert all(now[name] >= before[name] for name in weights)
        for name, weight in weights.items():
            if len(weights) == 2:
                assert weight * length // whole <= now[name] <= -(-weight * length // whole)
        before = now
    assert before == Counter({name: 3 * weight for name, weight in weights.items()})


def test_a_tie_falls_to_the_sponsor_named_first():
    assert webster((1, 1, 1)) == (0, 1, 2)
    assert make.segment(1, Carl=1, Dana=1).split(0, 1) == Counter(["Carl"])


def test_ten_times_the_weights_are_the_same_shares():
    assert webster((30, 10, 20)) == 10 * webster((3, 1, 2))


@given(
    cover=st.lists(st.tuples(st.integers(1, 20), weights_of), max_size=4),
    first=st.integers(0, 60),
    length=st.integers(0, 60),
)
def test_a_line_is_covered_by_its_segments_one_after_the_other(cover, first, length):
    segments = [make.segment(units, **weights) for units, weights in cover]
    payers = [name for units, weights in cover for name in sponsors_of(units, weights)]
    assert attribute(segments, first, first + length) == Counter(payers[first : first + length])


def test_a_promise_covers_at_least_one_unit():
    with pytest.raises(InvalidTerms) as refused:
        make.segment(0)
    assert refused.value.field == "units"


@pytest.mark.parametrize(
    "shares",
    [
        (),
        make.shares(Dana=0),
        make.shares(Dana=-1, Carl=2),
        make.shares(Dana=MOST_WEIGHT, Carl=1),
        (Share("Dana", 1), Share("Dana", 2)),
    ],
    ids=["nobody", "no weight", "negative", "too heavy", "named twice"],
)
def test_a_promise_names_each_sponsor_once_with_a_whole_weight(shares):
    with pytest.raises(InvalidTerms) as refused:
        Segment(5, shares)
    assert refused.value.field == "sponsors"
