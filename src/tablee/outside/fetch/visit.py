"""Visit one address of the web: find where it leads, judge that, and ask there."""

import asyncio
from ipaddress import IPv4Address, ip_address

from tablee.outside.fetch.answer import Answer, BadAnswer, BrokeOff
from tablee.outside.fetch.destination import Destination
from tablee.outside.fetch.exchange import Peer, Unreachable, WrongPeer, connected, exchange
from tablee.outside.fetch.lines.websocket import Reached
from tablee.outside.fetch.names import Names, NoSuchHost
from tablee.outside.fetch.nowhere import Nowhere
from tablee.outside.fetch.public import IPAddress
from tablee.outside.fetch.record import Record
from tablee.outside.fetch.request import write_request
from tablee.outside.fetch.rules import MOST_ADDRESSES, Rules
from tablee.ports.fetch import Ask, NotFetched, Obstacle

LOOPBACK_NAME = "localhost"


class Visits:
    """Visits by one set of rules, written down in one record."""

    def __init__(self, rules: Rules, names: Names, record: Record) -> None:
        """Go by *rules*, ask *names* where hosts are, write into *record*."""
        self._rules = rules
        self._names = names
        self._record = record
        self._nowhere = Nowhere(rules.remember_s)

    async def visit(self, ask: Ask, destination: Destination) -> Answer:
        """Return what *destination* answers to *ask*; the caller bounds how long that may take.

        Raises:
            NotFetched: it answers nothing that can be used, or must not be asked.
        """
        if not self._rules.lets_out_by(destination):
            raise NotFetched(Obstacle.BAD_ADDRESS, destination.address, "port")
        self.check_token(ask, destination)
        request = write_request(ask, destination, self._rules.user_agent)
        known = self._rules.knows(destination.host)
        port = known.port if known else destination.port
        trust = self._rules.trust() if destination.is_secret else None
        reasons = ""
        for address in await self._judged(destination):
            peer = Peer(address, port, destination.host, trust)
            self._record.contact(destination.host, address)
            answer = Answer(self._rules.limits, has_body=ask.method != "HEAD")
            try:
                await exchange(peer, request, answer)
            except Unreachable as trouble:
                reasons = str(trouble)
            except BrokeOff as trouble:
                raise NotFetched(Obstacle.UNREACHABLE, destination.address, str(trouble)) from None
            except BadAnswer as trouble:
                raise NotFetched(Obstacle.BAD_ANSWER, destination.address, str(trouble)) from None
            except WrongPeer as trouble:
                raise NotFetched(Obstacle.NOT_PUBLIC, destination.address, str(trouble)) from None
            else:
                return answer
            finally:
                answer.close()
                self._record.sent += answer.was_asked_for
        raise NotFetched(Obstacle.UNREACHABLE, destination.address, reasons)

    def check_token(self, ask: Ask, destination: Destination) -> None:
        """Let tokens go through TLS only, or to a host of the operator's own.

        Raises:
            NotFetched: it would be sent in the open; nothing was sent.
        """
        if ask.token and not destination.is_secret and not self._rules.knows(destination.host):
            raise NotFetched(Obstacle.BAD_ADDRESS, destination.address, "a token in the open")

    async def reach(self, destination: Destination) -> Reached:
        """Return a connection to *destination*; the caller closes it, and bounds the time.

        Raises:
            NotFetched: it cannot be reached, or must not be.
        """
        if not self._rules.lets_out_by(destination):
            raise NotFetched(Obstacle.BAD_ADDRESS, destination.address, "port")
        known = self._rules.knows(destination.host)
        port = known.port if known else destination.port
        trust = self._rules.trust() if destination.is_secret else None
        reasons = ""
        for address in await self._judged(destination):
            peer = Peer(address, port, destination.host, trust)
            self._record.contact(destination.host, address)
            try:
                return Reached(peer, await connected(peer))
            except Unreachable as trouble:
                reasons = str(trouble)
            except WrongPeer as trouble:
                raise NotFetched(Obstacle.NOT_PUBLIC, destination.address, str(trouble)) from None
        raise NotFetched(Obstacle.UNREACHABLE, destination.address, reasons)

    async def _judged(self, destination: Destination) -> tuple[IPAddress, ...]:
        """Return where *destination* is, every address of it judged."""
        now_s = asyncio.get_running_loop().time()
        if obstacle := self._nowhere.recall(destination.host, now_s):
            raise NotFetched(obstacle, destination.address)
        try:
            addresses = await self._addresses(destination)
        except NoSuchHost:
            raise self._remembered(Obstacle.NO_SUCH_HOST, destination) from None
        bad = [address for address in addresses if not self._rules.lets_out_to(address)]
        for address in bad:
            self._record.refuse(destination.host, address)
        if bad:
            raise self._remembered(Obstacle.NOT_PUBLIC, destination)
        return tuple(sorted(addresses, key=lambda each: each.version)[:MOST_ADDRESSES])

    async def _addresses(self, destination: Destination) -> tuple[IPAddress, ...]:
        host = destination.host
        if known := self._rules.knows(host):
            return (ip_address(known.address),)
        if literal := destination.literal:
            return (literal,)
        if host == LOOPBACK_NAME or host.endswith(f".{LOOPBACK_NAME}"):
            return (IPv4Address("127.0.0.1"),)
        return await self._names.addresses(host)

    def _remembered(self, obstacle: Obstacle, destination: Destination) -> NotFetched:
        now_s = asyncio.get_running_loop().time()
        self._nowhere.remember(destination.host, obstacle, now_s)
        return NotFetched(obstacle, destination.address)
