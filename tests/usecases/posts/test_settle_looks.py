"""Looks are settled in one transaction with the tasks that asked for them."""

import pytest
from tests import make
from tests.usecases.posts.web import EMIL, FAY, GUS, MINUTE_MS, Web

from tablee.core.errors import UnknownCampaign
from tablee.core.post.submission import Outcome, Road
from tablee.ports.tasks import Hold
from tablee.usecases.posts.looking import Look
from tablee.usecases.posts.settle_looks import Settling, settle_looks


@pytest.fixture
def web():
    web = Web()
    yield web
    assert web.faults() == []


def queued(web):
    with web.desks.read() as desk:
        return {each.verb: each.waiting + each.held for each in desk.tasks.queues()}


def test_several_looks_are_settled_in_order_and_answered_for_each(web):
    for source in (EMIL, FAY, GUS):
        web.tell(source)
    web.put(FAY, links=())
    settled = web.work()
    assert [each.submission.number for each in settled] == [1, 2, 3]
    assert [each.act and each.act.number for each in settled] == [1, None, 2]
    assert queued(web) == {"describe": 2}


def test_a_look_that_goes_wrong_leaves_everything_as_it_was(web):
    web.tell(EMIL)
    (task,) = web.due()
    with pytest.raises(LookupError):
        web.settle(web.seen(task), Look(99, None))
    assert web.acts() == []
    assert web.told().outcome is Outcome.QUEUED
    assert queued(web) == {"look": 1}
    with pytest.raises(UnknownCampaign):
        settle_looks(web.desks, web.clock, Settling("nowhere", [], b""))


def test_a_worker_that_was_too_slow_spoils_nothing(web):
    web.tell(EMIL)
    (slow,) = web.due("slow")
    web.clock.ms += 2 * MINUTE_MS
    (quick,) = web.due("worker")
    web.settle(web.seen(quick))
    web.settle(web.seen(slow))
    assert len(web.acts()) == 1
    assert web.told().outcome is Outcome.VERIFIED
    assert queued(web) == {"describe": 1}


def test_a_page_that_does_not_answer_is_queued_for_later(web):
    web.vanish(EMIL)
    web.tell()
    (settled,) = web.work()
    assert settled.next_look_ms > web.clock.ms
    assert queued(web) == {"look": 1}
    hold = Hold("worker", settled.next_look_ms + MINUTE_MS)
    with web.desks.write() as desk:
        assert desk.tasks.take(["look"], hold, settled.next_look_ms - 1, 9) == []
        assert len(desk.tasks.take(["look"], hold, settled.next_look_ms, 9)) == 1


@pytest.mark.conformance("DD-01", "DD-04")
def test_the_same_post_by_five_roads_fifty_times_is_one_act_and_one_set_of_meals(web):
    for _ in range(50):
        for road in Road:
            web.tell(road=road)
        web.work()
        web.clock.ms += MINUTE_MS
    assert len(web.acts()) == 1
    assert web.tally().pools[0].paid == make.terms().kinds[0].rate


def test_a_submission_says_when_it_was_looked_at(web):
    web.post()
    looked_ms = web.clock.ms
    assert web.told().looked_at_ms == looked_ms
    web.clock.ms += MINUTE_MS
    web.tell()
    web.work()
    assert web.told().looked_at_ms == web.clock.ms
