"""The reader of a Jetstream is killed ten times: every post with the hashtag counts once."""

import pytest
from bench import stream

EVENTS = 100_000
KILLS = 10
PER_S = 5_000
"""Slow enough that there is something left to be killed on the way, also on a busy machine."""


@pytest.mark.slow
@pytest.mark.conformance("BS-02")
def test_ten_kills_on_the_way_change_nothing():
    """Acts, those taken back, and every invariant are compared with the script at the end."""
    stream.main(EVENTS, KILLS, PER_S)
