"""The stream is fast enough for a bad day: far above a thousand posts in a second."""

import time

import pytest
from tests.connectors.bluesky.stage import SECOND, Stage, has_all_of, script, serving
from tests.connectors.bluesky.test_posts_are_found import scan

from tablee.connectors.bluesky.rehearsal.server import Jetstream, Temper

POSTS = 20_000
PER_S = 2_000


@pytest.mark.conformance("BS-04")
def test_a_core_looks_through_twenty_thousand_posts_a_second():
    told = script(POSTS)
    frames = [told.frame(number) for number in range(1, told.total + 1)]
    a_scan = scan(SECOND)
    begun_s = time.process_time()
    for frame in frames:
        a_scan.take(frame)
    assert time.process_time() - begun_s < 1
    assert len(a_scan.draw("table-2026").seen) == told.bearing


@pytest.mark.slow
@pytest.mark.conformance("BS-04")
def test_two_thousand_posts_a_second_are_kept_up_with():
    told = script(POSTS)
    with serving(Jetstream(told, Temper(per_s=PER_S))) as port:
        stage = Stage(port)
        begun_s = time.monotonic()
        stage.read_until(lambda: has_all_of(stage, told))
        took_s = time.monotonic() - begun_s
    assert took_s < POSTS / PER_S + 8, took_s
