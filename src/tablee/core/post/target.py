"""Which addresses of ours mention a campaign: one definition for all who are told of links."""

from collections.abc import Collection
from typing import NamedTuple

LONGEST_ADDRESS = 2_048
"""Characters of an address, at most."""

_PORTS = {"http": ":80", "https": ":443"}


class Target(NamedTuple):
    """What an address of ours leads to."""

    slug: str
    kind: str = ""
    """The kind whose form it is; empty when it says none."""
    referrer: str = ""
    """The token of a personal link; empty when it is none."""


def read_target(address: str, hosts: Collection[str]) -> Target | None:
    """Return what *address* leads to; nothing when it is no page of a campaign of ours.

    *hosts* are our own, in lower case, with a port where it is not the scheme's. What stands
    after ``?`` or ``#`` changes nothing about where an address leads.

    >>> read_target("https://meals.example/c/restos-2012/#top", ["meals.example"])
    Target(slug='restos-2012', kind='', referrer='')
    >>> read_target("https://meals.example/c/restos-2012-other", ["meals.example"]).slug
    'restos-2012-other'
    >>> read_target("https://elsewhere.example/c/restos-2012/", ["meals.example"])
    """
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or "\\" in address:
        return None
    scheme, _, rest = address.strip(" ").partition("://")
    scheme = scheme.lower()
    if scheme not in _PORTS:
        return None
    plain = rest.partition("#")[0].partition("?")[0]
    authority, _, path = plain.partition("/")
    if authority.lower().removesuffix(_PORTS[scheme]) not in hosts:
        return None
    return _target(path.removesuffix("/").split("/"))


def _target(parts: list[str]) -> Target | None:
    """Return what a path leads to, cut at its slashes."""
    if not all(parts):
        return None
    match parts:
        case ["c" | "s", slug] | ["c", slug, "s", _, _]:
            return Target(slug)
        case ["c", slug, "act", kind]:
            return Target(slug, kind=kind)
        case ["c", slug, "r", token]:
            return Target(slug, referrer=token)
        case _:
            return None


def campaign_path(slug: str) -> str:
    """Return the path of a campaign's page.

    >>> campaign_path("restos-2012")
    '/c/restos-2012/'
    """
    return f"/c/{slug}/"
