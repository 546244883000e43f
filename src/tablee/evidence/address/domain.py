"""Which part of a host's name somebody has registered, by the public suffix list we ship."""

import ipaddress
from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList


@lru_cache(maxsize=8192)
def registrable(host: str) -> str:
    """Return the registrable domain of *host*: `example.org` for `www.example.org`.

    Names in the private part of the list count as suffixes too: `lea.blogspot.com` is its own.
    What has no such domain (an IP address, a single label, a suffix itself) is returned as it
    is, in lower case. The list comes with the package and is never downloaded.
    """
    name = host.lower().rstrip(".")
    if "." not in name or is_literal(name):
        return name
    return _list().privatesuffix(name) or name


def is_suffix(host: str) -> bool:
    """Return whether everybody may register names below *host*, as below `org` or `co.uk`."""
    return bool(host) and _list().is_public(host)


def is_literal(host: str) -> bool:
    """Return whether *host* is the number of a machine rather than a name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


@cache
def _list() -> PublicSuffixList:
    return PublicSuffixList()
