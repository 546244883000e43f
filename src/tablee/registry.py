"""Which receivers and connectors this site runs: every folder in their rooms, none by name."""

import pkgutil
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from tablee.core.network import Option
from tablee.evidence.address.networks import KnownNetworks
from tablee.ports.receiver import Answer, Offer, Receiver, Scope, Way
from tablee.ports.verb import Connector
from tablee.wire.accepting import prefers
from tablee.wire.asgi import header
from tablee.wire.reception import Ground, Reception
from tablee.wire.turnstile import Rates, Turnstile
from tablee.wire.whereabouts import Whereabouts
from tablee.wiring import Site

_LEAF_PARTS = 4  # "", "c", slug, leaf
_TOKEN_PARTS = 5


class _Open(NamedTuple):
    """A way, made ready."""

    answer: Answer
    media: frozenset[str]


_Ways = dict[tuple[str, str], _Open]


class SameAddress(RuntimeError):
    """Two receivers want to answer at the same address; nothing was started."""


@cache
def receivers() -> tuple[Receiver[Reception], ...]:
    """Return every receiver, by name."""
    return tuple(_exported("receivers", "RECEIVER"))


@cache
def connectors() -> tuple[Connector, ...]:
    """Return every connector, by name."""
    return tuple(_exported("connectors", "CONNECTOR"))


def networks() -> dict[str, tuple[Option, ...]]:
    """Return the networks that campaigns may name, with what may be said of each."""
    return {each.name: each.options for each in connectors() if each.options is not None}


def known_networks() -> KnownNetworks:
    """Return the networks whose posts are known by their addresses."""
    return KnownNetworks(connectors())


def offers() -> tuple[Offer, ...]:
    """Return how campaign pages say that they can be told of posts."""
    return tuple(each.offer for each in receivers() if each.offer is not None)


def _exported(room: str, name: str) -> Iterable[Any]:
    spec = find_spec(f"tablee.{room}")
    if spec is None:
        return
    folders = pkgutil.iter_modules(spec.submodule_search_locations)
    for folder in sorted(each.name for each in folders if each.ispkg):
        yield getattr(import_module(f"tablee.{room}.{folder}"), name)


class Receivers:
    """The receivers of one site, open."""

    def __init__(self, reception: Reception, open_to: Iterable[Receiver[Reception]]) -> None:
        """Open them.

        Raises:
            SameAddress: two of them want to answer at the same address.
        """
        self._reception = reception
        self._ways: _Ways = {}
        for receiver in open_to:
            path = f"/c/*/{receiver.leaf}" + "/*" * receiver.is_tokened
            for way in (Way(path, receiver.open, receiver.methods), *receiver.ways):
                opened = _Open(way.open(reception), way.media)
                for method in way.methods:
                    if self._ways.setdefault((method, way.path), opened) is not opened:
                        raise SameAddress(f"{method} {way.path} is wanted twice.")

    def start(self) -> None:
        """Begin to take mentions, in the loop that is running."""
        self._reception.start()

    async def stop(self) -> None:
        """Write what waits to be written, and end."""
        await self._reception.stop()

    def leads_to(self, scope: Scope) -> tuple[Answer, str] | None:
        """Return what answers, and for which campaign; nothing when it is for the pages."""
        path, slug = scope["path"], ""
        parts = path.split("/")
        if len(parts) in (_LEAF_PARTS, _TOKEN_PARTS) and parts[1] == "c":
            slug = parts[2]
            path = f"/c/*/{parts[3]}" + "/*" * (len(parts) - _LEAF_PARTS)
        way = self._ways.get((scope["method"], path))
        if way is None or (way.media and not prefers(header(scope, b"accept"), way.media)):
            return None
        return way.answer, slug


def open_receivers(site: Site, *, after: Callable[[], None] = lambda: None) -> Receivers:
    """Return all receivers, ready for *site*; *after* is called when one of their threads ends."""
    settings = site.settings
    reception = Reception(
        Ground(
            site.desks,
            site.clock,
            site.secret,
            Whereabouts(settings.public_url, settings.allowed_hosts),
            known_networks().named,
            site.door_fetcher,
        ),
        Turnstile(
            Rates(
                settings.sender_per_minute,
                settings.source_per_minute,
                settings.target_per_minute,
                settings.told_per_minute,
            )
        ),
        queue_limit=settings.queue_limit_acts,
        group_limit=settings.group_limit_acts,
        after=after,
    )
    return Receivers(reception, receivers())
