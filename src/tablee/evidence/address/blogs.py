"""Whose blog a page belongs to: the registrable domain, or less where a host is shared."""

from functools import cache, lru_cache
from typing import NamedTuple

from tablee.evidence.address.domain import registrable
from tablee.evidence.address.tables import lines, parents

_FILE = "shared-hosts.txt"


class _Path(NamedTuple):
    """A rule for a host on which the path names the blog."""

    segments: tuple[str, ...]
    """A segment that ends in `*` stands for all that begin so."""
    alias: str
    """The other name of the same blog, with `*` for its name; empty when it has none."""


def blog_of(host: str, path: str = "/") -> str:
    """Return whose blog the page at *host* and *path* is, both as in a canonical address.

    >>> blog_of("www.example.co.uk"), blog_of("lea.over-blog.com"), blog_of("free.fr", "/~lea/1")
    ('example.co.uk', 'lea.over-blog.com', 'free.fr/~lea')
    """
    for rule in _paths().get(host, ()):
        blog = _named_by(rule, host, path)
        if blog:
            return blog
    return _blog_host(host)


@lru_cache(maxsize=8192)
def _blog_host(host: str) -> str:
    shared = _hosts()
    for below, parent in parents(host):
        if parent in shared:
            return below
    return registrable(host)


def _named_by(rule: _Path, host: str, path: str) -> str:
    given = path.lstrip("/").split("/")
    if len(given) < len(rule.segments):
        return ""
    given = given[: len(rule.segments)]
    for pattern, segment in zip(rule.segments, given, strict=True):
        start = pattern.removesuffix("*")
        is_named = segment.startswith(start) and len(segment) > len(start)
        if not (is_named if pattern.endswith("*") else segment == pattern):
            return ""
    if rule.alias:
        return rule.alias.replace("*", given[-1].lstrip("@").lower())
    return f"{host}/{'/'.join(given)}"


@cache
def _hosts() -> frozenset[str]:
    return frozenset(rule for rule in lines(_FILE) if "/" not in rule)


@cache
def _paths() -> dict[str, tuple[_Path, ...]]:
    """Rules by host; of two rules for one host, the longer path is tried first."""
    rules: dict[str, list[_Path]] = {}
    for line in lines(_FILE):
        pattern, _, alias = (part.strip() for part in line.partition("="))
        host, slash, path = pattern.partition("/")
        if slash:
            rules.setdefault(host, []).append(_Path(tuple(path.split("/")), alias))
    return {
        host: tuple(sorted(paths, key=lambda rule: -len(rule.segments)))
        for host, paths in rules.items()
    }
