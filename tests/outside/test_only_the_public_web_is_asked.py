"""Thirty tricks to make us speak to our own network, one honest page, and none of them works."""

import asyncio
import gzip
import socket
from contextlib import asynccontextmanager
from ipaddress import ip_network
from typing import NamedTuple

import pytest
from tests.outside.stranger import Book, Stranger, endless, fetch_or_refusal, page, redirect

from tablee.config import KnownHost
from tablee.outside.fetch import Gate, Rules
from tablee.ports.fetch import Obstacle

HONEST = "127.0.0.2"
PUBLIC = "93.184.216.34"
TRUSTED = "http://lea.test/"
BAD, INSIDE = Obstacle.BAD_ADDRESS, Obstacle.NOT_PUBLIC


class Trap:
    """Listens at every address of this machine, on one port, and takes down who comes."""

    def __init__(self) -> None:
        self.sockets = [socket.socket(family) for family in (socket.AF_INET, socket.AF_INET6)]
        four, six = self.sockets
        four.bind(("0.0.0.0", 0))  # noqa: S104 - a trap must be everywhere
        self.port = four.getsockname()[1]
        six.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        six.bind(("::", self.port))
        for each in self.sockets:
            each.listen()
            each.settimeout(0)

    def caught(self) -> int:
        """Return how many connections have come, accepted by nobody until now."""
        found = 0
        for each in self.sockets:
            while True:
                try:
                    connection, _ = each.accept()
                except BlockingIOError:
                    break
                connection.close()
                found += 1
        return found

    def close(self) -> None:
        for each in self.sockets:
            each.close()


@asynccontextmanager
async def scene(tell, names=None, **rules):
    """An honest server at one address of this machine, a trap at all others, and the gate."""
    async with asyncio.timeout(20):
        server, trap = Stranger(tell), Trap()
        await server.open(HONEST)
        known = KnownHost("*.test", HONEST, server.port)
        given = {"known": {known.name: known}, "networks": (ip_network(f"{HONEST}/32"),)}
        given |= {"ports": frozenset({80, 443, trap.port}), "remember_s": 0.0} | rules
        gate = Gate(Rules(**given), domain_of=lambda host: host, names=names or Book())
        try:
            yield gate, trap, server
        finally:
            await gate.close()
            await server.close()
            trap.close()


SPELLINGS = [
    ("127.0.0.1", INSIDE),
    ("localhost", INSIDE),
    ("127.1", BAD),
    ("2130706433", BAD),
    ("0x7f000001", BAD),
    ("0177.0.0.1", BAD),
    ("0.0.0.0", INSIDE),  # noqa: S104 - a trick
    ("[::1]", INSIDE),
    ("[::]", INSIDE),
    ("[::ffff:127.0.0.1]", INSIDE),
    ("[::ffff:7f00:1]", INSIDE),
    ("[::127.0.0.1]", INSIDE),
    ("[64:ff9b::7f00:1]", INSIDE),
    ("[2002:7f00:1::]", INSIDE),
    ("127.0.0.1.", INSIDE),
    ("①②⑦.⓪.⓪.①", INSIDE),
]
NAMES = [
    ("A private", [["127.0.0.1"]]),
    ("A zero", [["0.0.0.0"]]),  # noqa: S104 - a trick
    ("AAAA mapped", [["::ffff:127.0.0.1"]]),
    ("AAAA unspecified", [["::"]]),
    ("AAAA loopback", [["::1"]]),
    ("A several, one private", [[PUBLIC, "127.0.0.1"]]),
]


class Case(NamedTuple):
    """One trick: what is asked for, what a trusted server tells, what names lead to."""

    name: str
    expected: Obstacle | None
    address: str = TRUSTED
    location: str = ""
    """Where the trusted server redirects."""
    tell: object = None
    turns: tuple = ()


CASES = [
    Case("control", None),
    *(Case(f"host {host}", why, f"http://{host}:PORT/") for host, why in SPELLINGS),
    *(Case(name, INSIDE, "http://evil.example:PORT/", turns=turns) for name, turns in NAMES),
    Case(
        "rebinding",
        INSIDE,
        location="http://evil.example:PORT/",
        turns=[["127.0.0.1"], [PUBLIC]],
    ),
    Case("redirect to a private literal", INSIDE, location="http://127.0.0.1:PORT/"),
    Case(
        "redirect to a private name",
        INSIDE,
        location="http://inner.example:PORT/",
        turns=[["127.0.0.1"]],
    ),
    Case("redirect to a file", Obstacle.BAD_REDIRECT, location="file:///etc/passwd"),
    Case("redirect in a ring", Obstacle.BAD_REDIRECT, location=TRUSTED),
    Case(
        "300 MB",
        None,
        tell=endless(b"HTTP/1.1 200 OK\r\ncontent-length: 300000000\r\n\r\n", bytes(65_536)),
    ),
    Case(
        "gzip bomb",
        None,
        tell=page(gzip.compress(bytes(20_000_000)), content_encoding="gzip"),
    ),
    Case(
        "a byte a second",
        Obstacle.TOO_SLOW,
        tell=endless(b"HTTP/1.1 200 OK\r\n\r\n", b".", pause_s=1.0),
    ),
]


def test_there_are_thirty_tricks_and_one_honest_page():
    assert len(CASES) == 31


@pytest.mark.conformance("FX-01", "VF-07")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_trick_reaches_nobody_inside(case):
    async def run():
        async def tell(wanted, writer):
            location = case.location.replace("PORT", str(trap.port))
            told = redirect(location) if location else case.tell or page()
            await told(wanted, writer)

        async with scene(tell, Book(*case.turns), deadline_s=1.5) as (gate, trap, server):
            address = case.address.replace("PORT", str(trap.port))
            answer, refusal = await fetch_or_refusal(gate, address)
            contacted = {str(sight.address) for sight in gate.record.last_contacted}
            assert refusal is case.expected
            assert trap.caught() == 0
            assert contacted <= {HONEST}
            assert gate.record.sent == server.connections
            assert (gate.record.refused > 0) == (case.expected is INSIDE)
            assert len(answer.body if answer else b"") <= 1_048_576

    asyncio.run(run())


def test_the_trap_catches_whoever_comes():
    trap = Trap()
    for host in ("127.0.0.1", "127.0.0.9", "::1"):
        socket.create_connection((host, trap.port)).close()
    assert trap.caught() == 3
    trap.close()


@pytest.mark.conformance("FX-01", "FX-03")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://169.254.169.254/latest/meta-data/", INSIDE),
        ("http://[fd00:ec2::254]/", INSIDE),
        ("http://100.100.100.200/", INSIDE),
        ("http://168.63.129.16/", INSIDE),
        ("http://192.0.0.192/", INSIDE),
        ("http://api.localhost/", INSIDE),
        ("http://LOCALHOST./", INSIDE),
        ("http://\uff11\uff12\uff17.0.0.1/", INSIDE),
        ("http://127。0。0。1/", INSIDE),
        ("http://127.0.0.1%00.example/", BAD),
        ("http://%31%32%37.0.0.1/", BAD),
        ("http://[fe80::1%25eth0]/", BAD),
        ("http://[::1]evil.example/", BAD),
        ("http://0x7f.0.0.1/", BAD),
        ("http://127.0.0.0x1/", BAD),
        ("http://017700000001/", BAD),
        ("http://lea.test@127.0.0.1/", BAD),
        ("http://lea.test:80@127.0.0.1/", BAD),
        ("http://lea:secret@lea.test/", BAD),
        ("http://lea.test\\@127.0.0.1/", BAD),
        ("http:\\\\127.0.0.1/", BAD),
        ("http:/127.0.0.1/", BAD),
        ("//127.0.0.1/", BAD),
        ("http://lea.test:22/", BAD),
        ("http://lea.test:8080/", BAD),
        ("http://lea.test:99999/", BAD),
        ("http://lea.test:-80/", BAD),
        ("http://lea.test:\uff18\uff10/", BAD),
        ("http://lea..test/", BAD),
        ("http:///lea.test", BAD),
        ("http://", BAD),
        ("", BAD),
        ("file:///etc/passwd", BAD),
        ("gopher://lea.test/", BAD),
        ("ftp://lea.test/", BAD),
        ("data:text/html,hello", BAD),
        ("javascript:alert(1)", BAD),
        ("http://lea.test/\r\nHost: inner", BAD),
        ("http://lea.te\tst/", BAD),
        ("http://lea.test/\ud800", BAD),
        ("http://" + "a" * 64 + ".test/", BAD),
        ("http://lea.test/" + "a" * 5_000, BAD),
        (" http://lea.test/", BAD),
    ],
)
def test_no_other_spelling_opens_the_gate(address, expected):
    async def run():
        async with scene(page(), Book([PUBLIC])) as (gate, trap, server):
            _, refusal = await fetch_or_refusal(gate, address)
            assert refusal is expected
            assert (trap.caught(), server.connections) == (0, 0)
            assert not gate.record.last_contacted

    asyncio.run(run())


@pytest.mark.conformance("FX-03")
@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("//127.0.0.1/", INSIDE),
        ("http://[::ffff:127.0.0.1]/", INSIDE),
        ("http://2130706433/", Obstacle.BAD_REDIRECT),
        ("gopher://127.0.0.1/", Obstacle.BAD_REDIRECT),
        ("http://lea.test:6379/", Obstacle.BAD_REDIRECT),
        ("http://lea@lea.test/", Obstacle.BAD_REDIRECT),
        ("http://lea.test:80\\@127.0.0.1/", Obstacle.BAD_REDIRECT),
        ("http://[::1/", Obstacle.BAD_REDIRECT),
        ("http://inner.example/", INSIDE),
    ],
)
def test_a_redirect_passes_the_same_gate(location, expected):
    async def run():
        async with scene(redirect(location), Book(["10.0.0.1"])) as (gate, trap, server):
            _, refusal = await fetch_or_refusal(gate, TRUSTED)
            assert refusal is expected
            assert (trap.caught(), server.connections) == (0, 1)

    asyncio.run(run())
