"""Terms are refused for which the public log has no room, with the last unit that fits."""

import pytest
from tests import make

from tablee.core.errors import InvalidTerms
from tablee.usecases.log.fitting import check_fits


def with_kinds(count):
    return make.version(kinds=tuple(make.kind(f"kind-{number:03}", 2) for number in range(count)))


def test_ordinary_terms_fit():
    check_fits(make.version())
    check_fits(with_kinds(300))


def test_a_tally_that_would_outgrow_a_leaf_is_refused_before_anybody_acts():
    """The terms themselves would still fit: of their kinds a tally says more, one day."""
    with pytest.raises(InvalidTerms):
        check_fits(with_kinds(420))


def test_it_is_said_what_has_no_room():
    with pytest.raises(InvalidTerms, match="no room for these terms: A leaf has at most"):
        check_fits(with_kinds(900))
