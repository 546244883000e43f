"""Group commit: everything that waits is written together, and nothing is answered before."""

import asyncio
import threading
import time
from contextlib import asynccontextmanager

import pytest
from tests import make
from tests.intake.house import act, opened, plain_site

from tablee.config import Settings
from tablee.core.errors import JournalFull, UnknownCampaign
from tablee.intake.batch import ENOUGH_ACTS, Batch
from tablee.problems.mistakes import StoreUnreachable
from tablee.usecases.record_acts import Recorded


class Disk:
    """Stands for the disk: remembers each group, and can be held up or broken."""

    def __init__(self):
        self.groups = []
        self.is_free = threading.Event()
        self.is_free.set()
        self.poison = None

    def record(self, slug, claims, source):
        self.is_free.wait(10)
        if self.poison is not None and self.poison in claims:
            raise OSError("the disk is gone")
        if slug == "nothing":
            raise UnknownCampaign
        self.groups.append((slug, source, list(claims)))
        return [Recorded(None, is_new=True, paid_units=claim, place=0) for claim in claims]


@pytest.fixture
def disk():
    return Disk()


@asynccontextmanager
async def running(disk, queue=100, group=100, after=lambda: None):
    batch = Batch(disk.record, queue_limit_acts=queue, group_limit_acts=group, after=after)
    batch.start()
    try:
        yield batch
    finally:
        disk.is_free.set()
        await batch.stop()


def numbers(results):
    return [each.paid_units for each in results]


async def waiting(batch, acts):
    async with asyncio.timeout(5):
        while batch.waiting_acts < acts:  # noqa: ASYNC110 - a test may poll
            await asyncio.sleep(0.001)


def test_what_gathers_during_one_write_is_written_by_the_next(disk):
    async def scene():
        async with running(disk) as batch:
            disk.is_free.clear()
            first = asyncio.create_task(batch.add("a", "shop", [1]))
            await waiting(batch, 1)
            await asyncio.sleep(0.05)
            rest = [asyncio.create_task(batch.add("a", "shop", [n, -n])) for n in range(2, 6)]
            await waiting(batch, 9)
            assert not first.done()
            disk.is_free.set()
            results = await asyncio.gather(first, *rest)
        assert [numbers(each) for each in results] == [[1], [2, -2], [3, -3], [4, -4], [5, -5]]
        assert disk.groups == [
            ("a", "shop", [1]),
            ("a", "shop", [2, -2, 3, -3, 4, -4, 5, -5]),
        ]

    asyncio.run(scene())


def trickling(disk, senders, pause_s=0.0):
    """Return the groups of acts that arrive one in each turn of the loop.

    With a pause the loop lets the writer's thread run in each turn, as reading from the wire does.
    """

    async def late(batch, number):
        for _ in range(number):
            await asyncio.sleep(0)
        time.sleep(pause_s)  # noqa: ASYNC251 - on purpose
        return await batch.add("a", "shop", [number])

    async def scene():
        async with running(disk, queue=10_000, group=10_000) as batch:
            await asyncio.gather(*(late(batch, number) for number in range(senders)))

    asyncio.run(scene())
    return [claims for _, _, claims in disk.groups]


def test_a_small_group_is_written_when_all_that_has_arrived_is_read(disk):
    assert trickling(disk, 10) == [list(range(10))]


def test_a_group_that_never_stops_growing_is_written_all_the_same(disk):
    groups = trickling(disk, 200, pause_s=0.001)
    assert [act for group in groups for act in group] == list(range(200))
    assert len(groups) > 1


def test_a_large_group_does_not_wait_for_the_loop(disk):
    async def scene():
        async with running(disk, queue=10_000, group=10_000) as batch:
            disk.is_free.clear()
            first = asyncio.create_task(batch.add("a", "shop", [1]))
            await waiting(batch, 1)
            await asyncio.sleep(0.05)
            rest = asyncio.create_task(batch.add("a", "shop", list(range(ENOUGH_ACTS))))
            await waiting(batch, ENOUGH_ACTS + 1)
            disk.is_free.set()
            while len(disk.groups) < 2:  # the loop does not turn meanwhile
                time.sleep(0.001)  # noqa: ASYNC251 - on purpose
            await asyncio.gather(first, rest)

    asyncio.run(scene())


def test_campaigns_and_sources_are_written_apart_and_none_waits_for_ever(disk):
    async def scene():
        async with running(disk, group=2) as batch:
            disk.is_free.clear()
            adds = [batch.add("a", "shop", [n]) for n in range(5)]
            adds += [batch.add("b", "shop", [10]), batch.add("a", "till", [20])]
            tasks = [asyncio.create_task(each) for each in adds]
            await waiting(batch, 7)
            disk.is_free.set()
            await asyncio.gather(*tasks)
        written = [group for group in disk.groups if group[0] == "b" or group[1] == "till"]
        assert written == [("b", "shop", [10]), ("a", "till", [20])]
        assert max(len(claims) for _, _, claims in disk.groups) == 2
        assert disk.groups[-1][:2] == ("a", "shop")

    asyncio.run(scene())


def test_when_too_many_wait_nothing_more_is_taken(disk):
    async def scene():
        async with running(disk, queue=3) as batch:
            disk.is_free.clear()
            tasks = [asyncio.create_task(batch.add("a", "shop", [n])) for n in range(3)]
            await waiting(batch, 3)
            with pytest.raises(JournalFull):
                await batch.add("a", "shop", [4])
            patient = asyncio.create_task(batch.add_patiently("a", "shop", [5]))
            await asyncio.sleep(0.03)
            disk.is_free.set()
            await asyncio.gather(*tasks)
            assert numbers(await patient) == [5]
        assert 4 not in [claim for _, _, claims in disk.groups for claim in claims]

    asyncio.run(scene())


def test_more_than_the_queue_holds_is_taken_when_nothing_waits(disk):
    async def scene():
        async with running(disk, queue=3, group=2) as batch:
            assert numbers(await batch.add("a", "shop", list(range(10)))) == list(range(10))

    asyncio.run(scene())


def test_a_broken_disk_acknowledges_nothing_and_one_sender_spoils_no_other(disk):
    async def scene():
        async with running(disk) as batch:
            disk.poison = 3
            disk.is_free.clear()
            tasks = [asyncio.create_task(batch.add("a", "shop", [n])) for n in range(6)]
            await waiting(batch, 6)
            disk.is_free.set()
            results = await asyncio.gather(*tasks, return_exceptions=True)
            assert isinstance(results.pop(3), StoreUnreachable)
            assert [numbers(each) for each in results] == [[0], [1], [2], [4], [5]]
            assert batch.waiting_acts == 0
            with pytest.raises(UnknownCampaign):
                await batch.add("nothing", "shop", [1])
            assert numbers(await batch.add("a", "shop", [7])) == [7]

    asyncio.run(scene())


def test_whoever_hangs_up_is_counted_all_the_same(disk):
    async def scene():
        async with running(disk) as batch:
            disk.is_free.clear()
            gone = asyncio.create_task(batch.add("a", "shop", [1]))
            await waiting(batch, 1)
            gone.cancel()
            disk.is_free.set()
            assert numbers(await batch.add("a", "shop", [2])) == [2]
        assert [claim for _, _, claims in disk.groups for claim in claims] == [1, 2]

    asyncio.run(scene())


def test_at_the_end_what_waits_is_written_and_nothing_more_is_taken(disk):
    ended_in = []

    async def scene():
        async with running(
            disk, after=lambda: ended_in.append(threading.current_thread())
        ) as batch:
            disk.is_free.clear()
            tasks = [asyncio.create_task(batch.add("a", "shop", [n])) for n in range(9)]
            await waiting(batch, 9)
            stopping = asyncio.create_task(batch.stop())
            await asyncio.sleep(0.01)
            with pytest.raises(StoreUnreachable):
                await batch.add("a", "shop", [10])
            disk.is_free.set()
            await stopping
            assert len(await asyncio.gather(*tasks)) == 9
            assert not batch.is_running
        assert ended_in[0].name == "tablee-writer"

    asyncio.run(scene())


def test_a_full_queue_is_answered_429_with_the_time_to_wait(monkeypatch):
    with opened(plain_site(settings=Settings(queue_limit_acts=1))) as house:
        hold = threading.Event()
        batch = house.app.hall.batch
        record = batch.record
        monkeypatch.setattr(batch, "record", lambda *words: hold.wait(10) and record(*words))
        first = asyncio.run_coroutine_threadsafe(
            batch.add(make.SLUG, "shop", [make.claim("held")]), house.loop
        )
        house.run(waiting(batch, 1))
        replies = [house.post(act()), house.post([act("a"), act("b")]), house.post_lines(act("c"))]
        hold.set()
        assert first.result(10)[0].is_new
        for reply in replies:
            assert reply.status == 429
            assert int(reply.headers["retry-after"]) >= 1
            assert reply.json()["type"] == "/problems/journal-full"
        assert house.totals()["acts"] == 1


def test_a_database_that_is_down_is_answered_503_and_nothing_is_acknowledged(house, monkeypatch):
    def fail(*_):
        raise OSError("no space left")

    batch = house.app.hall.batch
    with monkeypatch.context() as broken:
        broken.setattr(batch, "record", fail)
        for reply in (house.post(act()), house.post([act()]), house.post_lines(act())):
            assert reply.status == 503
            assert "retry-after" in reply.headers
            assert b"no space" not in reply.body
    assert house.post(act()).status == 201
    assert house.totals()["acts"] == 1
