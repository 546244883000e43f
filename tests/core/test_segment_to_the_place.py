"""A segment is what was promised, never changes, and is not looked at beyond its end."""

from collections import Counter
from dataclasses import FrozenInstanceError

import pytest
from tests import make

from tablee.core.errors import InvalidTerms
from tablee.core.segment import Segment, Share, attribute


def test_weights_sum_to_ten_thousand_at_most():
    assert Segment(1, (Share("Dana", 4_000), Share("Carl", 6_000))).split(0, 1) == Counter(["Carl"])
    with pytest.raises(InvalidTerms, match="at most 10000"):
        Segment(1, (Share("Dana", 4_001), Share("Carl", 6_000)))


def test_a_promise_that_was_laid_does_not_change():
    segment = make.segment(3, Dana=1)
    with pytest.raises(FrozenInstanceError):
        segment.units = 4
    assert not hasattr(segment, "__dict__")


def test_nothing_is_looked_at_beyond_the_last_place():
    def cover():
        yield make.segment(300, Dana=1)
        yield make.segment(300, Carl=1)
        pytest.fail("it looked further than the last place")

    assert attribute(cover(), 299, 600) == Counter(Dana=1, Carl=300)
    assert attribute(cover(), 299, 599) == Counter(Dana=1, Carl=299)


def test_places_that_are_none_fall_to_nobody():
    assert attribute([make.segment(3, Dana=1), make.segment(3, Carl=1)], 3, 3) == Counter()
    assert attribute([make.segment(3, Dana=1), make.segment(3, Carl=1)], 5, 4) == Counter()
