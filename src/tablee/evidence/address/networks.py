"""Which post is meant by an address, on a network or on a page: one name for it in any case."""

from collections.abc import Sequence
from typing import NamedTuple

from tablee.evidence.address.identity import PostAddress, named
from tablee.ports.verb import Connector, Pasting


class Placed(NamedTuple):
    """A post on a network."""

    network: Connector
    object: str
    """As the network recognised it: see `Connector.recognise`."""


class KnownNetworks:
    """The networks of which this site knows posts by their addresses."""

    def __init__(self, connectors: Sequence[Connector] = ()) -> None:
        found = [each for each in connectors if each.look is not None]
        self._networks = tuple(sorted(found, key=_is_anywhere))

    @property
    def pastings(self) -> tuple[Pasting, ...]:
        """What people are told of each of them."""
        return tuple(each.pasting or Pasting((each.name.capitalize(),)) for each in self._networks)

    def placed(self, address: str) -> Placed | None:
        """Return the post at *address*, if that is on a network as far as the address tells."""
        for each in self._networks:
            found = each.recognise(address)
            if found is not None:
                return Placed(each, found)
        return None

    def named(self, address: str) -> PostAddress:
        """Return the one name of what is at *address*, and whose it is as far as can be told.

        Raises:
            InvalidClaim: it is not the address of a public web page.
        """
        page = named(address)
        found = self.placed(address)
        return page if found is None else PostAddress(found.object, page.host, page.blog)


def _is_anywhere(network: Connector) -> bool:
    return network.pasting is not None and network.pasting.is_anywhere


NO_NETWORKS = KnownNetworks()
"""Knows none: every address is that of a page."""
