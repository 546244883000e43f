"""What a name leads to is found out once; what we connect to is looked at before a byte is sent."""

import asyncio

import pytest
from tests.outside.stranger import LOOPBACK, Book, Stranger, fetch_or_refusal, page

from tablee.outside.fetch import Gate, Rules
from tablee.ports.fetch import Obstacle

pytestmark = pytest.mark.usefixtures("every_loop")

OUTSIDE, INSIDE = "127.0.0.2", "127.0.0.1"
OUTSIDE_ONLY = [*LOOPBACK.address_exclude(type(LOOPBACK)(f"{INSIDE}/32"))]


async def two_servers():
    """Open a server outside, and one inside at the same port."""
    outside, inside = Stranger(page()), Stranger(page())
    await outside.open(OUTSIDE)
    await inside.open(INSIDE, outside.port)
    return outside, inside


def gate_between(outside, names, **rules):
    given = {"networks": tuple(OUTSIDE_ONLY), "ports": frozenset({outside.port})}
    given |= {"per_minute": 1_000, "remember_s": 0.0} | rules
    return Gate(Rules(**given), domain_of=lambda host: host, names=names)


@pytest.mark.conformance("FX-02")
@pytest.mark.parametrize("remember_s", [0.0, 30.0])
def test_a_name_that_changes_its_mind_never_leads_inside(remember_s):
    async def run():
        outside, inside = await two_servers()
        names = Book([OUTSIDE], [INSIDE])
        gate = gate_between(outside, names, remember_s=remember_s)
        address = f"http://changing.example:{outside.port}/"
        refusals = [(await fetch_or_refusal(gate, address))[1] for _ in range(100)]
        assert inside.connections == 0
        assert set(refusals) == {None, Obstacle.NOT_PUBLIC}
        if not remember_s:
            assert len(names.asked) == 100
            assert outside.connections == refusals.count(None) == 50
        contacted = {str(sight.address) for sight in gate.record.last_contacted}
        assert contacted == {OUTSIDE}
        await gate.close()
        await outside.close()
        await inside.close()

    asyncio.run(run())


@pytest.mark.conformance("FX-02")
def test_a_host_is_asked_for_once_and_used_as_judged():
    """The second answer would lead inside; nobody asks for it between judging and connecting."""

    async def run():
        outside, inside = await two_servers()
        names = Book([OUTSIDE], [INSIDE])
        gate = gate_between(outside, names)
        answer, _ = await fetch_or_refusal(gate, f"http://changing.example:{outside.port}/")
        assert answer.status == 200
        assert (len(names.asked), inside.connections) == (1, 0)
        await gate.close()
        await outside.close()
        await inside.close()

    asyncio.run(run())


class TreacherousLoop(asyncio.SelectorEventLoop):
    """An operating system that connects us elsewhere than we say."""

    async def sock_connect(self, sock, address):
        await super().sock_connect(sock, (INSIDE, *address[1:]))


@pytest.mark.conformance("FX-02")
def test_the_peer_is_looked_at_before_a_byte_is_sent():
    async def run():
        outside, inside = await two_servers()
        gate = gate_between(outside, Book([OUTSIDE]))
        _, refusal = await fetch_or_refusal(gate, f"http://changing.example:{outside.port}/")
        assert refusal is Obstacle.NOT_PUBLIC
        assert (inside.wanted, outside.wanted, gate.record.sent) == ([], [], 0)
        await gate.close()
        await outside.close()
        await inside.close()

    with asyncio.Runner(loop_factory=TreacherousLoop) as runner:
        runner.run(run())


@pytest.mark.conformance("FX-01")
def test_one_bad_answer_among_good_ones_refuses_the_host():
    async def run():
        outside, inside = await two_servers()
        for answers in ([OUTSIDE, INSIDE], [INSIDE, OUTSIDE], [OUTSIDE, "::1"]):
            gate = gate_between(outside, Book(answers))
            _, refusal = await fetch_or_refusal(gate, f"http://both.example:{outside.port}/")
            assert refusal is Obstacle.NOT_PUBLIC
            assert not gate.record.last_contacted
            await gate.close()
        assert (outside.connections, inside.connections) == (0, 0)
        await outside.close()
        await inside.close()

    asyncio.run(run())


def test_a_host_that_leads_nowhere_is_not_asked_for_again_at_once():
    async def asked(remember_s, pause_s):
        names = Book()
        gate = Gate(Rules(remember_s=remember_s), domain_of=lambda host: host, names=names)
        for _ in range(3):
            _, refusal = await fetch_or_refusal(gate, "http://gone.example/")
            assert refusal is Obstacle.NO_SUCH_HOST
            await asyncio.sleep(pause_s)
        await gate.close()
        return len(names.asked)

    assert asyncio.run(asked(remember_s=3_600, pause_s=0)) == 1
    assert asyncio.run(asked(remember_s=0.05, pause_s=0.1)) == 3


def test_the_next_address_is_tried_when_one_does_not_answer():
    async def run():
        outside, inside = await two_servers()
        gate = gate_between(outside, Book(["127.0.0.3", "127.0.0.4", OUTSIDE]))
        answer, _ = await fetch_or_refusal(gate, f"http://three.example:{outside.port}/")
        assert answer.status == 200
        assert (gate.record.sent, len(gate.record.last_contacted)) == (1, 3)
        await gate.close()
        await outside.close()
        await inside.close()

    asyncio.run(run())
