"""However many ask us, a stranger's site hears from us seldom, and never twice for one thing."""

import asyncio

import pytest
from tests.outside.stranger import (
    LOOPBACK,
    fetch_or_refusal,
    own_domain,
    page,
    redirect,
    stranger,
)

from tablee.config import KnownHost
from tablee.outside.fetch import Gate, Rules
from tablee.outside.fetch.pace import Pace
from tablee.ports.fetch import Ask, Obstacle


def slow_page(pause_s=0.05):
    async def tell(wanted, writer):
        await asyncio.sleep(pause_s)
        await page(wanted.path.encode())(wanted, writer)

    return tell


@pytest.mark.conformance("FX-06")
@pytest.mark.parametrize("hosts", [["lea.test"], ["lea.test", "www.lea.test", "a.b.lea.test"]])
def test_two_at_once_go_to_one_domain_whatever_its_names(hosts):
    async def run():
        async with stranger(slow_page(), per_minute=1_000) as (server, gate):
            asks = [Ask(f"http://{hosts[each % len(hosts)]}/{each}") for each in range(30)]
            answers = await asyncio.gather(*(gate.fetch(ask) for ask in asks))
            assert server.connections == len(answers) == 30
            assert server.most_at_once == 2

    asyncio.run(run())


@pytest.mark.conformance("FX-06")
def test_so_many_at_once_go_to_all_together():
    async def run():
        async with stranger(slow_page(), at_once=5) as (server, gate):
            asks = (gate.fetch(Ask(f"http://blog{each}.test/")) for each in range(30))
            await asyncio.gather(*asks)
            assert (server.connections, server.most_at_once) == (30, 5)

    asyncio.run(run())


@pytest.mark.conformance("FX-06")
@pytest.mark.parametrize("is_patient", [True, False])
def test_no_more_than_so_many_go_to_one_domain_within_a_minute(is_patient):
    """A hundred callers at once; the deadline is long before the minute is over."""

    async def run():
        async with stranger(page(), per_minute=7, deadline_s=0.5) as (server, gate):
            asks = [
                Ask(f"http://www{each}.lea.test/{each}", is_patient=is_patient)
                for each in range(100)
            ]
            told = await asyncio.gather(*(fetch_or_refusal(gate, ask) for ask in asks))
            refusals = [refusal for _, refusal in told if refusal]
            assert set(refusals) == {Obstacle.BUSY}
            assert server.connections == 100 - len(refusals) <= 7
            if is_patient:
                assert server.connections == 7
            assert (await fetch_or_refusal(gate, "http://other.test/"))[1] is None

    asyncio.run(run())


@pytest.mark.conformance("FX-06")
def test_redirects_are_counted_where_they_lead():
    async def run():
        async with stranger(redirect("http://victim.test/"), per_minute=3) as (server, gate):
            for each in range(10):
                await fetch_or_refusal(gate, Ask(f"http://mad{each}.test/", is_patient=False))
            to_victim = [each for each in server.wanted if each.headers["host"] == "victim.test"]
            assert len(to_victim) == 3

    asyncio.run(run())


@pytest.mark.conformance("FX-06")
def test_the_same_page_asked_for_by_many_is_asked_for_once():
    async def run():
        async with stranger(slow_page(0.2)) as (server, gate):
            answers = await asyncio.gather(
                *(gate.fetch(Ask("http://lea.test/1")) for _ in range(50)),
                gate.fetch(Ask("http://lea.test/2")),
            )
            assert {answer.body for answer in answers[:50]} == {b"/1"}
            assert [each.path for each in server.wanted] == ["/1", "/2"]
            assert (gate.record.asked, gate.record.joined, gate.record.sent) == (51, 49, 2)
            await gate.fetch(Ask("http://lea.test/1"))
            assert server.connections == 3, "what has been answered is asked anew"

    asyncio.run(run())


@pytest.mark.conformance("FX-06")
def test_what_is_refused_to_one_is_refused_to_all_who_joined():
    async def run():
        async with stranger(slow_page(5), deadline_s=0.2) as (server, gate):
            asks = (fetch_or_refusal(gate, "http://lea.test/1") for _ in range(20))
            assert {refusal for _, refusal in await asyncio.gather(*asks)} == {Obstacle.TOO_SLOW}
            assert server.connections == 1
            assert gate.record.obstacles == {Obstacle.TOO_SLOW: 20}

    asyncio.run(run())


def test_different_wishes_for_one_address_are_not_mixed():
    async def run():
        async with stranger(slow_page()) as (server, gate):
            await asyncio.gather(
                gate.fetch(Ask("http://lea.test/1")),
                gate.fetch(Ask("http://lea.test/1", accept="application/json")),
                gate.fetch(Ask("http://lea.test/1", headers={"If-None-Match": '"x"'})),
                gate.fetch(Ask("http://lea.test/1", method="HEAD")),
                gate.fetch(Ask("http://lea.test/1", method="POST", body=b"a")),
                gate.fetch(Ask("http://lea.test/1", method="POST", body=b"a")),
            )
            assert server.connections == 6

    asyncio.run(run())


def test_who_cannot_wait_is_told_at_once():
    async def run():
        async with stranger(slow_page(0.5)) as (server, gate):
            taken = [asyncio.create_task(gate.fetch(Ask(f"http://lea.test/{n}"))) for n in range(2)]
            waiting = asyncio.create_task(gate.fetch(Ask("http://lea.test/3")))
            await asyncio.sleep(0.1)
            loop = asyncio.get_running_loop()
            started_s = loop.time()
            for path in ("3", "4"):
                hasty = Ask(f"http://lea.test/{path}", is_patient=False)
                assert (await fetch_or_refusal(gate, hasty))[1] is Obstacle.BUSY
            assert loop.time() - started_s < 0.1
            joined = await gate.fetch(Ask("http://lea.test/0", is_patient=False))
            assert joined.body == b"/0"
            await asyncio.gather(*taken, waiting)
            assert server.connections == 3

    asyncio.run(run())


def test_one_caller_who_goes_away_takes_nothing_from_the_others():
    async def run():
        async with stranger(slow_page(0.2)) as (server, gate):
            callers = [asyncio.create_task(gate.fetch(Ask("http://lea.test/1"))) for _ in range(3)]
            await asyncio.sleep(0.05)
            callers[0].cancel()
            told = await asyncio.gather(*callers, return_exceptions=True)
            assert isinstance(told[0], asyncio.CancelledError)
            assert [answer.body for answer in told[1:]] == [b"/1", b"/1"]
            assert server.connections == 1

    asyncio.run(run())


def test_a_gate_goes_on_in_the_next_loop():
    known = {}
    gate = Gate(Rules(known=known, networks=(LOOPBACK,), at_once=1), domain_of=own_domain)

    async def run():
        async with stranger(slow_page()) as (server, _):
            known["lea.test"] = KnownHost("lea.test", "127.0.0.1", server.port)
            asks = (gate.fetch(Ask(f"http://lea.test/{each}")) for each in range(4))
            assert len(await asyncio.gather(*asks)) == 4

    asyncio.run(run())
    asyncio.run(run())


def test_a_place_may_be_asked_again_when_a_minute_is_over():
    pace = Pace(2)
    assert pace.delay_s("lea.test", 0.0) == 0
    pace.note("lea.test", 0.0)
    pace.note("lea.test", 10.0)
    assert pace.delay_s("lea.test", 20.0) == 40
    assert pace.delay_s("emil.test", 20.0) == 0
    assert pace.delay_s("lea.test", 60.0) == 0
    pace.note("lea.test", 60.0)
    assert pace.delay_s("lea.test", 60.0) == 10


def test_places_are_forgotten_when_nobody_asks_for_them():
    pace = Pace(2)
    for each in range(1_000):
        pace.note(f"blog{each}.test", each * 0.01)
    pace.note("last.test", 200.0)
    assert len(pace) == 1
