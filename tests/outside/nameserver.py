"""A small name server over real sockets, for as long as a test needs it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

from tablee.outside.fetch.names import NameSystem

Records = dict[tuple[str, str], list[str]]


class NameServer(asyncio.DatagramProtocol):
    """Answers from a table; what it does not know does not exist, what is None is not answered.

    Hosts below `broken.example` make it fail, as a server does that reaches no other.
    """

    def __init__(self, records: dict[tuple[str, str], list[str] | None]) -> None:
        self._records = records
        self.asked: list[tuple[str, str]] = []
        self.transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport) -> None:
        self.transport = transport

    def datagram_received(self, data, addr) -> None:
        question = dns.message.from_wire(data)
        wanted = question.question[0]
        name, kind = wanted.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(wanted.rdtype)
        self.asked.append((name, kind))
        if self._records.get((name, kind), []) is None:
            return
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        rows = self._records.get((name, kind))
        if rows:
            answer.answer.append(dns.rrset.from_text(wanted.name, 0, "IN", kind, *rows))
        elif name.endswith(".broken.example"):
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif not any(known == name for known, _ in self._records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        self.transport.sendto(answer.to_wire(), addr)


@asynccontextmanager
async def name_server(
    records: dict[tuple[str, str], list[str] | None], timeout_s: float = 2.0
) -> AsyncIterator[tuple[NameServer, NameSystem]]:
    """A server with these *records*, and the name system that asks it."""
    loop = asyncio.get_running_loop()
    transport, server = await loop.create_datagram_endpoint(
        lambda: NameServer(records), local_addr=("127.0.0.1", 0)
    )
    port = transport.get_extra_info("sockname")[1]
    try:
        yield server, NameSystem(("127.0.0.1",), port=port, timeout_s=timeout_s)
    finally:
        transport.close()
        await asyncio.sleep(0)
