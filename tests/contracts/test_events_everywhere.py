"""Events are handed over once and put back once on every store, however many do it at a time."""

import threading
from collections import Counter

import pytest
from tests import make
from tests.contracts.test_desks import close_connections

from tablee.ports.desk import Message
from tablee.ports.hooks import Attempt
from tablee.ports.tasks import Hold
from tablee.usecases.hooks.count_acts import count_acts
from tablee.usecases.hooks.note_deliveries import Delivery, note_deliveries, send_again
from tablee.usecases.hooks.register_hook import register_hook
from tablee.usecases.hooks.retries import RETRIES_MS
from tablee.usecases.hooks.spread_messages import DELIVER, spread_messages
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.record_acts import record_acts

CROWD = 4
MESSAGES = 40


@pytest.fixture
def hook(site):
    publish_terms(site.desks, site.clock, Publication(make.terms()))
    return register_hook(site.desks, site.clock, make.SLUG, "https://emil.example/", "whsec_b25l")


def in_a_crowd(work):
    """Run *work* in some threads at once; what goes wrong in one of them is raised here."""
    troubles = []

    def run(number):
        try:
            work(number)
        except BaseException as trouble:  # noqa: BLE001 - told below
            troubles.append(trouble)
        finally:
            close_connections()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(CROWD)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert troubles == []


def put(site, number):
    with site.desks.write() as desk:
        body = {"campaign": make.SLUG, "number": number}
        desk.outbox.put(1, Message("campaign.closed", f"key-{number}", body), 1)


def take(site, now_ms, holder="us"):
    with site.desks.write() as desk:
        return desk.tasks.take([DELIVER], Hold(holder, now_ms + 60_000), now_ms, 1_000)


@pytest.mark.usefixtures("hook")
def test_each_message_is_handed_over_once_however_many_do_it(site):
    for number in range(MESSAGES):
        put(site, number)
    taken = Counter()
    lock = threading.Lock()

    def work(number):
        for _ in range(5):
            spread_messages(site.desks, site.clock)
            tasks = take(site, site.clock.now_ms(), f"worker-{number}")
            with site.desks.write() as desk:
                desk.tasks.done(tasks, f"worker-{number}")
            with lock:
                taken.update(each.key for each in tasks)

    in_a_crowd(work)
    assert len(taken) == MESSAGES
    assert set(taken.values()) == {1}


@pytest.mark.usefixtures("hook")
def test_acts_are_told_of_without_gap_or_overlap_however_many_count(site):
    def work(number):
        told = {}
        for round_ in range(5):
            claim = make.claim(f"https://emil.example/{number}/{round_}", by=f"{number}")
            record_acts(site.desks, site.clock, make.SLUG, [claim], "form")
            count_acts(site.desks, site.clock, told)

    in_a_crowd(work)
    count_acts(site.desks, site.clock, {})
    with site.desks.read() as desk:
        bodies = [each.message.body for each in desk.outbox.letters(1_000)]
    spans = sorted((body["first"], body["last"]) for body in bodies if "first" in body)
    firsts = [first for first, _ in spans]
    assert firsts == [1, *(last + 1 for _, last in spans[:-1])]
    assert spans[-1][1] == CROWD * 5


def test_what_is_not_taken_is_put_back_and_buried_and_revived(site, hook):
    put(site, 1)
    spread_messages(site.desks, site.clock)
    now_ms = site.clock.now_ms()
    for failures in range(1, len(RETRIES_MS) + 2):
        (task,) = take(site, now_ms)
        assert task.body["failures"] == failures - 1
        attempt = Attempt(now_ms, 500, is_success=False, trouble="it answered 500")
        note_deliveries(site.desks, site.clock, [Delivery(task, attempt)], "us")
        assert take(site, site.clock.now_ms()) == []
        now_ms += RETRIES_MS[-1] * 2
    with site.desks.read() as desk:
        (dead,) = desk.tasks.dead(9)
        assert (dead.trouble, desk.hooks.get(hook.number).failures) == ("it answered 500", 10)
    assert send_again(site.desks, site.clock, hook.number) == 1
    assert len(take(site, site.clock.now_ms())) == 1


def test_whoever_has_lost_a_task_puts_nothing_back(site, hook):
    put(site, 1)
    spread_messages(site.desks, site.clock)
    now_ms = site.clock.now_ms()
    (task,) = take(site, now_ms)
    (again,) = take(site, now_ms + 60_000, "another")
    attempt = Attempt(now_ms, 500, is_success=False)
    note_deliveries(site.desks, site.clock, [Delivery(task, attempt)], "us")
    taken = Attempt(now_ms, 200, is_success=True)
    note_deliveries(site.desks, site.clock, [Delivery(again, taken)], "another")
    with site.desks.read() as desk:
        assert desk.tasks.queues() == []
    with site.desks.read() as desk:
        assert desk.hooks.get(hook.number).failures == 0
