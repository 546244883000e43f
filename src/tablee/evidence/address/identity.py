"""The canonical address: one name for a page, however its address was written or reached.

It is what makes a post unique, and nothing else: it says https for pages that only speak http,
and leaves out a `www.` that a server may need. To ask for a page, use `parts.fetchable`.
"""

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import urljoin

from tablee.core.errors import InvalidClaim
from tablee.evidence.address.blogs import blog_of
from tablee.evidence.address.parts import LONGEST, Parts, split, without_dots
from tablee.evidence.address.tables import lines, parents, with_any_suffix

_STEPS = 16
"""Names that lead to names that lead to names: a table may be edited into a ring."""
_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)


class PostAddress(NamedTuple):
    """What an address says of a post before anybody looks."""

    canonical: str
    host: str
    blog: str
    """Whose it is: the registrable domain, or less where the host is shared."""


def canonical(address: str) -> str:
    """Return the one name of the page at *address*; of that name it is the name itself.

    Raises:
        InvalidClaim: it is not the address of a public web page.
    """
    return named(address).canonical


def named(address: str) -> PostAddress:
    """Return the one name of the page at *address*, its host, and whose blog it is.

    Raises:
        InvalidClaim: it is not the address of a public web page.
    """
    parts = split(address)
    host = _same_site(parts.host)
    one = Parts("https", host, parts.port, _plain(parts.path), _telling(parts.query, host))
    name = str(one)
    if len(name) > LONGEST:
        raise InvalidClaim("That address is too long.")
    return PostAddress(name, host, blog_of(host, one.path))


def page_at(address: str, beside: str) -> str:
    """Return the one name of the page at *address*; empty when there is none to be believed.

    Only of its own pages may a host say that what it has at *beside* is one of them, and never
    of its front page.

    >>> page_at("https://blog.example/soup/?utm_source=x", "https://blog.example/?p=7")
    'https://blog.example/soup'
    """
    try:
        parts, name = split(address), canonical(address)
        is_own = parts[1:3] == split(beside)[1:3]
    except InvalidClaim:
        return ""
    return name if is_own and split(name)[3:] != ("/", "") else ""


def canonical_of(final: str, claimed: str | None) -> str:
    """Return the name of the page at *final*, which says that *claimed* is its address.

    It is believed only about its own blog, or anybody could take over another's post; and
    never that it is the front page, which is how a mended template merges all posts into one.

    Raises:
        InvalidClaim: *final* is not the address of a public web page.
    """
    here = named(final)
    if not claimed:
        return here.canonical
    try:
        said = named(urljoin(final, claimed.strip()))
    except (ValueError, InvalidClaim):
        return here.canonical
    is_front = split(said.canonical)[3:] == ("/", "")
    return here.canonical if is_front or said.blog != here.blog else said.canonical


def _same_site(host: str) -> str:
    for _ in range(_STEPS):
        name = _without_prefix(host)
        name = _twins().get(name) or _twin_below(name) or name
        if name == host:
            break
        host = name
    return host


def _without_prefix(host: str) -> str:
    while host.startswith("www.") and "." in host[4:]:
        host = host[4:]
    rest = host.removeprefix("amp.")
    if rest != host and blog_of(rest) == blog_of(host):
        return _without_prefix(rest)
    return host


def _twin_below(host: str) -> str:
    """Return the other name of *host* by a rule that begins with a star."""
    name, _, parent = host.partition(".")
    for rule in (f"*.{parent}", f"*.{with_any_suffix(parent)}"):
        if rule in _twins():
            return _twins()[rule].replace("*", name)
    return ""


@cache
def _twins() -> dict[str, str]:
    rules = (line.partition("=") for line in lines("same-sites.txt"))
    return {host.strip(): other.strip() for host, _, other in rules}


def _plain(path: str) -> str:
    """Return *path* without what a server puts at its end: a slash, `/amp`, a session."""
    plain = without_dots(_SESSION.sub("", path)) if ";" in path else path
    while plain.endswith(("/", "/amp")):
        plain = plain[:-1] if plain.endswith("/") else plain[:-4]
    return plain or "/"


def _telling(query: str, host: str) -> str:
    """Return the parameters of *query* that tell pages apart, in one order."""
    if not query:
        return ""
    names, starts = _tracking("")
    for place in {host, with_any_suffix(host), *(parent for _, parent in parents(host))}:
        more_names, more_starts = _tracking(place)
        names, starts = names | more_names, starts + more_starts
    kept = []
    for pair in query.split("&"):
        name, _, told = pair.partition("=")
        key = name.lower()
        if name + told and key not in names and not key.startswith(starts):
            kept.append((name, f"{name}={told}" if told else name))
    return "&".join(pair for _, pair in sorted(kept, key=lambda each: each[0]))


@cache
def _tracking(place: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the parameters to leave out at *place*, or everywhere: names, and beginnings."""
    return _all_tracking().get(place, (frozenset(), ()))


@cache
def _all_tracking() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    rules: dict[str, list[str]] = {}
    for line in lines("tracking.txt"):
        *place, name = line.split()
        rules.setdefault("".join(place), []).append(name.lower())
    return {
        place: (
            frozenset(name for name in names if not name.endswith("*")),
            tuple(name[:-1] for name in names if name.endswith("*")),
        )
        for place, names in rules.items()
    }
