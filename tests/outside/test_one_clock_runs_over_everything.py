"""However a stranger dawdles, the wait ends at the deadline, and the line is cut."""

import asyncio
import socket

import pytest
from tests.outside.certificates import certificates
from tests.outside.stranger import (
    Book,
    Stranger,
    endless,
    fetch_or_refusal,
    gate_to,
    page,
    redirect,
    stranger,
)

from tablee.outside.fetch.rules import DEADLINE_S
from tablee.ports.fetch import Ask, Obstacle

pytestmark = pytest.mark.usefixtures("every_loop")

SHORT_S = 0.4
LATE_S = 1.0
"""How late a busy machine may be; strangers here go on for a minute."""
HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


async def silent(_wanted, _writer):
    await asyncio.sleep(60)


def slowly_round(pause_s):
    """Redirect on and on, each time a little late."""

    async def tell(wanted, writer):
        await asyncio.sleep(pause_s)
        await redirect(f"/{int(wanted.path[1:]) + 1}")(wanted, writer)

    return tell


def test_the_deadline_of_a_site_is_eight_seconds():
    assert DEADLINE_S == 8


@pytest.mark.conformance("FX-04")
@pytest.mark.parametrize(
    "tell",
    [
        pytest.param(silent, id="says nothing"),
        pytest.param(endless(b"HTTP/1.1 200 ", b"O", pause_s=0.05), id="drips the status"),
        pytest.param(endless(HEAD[:-2], b"X-Y: z\r\n", pause_s=0.05), id="drips headers"),
        pytest.param(endless(HEAD, b".", pause_s=0.05), id="drips the body"),
        pytest.param(endless(HEAD, b".", pause_s=SHORT_S / 2), id="stays below a read timeout"),
        pytest.param(
            endless(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", b"1\r\n.\r\n", 0.05),
            id="drips chunks",
        ),
        pytest.param(endless(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.05), id="only hints"),
        pytest.param(slowly_round(SHORT_S / 3), id="redirects late"),
    ],
)
def test_a_slow_stranger_is_left_at_the_deadline(tell):
    async def run():
        async with stranger(tell, deadline_s=SHORT_S) as (server, gate):
            loop = asyncio.get_running_loop()
            started_s = loop.time()
            _, refusal = await fetch_or_refusal(gate, "http://lea.test/1")
            assert refusal is Obstacle.TOO_SLOW
            assert SHORT_S - 0.01 <= loop.time() - started_s < SHORT_S + LATE_S
            if tell is not silent:
                await server.until(lambda: server.under_way == 0)  # the line is cut, too

    asyncio.run(run())


@pytest.mark.conformance("FX-04")
def test_slow_tls_is_left_at_the_deadline():
    """A server that takes the connection and never answers the handshake."""

    async def run():
        async with stranger(silent, deadline_s=SHORT_S) as (_, gate):
            loop = asyncio.get_running_loop()
            started_s = loop.time()
            _, refusal = await fetch_or_refusal(gate, "https://lea.test/1")
            assert refusal is Obstacle.TOO_SLOW
            assert loop.time() - started_s < SHORT_S + LATE_S

    asyncio.run(run())


@pytest.mark.conformance("FX-04")
def test_a_slow_page_behind_tls_is_left_at_the_deadline(tmp_path):
    believed = certificates(tmp_path, "lea.test")

    async def run():
        drip = endless(HEAD, b".", pause_s=0.05)
        rules = {"deadline_s": SHORT_S, "trust": lambda: believed.gate}
        async with stranger(drip, tls=believed.server, **rules) as (_, gate):
            _, refusal = await fetch_or_refusal(gate, "https://lea.test/1")
            assert refusal is Obstacle.TOO_SLOW

    asyncio.run(run())


@pytest.mark.conformance("FX-04")
def test_slow_names_are_left_at_the_deadline():
    async def run():
        server = Stranger(page())
        await server.open()
        gate = gate_to(server, names=Book(["127.0.0.1"], slow_s=30), deadline_s=SHORT_S)
        loop = asyncio.get_running_loop()
        started_s = loop.time()
        _, refusal = await fetch_or_refusal(gate, "http://slow.invalid/")
        assert refusal is Obstacle.TOO_SLOW
        assert loop.time() - started_s < SHORT_S + LATE_S
        await gate.close()
        await server.close()

    asyncio.run(run())


@pytest.mark.conformance("FX-04")
def test_an_address_that_swallows_everything_is_left_at_the_deadline():
    """A full backlog answers no connection, as a firewall that drops does."""

    async def run():
        with socket.socket() as full:
            full.bind(("127.0.0.1", 0))
            full.listen(0)
            port = full.getsockname()[1]
            crowd = [socket.socket() for _ in range(4)]
            for each in crowd:
                each.settimeout(0)
                each.connect_ex(("127.0.0.1", port))
            gate = gate_to(Stranger(page()), deadline_s=SHORT_S, ports=frozenset({port}))
            loop = asyncio.get_running_loop()
            started_s = loop.time()
            _, refusal = await fetch_or_refusal(gate, f"http://127.0.0.1:{port}/")
            assert refusal is Obstacle.TOO_SLOW
            assert loop.time() - started_s < SHORT_S + LATE_S
            await gate.close()
            for each in crowd:
                each.close()

    asyncio.run(run())


def test_waiting_for_a_turn_is_not_held_against_the_stranger():
    """Three ask a host that lets in two, and takes its time, far enough within the deadline."""
    deadline_s = 2.0

    async def late(wanted, writer):
        await asyncio.sleep(deadline_s * 0.55)
        await page()(wanted, writer)

    async def run():
        async with stranger(late, deadline_s=deadline_s) as (_, gate):
            asks = [gate.fetch(Ask(f"http://lea.test/{number}")) for number in range(3)]
            answers = await asyncio.gather(*asks)
            assert [answer.status for answer in answers] == [200, 200, 200]

    asyncio.run(run())


def test_who_no_longer_waits_leaves_nothing_open():
    async def run():
        async with stranger(silent) as (server, gate):
            task = asyncio.create_task(gate.fetch(Ask("http://lea.test/1")))
            await server.until(lambda: server.connections)
            await gate.close()
            refused = await asyncio.gather(task, return_exceptions=True)
            assert refused[0].obstacle is Obstacle.BUSY
            assert server.connections == 1

    asyncio.run(run())
