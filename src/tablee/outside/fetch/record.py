"""Write down what went out and what was kept from going out."""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import NamedTuple

from tablee.outside.fetch.public import IPAddress
from tablee.ports.fetch import Obstacle

KEPT = 1_000


class Sight(NamedTuple):
    """A host and an address to which it led."""

    host: str
    address: IPAddress


@dataclass(slots=True)
class Record:
    """Figures since the start, and the last sights of each kind."""

    asked: int = 0
    """How often somebody wanted something."""
    joined: int = 0
    """How often the same was already under way: no request of its own."""
    sent: int = 0
    """Requests sent, each redirect one."""
    refused: int = 0
    """Addresses that were tried and are not public: nothing was sent to them."""
    obstacles: Counter[Obstacle] = field(default_factory=Counter)
    last_refused: deque[Sight] = field(default_factory=lambda: deque(maxlen=KEPT))
    last_contacted: deque[Sight] = field(default_factory=lambda: deque(maxlen=KEPT))

    def refuse(self, host: str, address: IPAddress) -> None:
        """Write down that *host* leads to *address*, where we do not go."""
        self.refused += 1
        self.last_refused.append(Sight(host, address))

    def contact(self, host: str, address: IPAddress) -> None:
        """Write down that a connection to *address* is being opened."""
        self.last_contacted.append(Sight(host, address))
