"""Workers in many threads share the work: each task is one worker's, and nobody waits in a ring."""

from threading import Barrier, Thread

import pytest
from tests.contracts.test_desks import close_connections
from tests.contracts.work import LATER_MS, NOW_MS, SOON, done, pages, put, queues, take

from tablee.ports.tasks import Hold
from tablee.store.memory import MemoryDesks


def test_workers_do_not_wait_for_each_other(site, task):
    """While one is still taking, another takes the rest; memory and SQLite have one writer."""
    if isinstance(site.desks, MemoryDesks) or site.settings.database_url == "":
        pytest.skip("one writer at a time")
    put(site, *(task(number) for number in range(6)))
    taken = []

    def take_three():
        taken.extend(pages(take(site, most=3, hold=Hold("Ada", LATER_MS))))
        close_connections()

    with site.desks.write() as desk:
        first = pages(desk.tasks.take(("look", "recheck"), SOON, NOW_MS, 3))
        other = Thread(target=take_three)
        other.start()
        other.join(timeout=20)
        assert not other.is_alive()
    assert sorted(first + taken) == [0, 1, 2, 3, 4, 5]


def test_each_task_is_taken_by_one_worker(site, task, others):
    every = [task(number, campaign_id=others[number % 2]) for number in range(120)]
    put(site, *every)
    ready, ended = Barrier(4, timeout=20), []

    def work(name):
        ready.wait()
        while taken := take(site, most=7, hold=Hold(name, LATER_MS)):
            assert done(site, *taken, holder=name) == len(taken)
            ended.extend(pages(taken))
        close_connections()

    threads = [Thread(target=work, args=(f"worker-{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == [*range(120)]
    assert queues(site) == []


def test_those_who_put_at_once_put_each_task_once(site, task):
    every = [task(number) for number in range(40)]
    counts = []

    def ask(tasks):
        counts.append(put(site, *tasks))
        close_connections()

    orders = [every if turn % 2 else every[::-1] for turn in range(12)]
    threads = [Thread(target=ask, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 40
    assert len(counts) == 12


def test_who_puts_and_who_ends_the_same_tasks_never_wait_in_a_ring(site, task):
    every = [task(number, key=f"look:é{number * 7919 % 97}") for number in range(60)]
    ready = Barrier(2, timeout=20)

    def ask():
        for turn in range(12):
            ready.wait()
            put(site, *(every[::-1] if turn % 2 else every))
        close_connections()

    asking = Thread(target=ask)
    asking.start()
    for _ in range(12):
        taken = take(site, most=60)
        ready.wait()
        assert done(site, *taken) == len(taken)
    asking.join()
    assert sum(queue.waiting for queue in queues(site)) == 60
