"""Readers of networks: wanted ones read, one process at a time, and begin again after failures."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests import make
from tests.usecases.stage import SetClock

from tablee.jobs.streams import Berths, Pace, Streams
from tablee.ports.networks.bulletins import Condition
from tablee.ports.stream import Stream
from tablee.ports.tasks import Hold
from tablee.ports.verb import NotNow
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import memory_site

QUICK = Pace(look_s=0.02, hold_s=0.3, pause_s=0.01, longest_pause_s=0.02)
PATIENCE_S = 20


class Stage:
    """One campaign, and a reader that does as it is told."""

    def __init__(self):
        self.site = memory_site(clock=SetClock())
        publish_terms(self.site.desks, self.site.clock, Publication(make.terms()))
        self.turns = []
        self.failures = []
        self.ended = threading.Event()
        self.wishes = ["first"]

    async def read(self, watch):
        self.turns.append((self.wishes[0], dict(watch.cursors)))
        if self.failures:
            raise self.failures.pop()
        try:
            await watch.ask(self.move, watch.holder, str(len(self.turns)))
            await asyncio.Event().wait()
        finally:
            self.ended.set()

    def move(self, holder, position):
        with self.site.desks.write() as desk:
            assert desk.cursors.move(1, "toy", holder, position)

    def wanted(self):
        return [Stream("toy", (1,), each, self.read) for each in self.wishes]

    def streams(self):
        return Streams(self.site.desks, self.site.clock, self.wanted, QUICK)

    def hold(self, holder):
        now_ms = self.site.clock.now_ms()
        with self.site.desks.write() as desk:
            return desk.cursors.hold(1, "toy", Hold(holder, now_ms + 60_000), now_ms)


@pytest.fixture
def stage():
    return Stage()


def until(is_so):
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.01)


def test_a_reader_that_fails_goes_on_from_the_stored_cursor(stage):
    stage.failures = [NotNow(10, "the network is full"), OSError("the line broke")]
    with stage.streams():
        until(lambda: len(stage.turns) == 3)
    assert [cursors for _, cursors in stage.turns] == [{1: ""}] * 3
    assert stage.hold("another") == "3"  # given back at once, where it was left


class DeskThread(ThreadPoolExecutor):
    """The thread that talks to the database; it says that something is asked of it."""

    def __init__(self):
        super().__init__(1)
        self.asked = asyncio.Event()

    def submit(self, do, /, *words, **names):
        self.asked.set()
        return super().submit(do, *words, **names)


def test_a_reader_that_is_ended_while_it_gives_back_its_cursor_gives_it_back_all_the_same(stage):
    """The thread is at something else just then: what waits for it there is not given up."""
    berths = Berths(stage.site.desks, stage.site.clock, QUICK)
    busy, free = threading.Event(), threading.Event()

    def keep_busy():
        busy.set()
        free.wait(PATIENCE_S)

    async def end_it():
        read_all = asyncio.Event()

        async def read(_watch):
            desk_thread.submit(keep_busy)
            await asyncio.to_thread(busy.wait, PATIENCE_S)
            desk_thread.asked.clear()
            read_all.set()

        stream = Stream("toy", (1,), "", read)
        turn = asyncio.create_task(berths.take_turn(stream, desk_thread))
        await read_all.wait()
        await desk_thread.asked.wait()  # to take the cursor back
        turn.cancel()
        await asyncio.gather(turn, return_exceptions=True)
        free.set()

    with DeskThread() as desk_thread:
        asyncio.run(end_it())
    assert stage.hold("another") == ""


def test_a_change_of_wishes_ends_a_reader_and_begins_it_anew(stage):
    with stage.streams():
        until(lambda: len(stage.turns) == 1)
        stage.wishes = ["second"]
        until(lambda: len(stage.turns) == 2)
        stage.ended.clear()
        stage.wishes = []
        until(stage.ended.is_set)
    assert [wish for wish, _ in stage.turns] == ["first", "second"]


def test_nobody_reads_where_another_process_does(stage):
    stage.hold("another process")
    with stage.streams():
        time.sleep(0.2)
        assert stage.turns == []
        with stage.site.desks.write() as desk:
            desk.cursors.release(1, "toy", "another process")
        until(lambda: stage.turns)


def test_of_two_processes_one_reads_and_the_other_takes_over(stage):
    with stage.streams():
        until(lambda: len(stage.turns) == 1)
        with stage.streams():
            time.sleep(0.5)  # longer than a hold that nobody renews
            assert len(stage.turns) == 1
    assert stage.hold("a third") == "1"


def test_a_reader_whose_cursor_was_taken_stops(stage):
    with stage.streams():
        until(lambda: len(stage.turns) == 1)
        stage.site.clock.ms += 60_000  # it slept, and its hold is over
        stage.hold("another process")
        until(stage.ended.is_set)
        time.sleep(0.1)
        assert len(stage.turns) == 1


def test_what_cannot_say_its_wishes_is_asked_again(stage):
    asked = []

    def wanted():
        asked.append(1)
        if len(asked) < 3:
            raise OSError
        return stage.wanted()

    with Streams(stage.site.desks, stage.site.clock, wanted, QUICK):
        until(lambda: stage.turns)


def test_organisers_are_told_of_a_reader_that_fails_and_of_one_that_reads_again(stage):
    stage.failures = [OSError("the line is cut")] * 3
    with stage.streams():
        until(lambda: Condition.TROUBLE in conditions(stage))
        until(lambda: conditions(stage) == [Condition.READING])


def conditions(stage):
    with stage.site.desks.read() as desk:
        return [each.condition for each in desk.bulletins.every(1)]
