"""What the gate lets out: whom, how much, how long, and under which name."""

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

import tablee
from tablee.config import KnownHost, Network, Settings
from tablee.outside.fetch.answer import Limits
from tablee.outside.fetch.destination import PORTS, Destination
from tablee.outside.fetch.public import IPAddress, is_public

DEADLINE_S = 8.0
MOST_REDIRECTS = 5
MOST_ADDRESSES = 4
"""Addresses of one host that are tried in turn."""
REMEMBER_S = 30.0
"""How long a host that leads nowhere is not asked for again."""


@cache
def believed() -> ssl.SSLContext:
    """Return what this machine believes of certificates; names are checked, TLS is 1.2 or later."""
    trust = ssl.create_default_context()
    trust.minimum_version = ssl.TLSVersion.TLSv1_2
    trust.set_alpn_protocols(["http/1.1"])
    return trust


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one gate; the defaults are those of a site on the public internet."""

    user_agent: str = f"Tablee/{tablee.__version__}"
    known: Mapping[str, KnownHost] = field(default_factory=dict)
    networks: tuple[Network, ...] = ()
    ports: frozenset[int] = frozenset(PORTS.values())
    """No setting changes these: only tests do, to listen where we must not go."""
    per_minute: int = 60
    at_once: int = 64
    deadline_s: float = DEADLINE_S
    """For names, connections, TLS, heads and bodies of all redirects together."""
    remember_s: float = REMEMBER_S
    limits: Limits = Limits()  # noqa: RUF009 - it cannot change
    trust: Callable[[], ssl.SSLContext] = field(default=believed, repr=False)
    """Whose certificates are believed; it takes a while to read them, so at the first need."""

    def knows(self, host: str) -> KnownHost | None:
        """Return what the operator said of *host*, or of all names that end as it does."""
        if not self.known or host in self.known:
            return self.known.get(host)
        _, _, parent = host.partition(".")
        while parent:
            if found := self.known.get(f"*.{parent}"):
                return found
            _, _, parent = parent.partition(".")
        return None

    def lets_out_to(self, address: IPAddress) -> bool:
        """Say whether *address* is public, or in a network of the operator's."""
        return is_public(address) or any(address in network for network in self.networks)

    def lets_out_by(self, destination: Destination) -> bool:
        """Say whether its port is one of the web's, or the one the operator named for it."""
        known = self.knows(destination.host)
        return destination.port in self.ports or (
            known is not None and destination.port == known.port
        )


def rules_of(settings: Settings) -> Rules:
    """Return the rules that *settings* give."""
    whose = "; ".join(each for each in (settings.public_url, settings.contact) if each)
    return Rules(
        user_agent=f"Tablee/{tablee.__version__}" + (f" (+{whose})" if whose else ""),
        known={known.name: known for known in settings.fetch_hosts},
        networks=settings.fetch_networks,
        per_minute=settings.fetch_per_minute,
        at_once=settings.fetch_at_once,
    )
