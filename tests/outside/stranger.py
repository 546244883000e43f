"""Servers of strangers on this machine: honest ones and hostile ones, over real sockets."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from tablee.config import KnownHost
from tablee.outside.fetch import Gate, Rules
from tablee.outside.fetch.names import NoSuchHost
from tablee.ports.fetch import Ask, Fetched, NotFetched, Obstacle

LOOPBACK = ip_network("127.0.0.0/8")
PUBLIC = ip_address("93.184.216.34")
PATIENCE_S = 20
Tell = Callable[["Wanted", asyncio.StreamWriter], Awaitable[None]]


class Wanted:
    """One request, as it reached a stranger."""

    def __init__(self, head: bytes) -> None:
        lines = head.decode("latin-1").split("\r\n")
        self.method, self.path, self.version = lines[0].split(" ")
        self.fields = [tuple(line.split(": ", 1)) for line in lines[1:] if line]
        self.headers = {name.lower(): value for name, value in self.fields}
        self.body = b""


class Stranger:
    """A server that does to each request what it has been told to, and remembers everything."""

    def __init__(self, tell: Tell, tls: ssl.SSLContext | None = None) -> None:
        self._tell = tell
        self._tls = tls
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()
        self.port = 0
        self.connections = 0
        self.under_way = self.most_at_once = 0
        self.wanted: list[Wanted] = []
        self.times_s: list[float] = []

    async def open(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self._server = await asyncio.start_server(self._meet, host, port, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        self._server.close()
        for talk in [*self._talks]:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)
        await self._server.wait_closed()

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait for a fact, not for a time: how long it takes depends on who else is at work."""
        async with asyncio.timeout(PATIENCE_S):
            while not is_so():  # noqa: ASYNC110 - a fact of the server's, which rings no bell
                await asyncio.sleep(0.01)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.current_task()
        self._talks.add(talk)
        self.connections += 1
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._answer(reader, writer)
        except asyncio.CancelledError:
            pass
        finally:
            self.under_way -= 1
            self._talks.discard(talk)
            writer.transport.abort()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wanted = Wanted(await reader.readuntil(b"\r\n\r\n"))
        wanted.body = await reader.readexactly(int(wanted.headers.get("content-length", 0)))
        self.wanted.append(wanted)
        self.times_s.append(asyncio.get_running_loop().time())
        await self._tell(wanted, writer)
        await writer.drain()
        writer.close()
        await writer.wait_closed()


def page(body: bytes = b"<p>hello</p>", status: str = "200 OK", **headers: str) -> Tell:
    """Tell a page."""
    fields = {"content-type": "text/html", "content-length": str(len(body))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())

    async def tell(_: Wanted, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body)

    return tell


def redirect(location: str, status: str = "302 Found") -> Tell:
    return page(b"", status, location=location)


def raw(*parts: bytes) -> Tell:
    """Tell exactly these bytes, and then close."""

    async def tell(_: Wanted, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()

    return tell


def endless(head: bytes, part: bytes, pause_s: float = 0) -> Tell:
    """Tell *head*, and then *part* for ever."""

    async def tell(_: Wanted, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause_s)

    return tell


class Book:
    """Names and their addresses, as a list; of several answers, each in its turn."""

    def __init__(self, *turns: list[str], slow_s: float = 0) -> None:
        self._turns = [tuple(ip_address(each) for each in turn) for turn in turns]
        self._slow_s = slow_s
        self.asked: list[str] = []

    async def addresses(self, host: str) -> tuple[IPv4Address | IPv6Address, ...]:
        self.asked.append(host)
        await asyncio.sleep(self._slow_s)
        if not self._turns:
            raise NoSuchHost(host)
        return self._turns[(len(self.asked) - 1) % len(self._turns)]


def gate_to(server: Stranger, names: Book | None = None, **rules) -> Gate:
    """Return a gate that finds *server* at every name in `.test`."""
    known = {"*.test": KnownHost("*.test", "127.0.0.1", server.port)}
    given = {"known": known, "networks": (LOOPBACK,), "deadline_s": 5.0} | rules
    return Gate(Rules(**given), domain_of=own_domain, names=names or Book())


def own_domain(host: str) -> str:
    return ".".join(host.split(".")[-2:])


@asynccontextmanager
async def stranger(
    tell: Tell, *, tls: ssl.SSLContext | None = None, **rules
) -> AsyncIterator[tuple[Stranger, Gate]]:
    """A stranger who *tells*, and the gate to them."""
    async with asyncio.timeout(PATIENCE_S):
        server = Stranger(tell, tls)
        await server.open()
        gate = gate_to(server, **rules)
        try:
            yield server, gate
        finally:
            await gate.close()
            await server.close()


async def obstacle(gate: Gate, ask: Ask | str) -> Obstacle | None:
    """Return what kept *ask* from being answered; nothing when it was answered."""
    return (await fetch_or_refusal(gate, ask))[1]


async def fetch_or_refusal(gate: Gate, ask: Ask | str) -> tuple[Fetched | None, Obstacle | None]:
    try:
        return await gate.fetch(Ask(ask) if isinstance(ask, str) else ask), None
    except NotFetched as refusal:
        return None, refusal.obstacle


def fetched(tell: Tell, ask: Ask | str = "http://lea.test/1", **rules) -> Fetched | Obstacle:
    """Return what comes of asking a stranger who *tells*."""

    async def scene() -> Fetched | Obstacle:
        async with stranger(tell, **rules) as (_, gate):
            answer, refusal = await fetch_or_refusal(gate, ask)
            return answer or refusal

    return asyncio.run(scene())
