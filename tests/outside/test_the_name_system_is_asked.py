"""Names are asked for at a real name server; one that hangs holds up nobody else."""

import asyncio
import threading
from ipaddress import ip_address

import pytest
from tests.outside.nameserver import name_server
from tests.outside.stranger import LOOPBACK, Stranger, fetch_or_refusal, page

from tablee.outside.fetch import Gate, Rules
from tablee.outside.fetch.names import NameSystem, NoSuchHost
from tablee.ports.fetch import Ask, Obstacle

RECORDS = {
    ("lea.example", "A"): ["127.0.0.1"],
    ("both.example", "A"): ["93.184.216.34", "93.184.216.35"],
    ("both.example", "AAAA"): ["2606:2800:220:1::1"],
    ("six.example", "AAAA"): ["2606:2800:220:1::1"],
    ("mail.example", "MX"): ["10 mail.example."],
    ("half.example", "A"): ["93.184.216.34"],
    ("half.example", "AAAA"): None,
    ("hangs.example", "A"): None,
    ("hangs.example", "AAAA"): None,
    ("inner.example", "A"): ["93.184.216.34"],
    ("inner.example", "AAAA"): ["::ffff:127.0.0.1"],
}


def gate_with(names, server, **rules):
    given = {"networks": (LOOPBACK,), "ports": frozenset({server.port}), "deadline_s": 1.0}
    return Gate(Rules(**given | rules), domain_of=lambda host: host, names=names)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("both.example", {"93.184.216.34", "93.184.216.35", "2606:2800:220:1::1"}),
        ("six.example", {"2606:2800:220:1::1"}),
        ("half.example", {"93.184.216.34"}),
    ],
)
def test_every_address_of_a_host_is_found(host, expected):
    async def run():
        async with name_server(RECORDS, timeout_s=0.3) as (_, names):
            found = await names.addresses(host)
            assert {str(each) for each in found} == expected

    asyncio.run(run())


@pytest.mark.parametrize("host", ["nobody.example", "mail.example", "a" * 63 + ".example"])
def test_a_host_without_an_address_is_none(host):
    async def run():
        async with name_server(RECORDS) as (_, names):
            with pytest.raises(NoSuchHost):
                await names.addresses(host)

    asyncio.run(run())


def test_nobody_is_waited_for_longer_than_said():
    async def run():
        async with name_server(RECORDS) as (server, _):
            port = server.transport.get_extra_info("sockname")[1]
        with pytest.raises(TimeoutError):
            await NameSystem(("127.0.0.1",), port=port, timeout_s=0.2).addresses("lea.example")

    asyncio.run(run())


def test_a_server_that_fails_does_not_say_that_there_is_no_such_host():
    async def run():
        async with name_server(RECORDS) as (_, names):
            with pytest.raises(TimeoutError):
                await names.addresses("lea.broken.example")

    asyncio.run(run())


def test_neither_the_file_of_hosts_nor_a_search_domain_is_asked():
    async def run():
        async with name_server(RECORDS) as (server, names):
            with pytest.raises(NoSuchHost):
                await names.addresses("localhost")
            assert {name for name, _ in server.asked} == {"localhost"}

    asyncio.run(run())


@pytest.mark.conformance("FX-01")
def test_an_answer_of_either_family_refuses_the_host():
    async def run():
        async with name_server(RECORDS) as (_, names):
            gate = Gate(domain_of=lambda host: host, names=names)
            _, refusal = await fetch_or_refusal(gate, "http://inner.example/")
            assert refusal is Obstacle.NOT_PUBLIC
            assert [sight.address for sight in gate.record.last_refused] == [
                ip_address("::ffff:127.0.0.1")
            ]
            assert not gate.record.last_contacted
            await gate.close()

    asyncio.run(run())


@pytest.mark.conformance("FX-04")
def test_a_name_server_that_hangs_holds_up_nobody_else():
    async def run():
        server = Stranger(page())
        await server.open()
        async with name_server(RECORDS, timeout_s=30) as (_, names):
            gate = gate_with(names, server, at_once=128, per_minute=1_000)
            slow = [
                asyncio.create_task(
                    fetch_or_refusal(gate, f"http://hangs.example:{server.port}/{number}")
                )
                for number in range(50)
            ]
            await asyncio.sleep(0.05)
            threads = threading.active_count()
            loop = asyncio.get_running_loop()
            started_s = loop.time()
            for number in range(20):
                await gate.fetch(Ask(f"http://lea.example:{server.port}/{number}"))
            assert loop.time() - started_s < 0.5
            assert threading.active_count() == threads
            refusals = {refusal for _, refusal in await asyncio.gather(*slow)}
            assert refusals <= {Obstacle.TOO_SLOW, Obstacle.BUSY}
            assert Obstacle.TOO_SLOW in refusals
            assert loop.time() - started_s < 2.5
            await gate.close()
        await server.close()

    asyncio.run(run())
