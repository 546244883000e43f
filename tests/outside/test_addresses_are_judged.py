"""An address is public only when whatever it carries is."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablee.outside.fetch.public import is_public

# The registries of IANA, and what clouds put where it looks public.
# fmt: off
INSIDE_V4 = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
    "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "255.255.255.255/32",
    "168.63.129.16/32",
]
INSIDE_V6 = [
    "::/128", "::1/128", "::ffff:0:0:0/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64",
    "2001:2::/48", "2001:db8::/32", "2001:20::/28", "2001:1::1/128", "3fff::/20", "5f00::/16",
    "fc00::/7", "fd00:ec2::254/128", "fe80::/10", "fec0::/10", "ff00::/8", "4000::/3", "8000::/1",
]
# fmt: on

v4 = st.integers(0, 2**32 - 1).map(IPv4Address)
inside_v4 = st.sampled_from([IPv4Network(each) for each in INSIDE_V4]).flatmap(
    lambda network: st.integers(0, network.num_addresses - 1).map(lambda each: network[each])
)
inside_v6 = st.sampled_from([IPv6Network(each) for each in INSIDE_V6]).flatmap(
    lambda network: st.integers(0, network.num_addresses - 1).map(lambda each: network[each])
)


def carriers(address: IPv4Address) -> list[IPv6Address]:
    """Return every IPv6 address that carries *address* to where it leads."""
    number = int(address)
    public = int(IPv4Address("93.184.216.34"))
    return [
        IPv6Address(0xFFFF << 32 | number),
        IPv6Address(number),
        IPv6Address(int(IPv6Address("64:ff9b::")) | number),
        IPv6Address(0x2002 << 112 | number << 80),
        IPv6Address(0x2002 << 112 | number << 80 | 1),
        IPv6Address(0x20010000 << 96 | public << 64 | ~number & 0xFFFFFFFF),
        IPv6Address(0x20010000 << 96 | number << 64 | ~public & 0xFFFFFFFF),
    ]


@pytest.mark.conformance("FX-01")
@pytest.mark.parametrize("network", INSIDE_V4)
def test_the_ends_of_every_inner_network_are_refused(network):
    ends = IPv4Network(network)[0], IPv4Network(network)[-1]
    assert not any(is_public(each) for each in ends)
    assert not any(is_public(each) for end in ends for each in carriers(end))


@pytest.mark.conformance("FX-01")
@pytest.mark.parametrize("network", INSIDE_V6)
def test_the_ends_of_every_inner_network_of_ipv6_are_refused(network):
    assert not is_public(IPv6Network(network)[0])
    assert not is_public(IPv6Network(network)[-1])


@given(inside_v4)
def test_nothing_of_an_inner_network_is_public_however_carried(address):
    assert not is_public(address)
    assert not any(is_public(each) for each in carriers(address))


@given(inside_v6)
def test_nothing_of_an_inner_network_of_ipv6_is_public(address):
    assert not is_public(address)


@given(v4)
def test_a_carrier_is_what_it_carries(address):
    assert {is_public(each) for each in carriers(address)} == {is_public(address)}


@given(st.integers(0, 2**16 - 1), v4)
def test_a_network_of_nat64_of_ones_own_is_never_public(middle, address):
    base = int(IPv6Address("64:ff9b:1::"))
    assert not is_public(IPv6Address(base | middle << 64 | int(address)))


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_what_is_public_in_ipv6_is_global_unicast_or_carries_something(address):
    if is_public(address):
        carried = address in IPv6Network("::/80") or address in IPv6Network("64:ff9b::/96")
        assert carried or address in IPv6Network("2000::/3")


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "1.1.1.1", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "2a01:e0a::1"],
)
def test_the_public_internet_is_public(address):
    assert is_public(ip_address(address))
