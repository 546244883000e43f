"""Ask the name system for the addresses of a host, once, and for no longer than we can wait."""

import asyncio
from ipaddress import ip_address
from typing import Protocol

import dns.asyncresolver
import dns.exception
import dns.name
import dns.resolver

from tablee.outside.fetch.public import IPAddress

RESOLVE_TIMEOUT_S = 4.0


class NoSuchHost(Exception):
    """The name system knows no address for this host."""


class Names(Protocol):
    """Whoever knows the addresses of hosts."""

    async def addresses(self, host: str) -> tuple[IPAddress, ...]:
        """Return every address of *host*, never none.

        Raises:
            NoSuchHost: there is none.
            TimeoutError: nobody can say.
        """
        ...


class NameSystem:
    """The name system of the internet, asked through the servers this machine uses.

    It is asked over sockets of the event loop: a server that hangs holds up its own question and
    no other, where the operating system's resolver would hold a thread. Neither ``/etc/hosts``
    nor a search domain has a say, so that a stranger's words never mean a host of our network.
    """

    def __init__(
        self,
        servers: tuple[str, ...] = (),
        *,
        port: int = 53,
        timeout_s: float = RESOLVE_TIMEOUT_S,
    ) -> None:
        """Ask *servers*, or those this machine uses; wait no longer than *timeout_s*."""
        self._servers = servers
        self._port = port
        self._timeout_s = timeout_s
        self._resolver: dns.asyncresolver.Resolver | None = None

    async def addresses(self, host: str) -> tuple[IPAddress, ...]:
        """Return every address of *host*, of both families, never none.

        When one family is not answered for, the other stands alone.

        Raises:
            NoSuchHost: there is none.
            TimeoutError: nobody answers, or the servers say nothing usable; later they may.
        """
        answers = await asyncio.gather(
            self._ask(host, "A"), self._ask(host, "AAAA"), return_exceptions=True
        )
        found = [each for answer in answers if isinstance(answer, tuple) for each in answer]
        if found:
            return tuple(found)
        for answer in answers:
            if isinstance(answer, TimeoutError):
                raise answer
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        raise NoSuchHost(host)

    async def _ask(self, host: str, kind: str) -> tuple[IPAddress, ...]:
        try:
            answer = await self._opened().resolve(
                dns.name.from_text(f"{host}."),
                kind,
                search=False,
                raise_on_no_answer=False,
                lifetime=self._timeout_s,
            )
        except (dns.exception.Timeout, dns.resolver.NoNameservers, OSError) as trouble:
            raise TimeoutError(host) from trouble
        except dns.exception.DNSException as trouble:
            raise NoSuchHost(host) from trouble
        return tuple(ip_address(row.address) for row in answer.rrset or ())

    def _opened(self) -> dns.asyncresolver.Resolver:
        """Read this machine's list of servers when it is first needed, not when a site starts."""
        if self._resolver is None:
            self._resolver = dns.asyncresolver.Resolver(configure=not self._servers)
            if self._servers:
                self._resolver.nameservers = [*self._servers]
                self._resolver.port = self._port
        return self._resolver
