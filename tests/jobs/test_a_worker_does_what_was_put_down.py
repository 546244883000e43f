"""The worker does every task once, whatever a task does, and stops without losing any."""

import asyncio
import threading
import time
from collections import Counter
from contextlib import suppress

import pytest
from django.db import connections
from tests import make, sites

from tablee.jobs.bell import RingingDesks
from tablee.jobs.clerk import MOST_BEGUN, MOST_TRIES, Clerk, pause_after
from tablee.jobs.worker import Pace, Worker
from tablee.outside.clock import SystemClock
from tablee.ports.tasks import Hold, Task
from tablee.ports.verb import NotNow
from tablee.usecases.publish_terms import Publication, publish_terms

PATIENCE_S = 20


class Gone(Exception):
    """The database does not answer."""


QUICK = Pace(at_once=4, poll_s=0.02, rest_s=0.02)


def task(name, verb="note", campaign_id=1, due_at_ms=0):
    return Task(campaign_id, verb, name, {"name": name}, due_at_ms)


class Notes:
    """A verb that notes what it did; names say what goes wrong."""

    def __init__(self, desks, pause_s=0.0):
        self.desks = desks
        self.pause_s = pause_s
        self.begun = Counter()
        self.settled = Counter()
        self.groups = []
        self.at_once = self.most_at_once = 0
        self.is_closed = False

    def begin(self, tasks):
        return [self._labour(each) for each in tasks]

    def _labour(self, each):
        name = each.body["name"]
        if name == "idle":
            return None
        if name == "bad-begin":
            raise LookupError(name)

        async def labour():
            self.begun[name] += 1
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            try:
                await asyncio.sleep(self.pause_s)
                return self._outcome(name)
            finally:
                self.at_once -= 1

        return labour

    def _outcome(self, name):
        if name.startswith("bad-labour"):
            raise ValueError(name)
        if name == "busy" and self.begun[name] < 3:
            raise NotNow(1, "the host is busy")
        return name

    def settle(self, done, holder):
        names = [each.outcome for each in done]
        if "bad-settle" in names:
            raise ArithmeticError("cannot be settled")
        with self.desks.write() as desk:
            desk.tasks.done([each.task for each in done], holder)
        self.groups.append(len(names))
        self.settled.update(names)

    def close(self):
        self.is_closed = True


@pytest.fixture(params=["memory", "sqlite"])
def site(request, tmp_path):
    with getattr(sites, request.param)(tmp_path) as opened:
        publish_terms(opened.desks, opened.clock, Publication(make.terms()))
        yield opened


def put(desks, *tasks):
    with desks.write() as desk:
        desk.tasks.put(tasks)


def queue(desks):
    with desks.read() as desk:
        return Counter(
            waiting=sum(each.waiting for each in desk.tasks.queues()),
            held=sum(each.held for each in desk.tasks.queues()),
            dead=sum(each.dead for each in desk.tasks.queues()),
        )


def until(claim):
    deadline_s = time.monotonic() + PATIENCE_S
    while not claim():
        assert time.monotonic() < deadline_s, "it never came to that"
        time.sleep(0.01)


def worker(site, verb, pace=QUICK, **more):
    clerk = Clerk(site.desks, SystemClock(), {"note": verb}, **more)
    return Worker(clerk, pace, after=_close)


def _close():
    if "sqlite" in connections:
        connections["sqlite"].close()


def test_every_task_is_done_once_and_many_at_the_same_time(site):
    verb = Notes(site.desks, pause_s=0.01)
    put(site.desks, *(task(f"t{n}") for n in range(60)), task("idle"))
    with worker(site, verb):
        until(lambda: not +queue(site.desks))
    assert verb.settled == Counter({f"t{n}": 1 for n in range(60)})
    assert 1 < verb.most_at_once <= QUICK.at_once
    assert max(verb.groups) > 1


def test_a_bad_task_stops_nobody_and_is_tried_again_later(site, caplog):
    verb = Notes(site.desks)
    bad = ["bad-begin", "bad-labour", "bad-settle"]
    put(site.desks, *map(task, bad), *(task(f"t{n}") for n in range(9)))
    with worker(site, verb):
        until(lambda: len(verb.settled) == 9)
        until(lambda: not queue(site.desks)["held"])
    assert queue(site.desks) == Counter(waiting=3, held=0, dead=0)
    assert all(name in caplog.text for name in bad)
    with site.desks.write() as desk:
        later_ms = SystemClock().now_ms() + pause_after(9)
        taken = desk.tasks.take(["note"], Hold("us", later_ms + 1), later_ms, 9)
    assert {each.key: each.trouble.partition(":")[0] for each in taken} == {
        "bad-begin": "LookupError",
        "bad-labour": "ValueError",
        "bad-settle": "ArithmeticError",
    }


def test_a_task_that_fails_too_often_is_dead_and_can_be_revived(site):
    verb = Notes(site.desks)
    put(site.desks, task("bad-labour"))
    clock = sites.set_clock()
    clerk = Clerk(site.desks, clock, {"note": verb})
    for _ in range(MOST_TRIES):
        (begun,) = clerk.take(5, 1_000)
        clerk.report([(begun.task, ValueError("no"))])
        clock.advance(pause_after(MOST_TRIES))
    assert queue(site.desks) == Counter(waiting=0, held=0, dead=1)
    with site.desks.write() as desk:
        (dead,) = desk.tasks.dead(5)
        assert desk.tasks.revive(dead.number, clock.now_ms())
    assert len(clerk.take(5, 1_000)) == 1


def test_a_task_during_which_workers_vanish_is_dead_in_the_end(site):
    put(site.desks, task("killer"))
    clock = sites.set_clock()
    taken = 0
    while queue(site.desks)["dead"] == 0:
        taken += len(Clerk(site.desks, clock, {"note": Notes(site.desks)}).take(5, 1_000))
        clock.advance(1_001)
    assert taken == MOST_BEGUN


def test_what_cannot_be_done_now_waits_and_is_no_worse_off(site):
    verb = Notes(site.desks)
    put(site.desks, task("busy"))
    with worker(site, verb):
        until(lambda: not +queue(site.desks))
    assert verb.begun["busy"] == 3
    assert verb.settled["busy"] == 1


def test_a_worker_that_is_stopped_gives_its_tasks_back_at_once(site):
    verb = Notes(site.desks, pause_s=60)
    put(site.desks, *(task(f"t{n}") for n in range(30)))
    with worker(site, verb):
        until(lambda: verb.at_once == QUICK.at_once)
        assert queue(site.desks)["held"]
    assert queue(site.desks) == Counter(waiting=30, held=0, dead=0)
    assert not verb.settled
    assert verb.is_closed


def test_a_labour_without_end_is_ended(site):
    verb = Notes(site.desks, pause_s=60)
    put(site.desks, task("endless"))
    with worker(site, verb, QUICK._replace(labour_limit_s=0.05)):
        until(lambda: verb.begun["endless"] and queue(site.desks)["waiting"])
    assert queue(site.desks)["waiting"] == 1


def test_tasks_whose_lease_is_nearly_over_are_not_begun(site):
    verb = Notes(site.desks)
    put(site.desks, task("late"))
    with worker(site, verb, QUICK._replace(lease_s=1, labour_limit_s=2)):
        time.sleep(0.2)
    assert not verb.begun
    assert queue(site.desks)["waiting"] == 1


def test_a_worker_is_woken_by_what_is_put_down_in_its_process(site):
    verb = Notes(site.desks)
    working = worker(site, verb, QUICK._replace(poll_s=3_600))
    ringing = RingingDesks(site.desks, working.wake)
    with working:
        put(ringing, task("first"))
        until(lambda: verb.settled["first"])
        with ringing.write() as desk:
            assert desk.campaigns.every()
        put(ringing, task("second"))
        until(lambda: verb.settled["second"])


def test_nobody_is_woken_by_a_transaction_that_is_undone(site):
    rung = threading.Event()
    ringing = RingingDesks(site.desks, rung.set)
    with suppress(Gone), ringing.write() as desk:
        desk.tasks.put([task("never")])
        raise Gone
    with ringing.read() as desk:
        assert desk.tasks.queues() == []
    assert not rung.is_set()


def test_work_that_others_put_down_is_found_by_looking_now_and_then(site):
    verb = Notes(site.desks)
    with worker(site, verb):
        time.sleep(0.05)
        put(site.desks, task("theirs"))
        until(lambda: verb.settled["theirs"])


def test_without_anything_at_once_no_thread_is_started(site):
    put(site.desks, task("left"))
    with worker(site, Notes(site.desks), QUICK._replace(at_once=0)):
        time.sleep(0.05)
    assert queue(site.desks)["waiting"] == 1


class FlakyDesks:
    """Desks that are away now and then."""

    def __init__(self, desks):
        self.desks = desks
        self.is_away = False

    def write(self):
        if self.is_away:
            raise Gone
        return self.desks.write()

    def read(self):
        return self.desks.read()


def test_a_worker_waits_for_a_database_that_is_away(site):
    flaky = FlakyDesks(site.desks)
    verb = Notes(site.desks)
    clerk = Clerk(flaky, SystemClock(), {"note": verb})
    flaky.is_away = True
    put(site.desks, task("patient"))
    with Worker(clerk, QUICK, after=_close):
        time.sleep(0.1)
        assert not verb.begun
        flaky.is_away = False
        until(lambda: verb.settled["patient"])
