"""Strangers who hang, drip, bomb and redirect in a ring keep nobody honest waiting for long."""

import asyncio
import gc
import gzip

import pytest
from tests.outside.stranger import (
    Stranger,
    endless,
    fetch_or_refusal,
    gate_to,
    page,
    raw,
    redirect,
)

from tablee.config import KnownHost
from tablee.ports.fetch import Obstacle

HEAD = b"HTTP/1.1 200 OK\r\n"
HANGING_S = 6.0
"""For how long those who hang are borne: much longer than two hundred pages take anywhere."""


async def hang(_wanted, _writer):
    await asyncio.sleep(60)


HOSTILE = [
    hang,
    endless(HEAD + b"\r\n", b".", pause_s=0.05),
    endless(HEAD, b"x: y\r\n"),
    endless(HEAD + b"content-length: 300000000\r\n\r\n", bytes(65_536)),
    page(gzip.compress(bytes(10_000_000)), content_encoding="gzip"),
    redirect("http://10.0.0.1/"),
    redirect("/"),
    raw(b"nonsense"),
]


@pytest.mark.conformance("FX-04", "FX-05", "FX-06")
def test_two_hundred_honest_pages_arrive_among_hostile_ones():
    async def run():
        honest = Stranger(page(b"hello"))
        await honest.open()
        mad = [Stranger(tell) for tell in HOSTILE]
        for each in mad:
            await each.open()
        known = {
            f"*.mad{number}.test": KnownHost("", "127.0.0.1", each.port)
            for number, each in enumerate(mad)
        }
        known["*.test"] = KnownHost("*.test", "127.0.0.1", honest.port)
        gate = gate_to(honest, known=known, deadline_s=HANGING_S, per_minute=1_000)
        hostile = [
            asyncio.create_task(fetch_or_refusal(gate, f"http://a.mad{number % 8}.test/{number}"))
            for number in range(16)
        ]
        await asyncio.sleep(0)
        loop = asyncio.get_running_loop()
        started_s = loop.time()
        good = (fetch_or_refusal(gate, f"http://blog{each}.test/") for each in range(200))
        told = await asyncio.gather(*good)
        took_s = loop.time() - started_s
        assert [refusal for _, refusal in told if refusal] == []
        assert took_s < HANGING_S, "nobody waits for those who hang"
        refusals = {refusal for _, refusal in await asyncio.gather(*hostile)}
        assert refusals >= {
            None,
            Obstacle.TOO_SLOW,
            Obstacle.BAD_ANSWER,
            Obstacle.NOT_PUBLIC,
        }
        assert {str(sight.address) for sight in gate.record.last_contacted} == {"127.0.0.1"}
        await gate.close()
        for each in [honest, *mad]:
            await each.close()

    asyncio.run(run())


@pytest.mark.parametrize("tell", [page(), raw(b"nonsense"), redirect("http://10.0.0.1/")])
def test_what_is_over_leaves_nothing_to_be_collected(tell):
    """A server lets Python look for rings of objects seldom: fetching must make none of its own."""

    async def run():
        server = Stranger(tell)
        await server.open()
        gate = gate_to(server, per_minute=1_000)
        await fetch_or_refusal(gate, "http://lea.test/")
        gc.collect()
        gc.disable()
        try:
            for each in range(50):
                await fetch_or_refusal(gate, f"http://lea.test/{each}")
            gc.set_debug(gc.DEBUG_SAVEALL)
            gc.collect()
            ours = [each for each in gc.garbage if type(each).__module__.startswith("tablee")]
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()
        assert ours == []
        await gate.close()
        await server.close()

    asyncio.run(run())
