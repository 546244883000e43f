"""Lets strangers in one at a time: no sender, blog or campaign takes the time of the others."""

import time
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

from tablee.core.text import Text
from tablee.problems.mistakes import TooOften
from tablee.wire.asgi import Scope

MOST_NAMES = 20_000
"""Senders, hosts or campaigns remembered at once; whoever was seen longest ago is forgotten."""
MINUTE_NS = 60 * 10**9
DAY_NS = 24 * 60 * MINUTE_NS
_SECOND_NS = 10**9
_SUBSCRIBER_BITS = 64
"""Of an IPv6 address: one household has all that share these."""

_SENDER = Text(
    "Your address of the network tells us of more posts than we take.",
    "Votre adresse réseau nous signale plus de billets que nous n'en prenons.",
)
_SOURCE = Text(
    "We are told of more posts on that host than we take.",
    "On nous signale plus de billets sur cet hôte que nous n'en prenons.",
)
_TARGET = Text(
    "We are told of more posts for that campaign than we take.",
    "On nous signale plus de billets pour cette campagne que nous n'en prenons.",
)
_ALL = Text(
    "We are told of more posts than this machine takes.",
    "On nous signale plus de billets que cette machine n'en prend.",
)


class Rates(NamedTuple):
    """How many are let in a minute; a minute's worth may also come at once."""

    sender: int
    source: int
    target: int
    told: int


class Gate:
    """Lets each name through so many times a minute, or in another stretch of time.

    Of each name it keeps one number: until when what was let through so far is spread out. That
    it forgets whom it has not seen for longest gives nobody more than a fresh start.
    """

    def __init__(
        self, often: int, words: Text, *, most_names: int = MOST_NAMES, stretch_ns: int = MINUTE_NS
    ) -> None:
        self._each_ns = stretch_ns // often
        self._stretch_ns = stretch_ns
        self._words = words
        self._most_names = most_names
        self._spread_until_ns: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._spread_until_ns)

    def pass_through(self, name: str, now_ns: int) -> None:
        """Let *name* through.

        Raises:
            TooOften: it was let through too often; nothing was written.
        """
        spread = self._spread_until_ns
        before_ns = max(spread.pop(name, 0), now_ns)
        after_ns = before_ns + self._each_ns
        ahead_ns = after_ns - now_ns - self._stretch_ns
        spread[name] = before_ns if ahead_ns > 0 else after_ns
        if len(spread) > self._most_names:
            del spread[next(iter(spread))]
        if ahead_ns > 0:
            raise TooOften(self._words, retry_after_s=-(-ahead_ns // _SECOND_NS))


class Turnstile:
    """The gates of one site, for all receivers together."""

    def __init__(
        self, rates: Rates, *, now_ns: Callable[[], int] = time.monotonic_ns, most: int = MOST_NAMES
    ) -> None:
        self._now_ns = now_ns
        self._senders = Gate(rates.sender, _SENDER, most_names=most)
        self._sources = Gate(rates.source, _SOURCE, most_names=most)
        self._targets = Gate(rates.target, _TARGET, most_names=most)
        self._all = Gate(rates.told, _ALL, most_names=most)

    def admit(self, scope: Scope) -> None:
        """Let a request in before anything of it is read.

        Raises:
            TooOften: its sender, or all senders together, come too often.
        """
        now_ns = self._now_ns()
        self._senders.pass_through(sender_of(scope), now_ns)
        self._all.pass_through("", now_ns)

    def admit_mention(self, host: str, slug: str) -> None:
        """Let what was told in: a page on *host*, for the campaign *slug*.

        Raises:
            TooOften: there is too much from that host, or for that campaign.
        """
        now_ns = self._now_ns()
        self._sources.pass_through(host, now_ns)
        self._targets.pass_through(slug, now_ns)


def sender_of(scope: Scope) -> str:
    """Return the address a request came from, or the network of a household's.

    As the pages do, it believes only a proxy on this very machine, and only the last it names:
    what stands before that, or in lines before that, its visitor may have written.
    """
    client = scope.get("client")
    named = b""
    for name, value in scope["headers"]:
        if name == b"x-forwarded-for":
            named = value
    return network_name(client[0] if client else "", named)


@lru_cache(maxsize=4_096)
def network_name(address: str, forwarded: bytes = b"") -> str:
    """Return an address, or the network of a household's; *forwarded* is believed of us only."""
    believed = believed_address(address, forwarded.decode("latin-1"))
    try:
        met = ip_address(believed)
    except ValueError:
        return believed
    if isinstance(met, IPv6Address):
        if met.ipv4_mapped is not None:
            return str(met.ipv4_mapped)
        return str(IPv6Address(int(met) >> _SUBSCRIBER_BITS << _SUBSCRIBER_BITS)) + "/64"
    return str(met)


def believed_address(address: str, forwarded: str) -> str:
    """Return *address*, or the last of *forwarded* where *address* is this machine's own.

    Some proxies name the port as well: without it, or everybody would be somebody else each time.
    """
    named = forwarded.rpartition(",")[2].strip()
    host, _, port = named.rpartition(":")
    if named.startswith("["):
        named = named[1:].partition("]")[0]
    elif port.isdigit() and ":" not in host and host:
        named = host
    try:
        if ip_address(address).is_loopback:
            return str(ip_address(named))
    except ValueError:
        pass
    return address
