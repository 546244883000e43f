"""What is said of a draw is exact: the bound is that of Clopper and Pearson."""

from fractions import Fraction
from math import comb

import pytest

from tablee.core.audit.confidence import (
    FIVE_IN_A_HUNDRED,
    MILLION,
    Chance,
    most_bad,
)


@pytest.mark.parametrize(
    ("share", "lots"), [(50_000, 59), (20_000, 149), (10_000, 299), (5_000, 598)]
)
def test_the_usual_numbers_of_lots_at_95_percent(share, lots):
    assert most_bad(0, lots) <= share < most_bad(0, lots - 1)


def test_99_percent_needs_459_lots():
    one_in_a_hundred = Chance(1, 100)
    bounds = [most_bad(0, lots, one_in_a_hundred) for lots in (458, 459)]
    assert bounds[1] <= 10_000 < bounds[0]


@pytest.mark.parametrize(
    ("bad", "lots", "share"),
    # Upper ends of one-sided 95 % intervals of Clopper and Pearson.
    [(0, 10, 258_866), (1, 10, 394_164), (2, 100, 61_620), (5, 100, 102_254), (10, 10, MILLION)],
)
def test_bad_lots_raise_the_bound_as_the_tables_say(bad, lots, share):
    assert abs(most_bad(bad, lots) - share) <= 1


@pytest.mark.parametrize(("bad", "lots"), [(0, 299), (1, 299), (3, 149), (7, 59)])
def test_the_bound_is_the_smallest_share_that_would_rarely_look_so_good(bad, lots):
    def chance(share):
        bad_share = Fraction(share, MILLION)
        return sum(
            comb(lots, each) * bad_share**each * (1 - bad_share) ** (lots - each)
            for each in range(bad + 1)
        )

    share = most_bad(bad, lots)
    limit = Fraction(FIVE_IN_A_HUNDRED.of, FIVE_IN_A_HUNDRED.out_of)
    assert chance(share) <= limit < chance(share - 1)


def test_more_bad_lots_than_lots_make_no_sense():
    with pytest.raises(ValueError, match="at most"):
        most_bad(2, 1)
