"""All that wait are written together, each hears its own outcome, and one cannot spoil the rest."""

import asyncio
import threading
from contextlib import asynccontextmanager

import pytest

from tablee.core.errors import InvalidClaim, JournalFull
from tablee.problems.mistakes import StoreUnreachable
from tablee.wire.group import Group


class Disk:
    """Writes what it is given, once it is let."""

    def __init__(self) -> None:
        self.groups = []
        self.is_let = threading.Event()
        self.is_let.set()

    def write(self, told):
        self.is_let.wait(20)
        self.groups.append(list(told))
        if "spoilt" in told:
            raise RuntimeError("the disk is on fire")
        if "refused" in told:
            raise InvalidClaim
        return [each.upper() for each in told]


@asynccontextmanager
async def open_group(disk, queue_limit=100, group_limit=10, after=lambda: None):
    group = Group(disk.write, queue_limit=queue_limit, group_limit=group_limit, after=after)
    group.start()
    try:
        yield group
    finally:
        disk.is_let.set()
        await group.stop()


def run(work):
    return asyncio.run(asyncio.wait_for(work, 20))


def test_each_hears_its_own_outcome():
    async def work():
        async with open_group(Disk()) as group:
            return await asyncio.gather(*(group.add(each) for each in "abc"))

    assert run(work()) == ["A", "B", "C"]


def test_those_that_wait_are_written_together_up_to_a_limit():
    disk = Disk()

    async def work():
        async with open_group(disk) as group:
            disk.is_let.clear()
            first = asyncio.create_task(group.add("first"))
            await asyncio.sleep(0.05)
            rest = [asyncio.create_task(group.add(str(number))) for number in range(15)]
            await asyncio.sleep(0.05)
            disk.is_let.set()
            await asyncio.gather(first, *rest)

    run(work())
    assert [len(each) for each in disk.groups] == [1, 10, 5]


def test_one_that_fails_does_not_spoil_the_others(caplog):
    async def work():
        async with open_group(Disk()) as group:
            told = ["a", "spoilt", "b", "refused", "c"]
            return await asyncio.gather(*map(group.add, told), return_exceptions=True)

    outcomes = run(work())
    assert [outcomes[0], outcomes[2], outcomes[4]] == ["A", "B", "C"]
    assert isinstance(outcomes[1], StoreUnreachable)
    assert isinstance(outcomes[3], InvalidClaim)
    assert "could not be written" in caplog.text


def test_a_disk_that_fails_is_not_tried_for_everybody(caplog):
    disk = Disk()

    async def work():
        async with open_group(disk) as group:
            told = ["spoilt"] * 8
            return await asyncio.gather(*map(group.add, told), return_exceptions=True)

    assert all(isinstance(each, StoreUnreachable) for each in run(work()))
    assert len(disk.groups) <= 4
    assert caplog.records


def test_more_than_may_wait_are_sent_away():
    disk = Disk()

    async def work():
        async with open_group(disk, queue_limit=2) as group:
            disk.is_let.clear()
            first = asyncio.create_task(group.add("first"))
            await asyncio.sleep(0.05)
            waiting = [asyncio.create_task(group.add(each)) for each in "ab"]
            await asyncio.sleep(0)
            with pytest.raises(JournalFull):
                await group.add("c")
            disk.is_let.set()
            return await asyncio.gather(first, *waiting)

    assert run(work()) == ["FIRST", "A", "B"]


def test_what_waits_at_the_end_is_written_and_the_thread_closes_what_it_had():
    disk, closed = Disk(), []

    async def work():
        async with open_group(disk, after=lambda: closed.append(1)) as group:
            disk.is_let.clear()
            waiting = [asyncio.create_task(group.add(each)) for each in "abc"]
            await asyncio.sleep(0.05)
        outcomes = await asyncio.gather(*waiting)
        with pytest.raises(StoreUnreachable):
            await group.add("late")
        return outcomes

    assert run(work()) == ["A", "B", "C"]
    assert closed == [1]


def test_a_sender_that_went_away_is_written_all_the_same():
    disk = Disk()

    async def work():
        async with open_group(disk) as group:
            disk.is_let.clear()
            gone = asyncio.create_task(group.add("gone"))
            await asyncio.sleep(0.05)
            gone.cancel()
            disk.is_let.set()
            return await group.add("here")

    assert run(work()) == "HERE"
    assert ["gone"] in disk.groups
