"""Evidence is erased when its time is over (prune_exhibits); dead work is revived by hand."""

import time

import pytest
from tests.usecases.posts.web import EMIL, FAY, Web

from tablee.core.post.patience import HOUR_MS
from tablee.core.post.submission import Outcome
from tablee.outside.exhibits import HeldExhibits
from tablee.usecases.upkeep.prune_exhibits import prune_exhibits, sweep_exhibits
from tablee.usecases.upkeep.retry_task import retry_task


@pytest.fixture
def web():
    web = Web()
    yield web
    assert web.faults() == []


def keep(web, exhibits, number, content):
    with web.desks.write() as desk:
        name = exhibits.put(content)
        desk.posts.keep([desk.posts.get(1, number)._replace(exhibit=name)])
    return name


def test_a_snapshot_goes_when_its_time_is_over_and_the_figures_stay(web):
    exhibits = HeldExhibits()
    web.post(EMIL)
    name = keep(web, exhibits, 1, b"a page")
    web.clock.pass_days(10)
    assert prune_exhibits(web.desks, web.clock, exhibits, 10) == 0
    web.clock.ms += 1
    assert prune_exhibits(web.desks, web.clock, exhibits, 10) == 1
    assert prune_exhibits(web.desks, web.clock, exhibits, 10) == 0
    assert exhibits.get(name) is None
    assert web.kept(1).exhibit == ""
    assert web.tally().pools[0].paid == 10


def test_a_snapshot_that_another_post_still_names_stays(web):
    exhibits = HeldExhibits()
    web.post(EMIL)
    name = keep(web, exhibits, 1, b"the same page")
    web.clock.pass_days(5)
    web.post(FAY)
    keep(web, exhibits, 2, b"the same page")
    web.clock.pass_days(6)
    assert prune_exhibits(web.desks, web.clock, exhibits, 10) == 1
    assert exhibits.get(name) == b"the same page"
    web.clock.pass_days(6)
    assert prune_exhibits(web.desks, web.clock, exhibits, 10) == 1
    assert exhibits.get(name) is None


def test_a_snapshot_that_no_post_names_is_swept_away_within_a_fortnight(web):
    exhibits = HeldExhibits()
    web.post(EMIL)
    named, orphan = keep(web, exhibits, 1, b"a page"), exhibits.put(b"nobody came back for it")
    web.clock.ms = time.time_ns() // 1_000_000
    hours = 0
    while exhibits.get(orphan):
        assert hours < 24 * 14
        web.clock.ms += HOUR_MS
        swept = sweep_exhibits(web.desks, web.clock, exhibits)
        hours += 1
        assert not swept or hours > 24, "it may be about to be named"
    assert exhibits.get(named) == b"a page"
    assert sweep_exhibits(web.desks, web.clock, exhibits) == 0


def test_a_dead_task_is_tried_again_when_somebody_says_so(web):
    web.tell()
    (task,) = web.due()
    with web.desks.write() as desk:
        desk.tasks.bury(task, "worker", "a bug")
    assert web.work() == []
    assert retry_task(web.desks, web.clock, task.number)
    assert not retry_task(web.desks, web.clock, task.number)
    web.work()
    assert web.told().outcome is Outcome.VERIFIED
