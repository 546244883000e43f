"""Tell addresses of the public internet from those that lead inside."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

IPAddress = IPv4Address | IPv6Address

MAPPED = IPv6Network("::ffff:0:0/96")
COMPATIBLE = IPv6Network("::/96")
NAT64 = IPv6Network("64:ff9b::/96")
NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
SIX_TO_FOUR = IPv6Network("2002::/16")
TEREDO = IPv6Network("2001::/32")
GLOBAL_UNICAST = IPv6Network("2000::/3")

REFUSED_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # between a provider and its customers; some clouds answer there
        "168.63.129.16/32",  # the host under a machine at Azure, looks public and is not
        "192.0.0.0/24",  # protocol assignments; one cloud keeps its keys there
        "192.88.99.0/24",  # the relays of 6to4, given up
        "240.0.0.0/4",
    )
)
REFUSED_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments
        "2001:db8::/32",
        "3fff::/20",  # documentation, as the one before
    )
)


def is_public(address: IPAddress) -> bool:
    """Say whether *address* is a host of the public internet.

    An IPv6 address that carries an IPv4 address inside is what it carries: it is public when
    that is. Where two are carried, both must be. What a later Python calls global does not
    matter alone: ranges it takes for global and which lead inside are refused by name.
    """
    if isinstance(address, IPv4Address):
        return _is_public_v4(address)
    carried = [*_carried(address)]
    if carried:
        return all(_is_public_v4(each) for each in carried)
    return (
        address in GLOBAL_UNICAST
        and address.is_global
        and not (address.is_multicast or address.is_reserved)
        and not any(address in network for network in REFUSED_V6)
    )


def _is_public_v4(address: IPv4Address) -> bool:
    return (
        address.is_global
        and not (address.is_multicast or address.is_reserved)
        and not any(address in network for network in REFUSED_V4)
    )


def _carried(address: IPv6Address) -> Iterator[IPv4Address]:
    """Find the IPv4 addresses inside *address*."""
    number = int(address)
    last = IPv4Address(number & 0xFFFFFFFF)
    if address in MAPPED or address in COMPATIBLE or address in NAT64:
        yield last
    elif address in NAT64_LOCAL:  # laid out as its network pleases: it never leaves it
        yield IPv4Address(0)
    elif address in SIX_TO_FOUR:
        yield IPv4Address(number >> 80 & 0xFFFFFFFF)
    elif address in TEREDO:
        yield IPv4Address(number >> 64 & 0xFFFFFFFF)  # its server
        yield IPv4Address(~number & 0xFFFFFFFF)  # itself, its bits turned over
