"""What sealing needs of the site."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from tablee.core.log.note import Note, Verify
from tablee.core.log.policy import Policy
from tablee.core.log.tree import Subtree
from tablee.ports.desk import Clock, Desks
from tablee.ports.log.files import LogShelf
from tablee.ports.log.signer import LogKeys
from tablee.usecases.log.witnessing import Collected


class Collector(Protocol):
    """Whoever brings a checkpoint to its witnesses: see `tablee.usecases.log.witnessing`."""

    def collect(self, policy: Policy, note: Note, subtree: Subtree, quorum: str = "") -> Collected:
        """Return *note* with the cosignatures of the witnesses of *policy*."""
        ...


class Room(NamedTuple):
    """What sealing needs of the site."""

    desks: Desks
    clock: Clock
    shelf: LogShelf
    keys: LogKeys
    verify: Verify
    witnesses: Collector
    host: str
    """The site's public name, with its port if it has one: logs are called after it."""

    def origin(self, slug: str) -> str:
        """Return what a campaign's log is called."""
        return f"{self.host}/c/{slug}/log"


Earned = Mapping[str, Mapping[str, int]]
"""What each sponsor has earned in each pool."""
