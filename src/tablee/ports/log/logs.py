"""How far each campaign's log has been sealed, and where its acts lie in it."""

from collections.abc import Collection, Mapping
from typing import NamedTuple, Protocol

from tablee.core.log.tree import EMPTY_ROOT

PLACE_BYTES = 40
"""An act's place, as it is stored: its leaf in eight bytes, then its salt in 32."""


class Log(NamedTuple):
    """One campaign's log."""

    campaign_id: int
    origin: str
    vkey: str
    """The public half of the key that signs it; another never does."""
    pepper: bytes
    """What the tags of objects and judges are made with; empty once it was destroyed."""
    policy: str = ""
    """Who must have signed, as in a *tlog-policy*; nobody besides the log if it says nothing."""
    size: int = 0
    root: bytes = EMPTY_ROOT
    act_number: int = 0
    """Number of the last act sealed."""
    happening: int = 0
    """Number of the last happening sealed."""
    sequence: int = 0
    """Sequence number through which it was sealed."""
    sealed_at_ms: int = 0
    published_size: int = 0
    published_at_ms: int = 0
    pending_since_ms: int = 0
    """Since when more is sealed than published, for want of witnesses; 0 when all is published."""
    stopped: str = ""
    """Why nothing more is sealed, if so: a person must look."""
    stopped_at_ms: int = 0


class Staged(NamedTuple):
    """Leaves on their way into a log: written first, and finished byte for byte."""

    campaign_id: int
    size: int
    root: bytes
    """Where the log stands before."""
    new_size: int
    new_root: bytes
    act_number: int
    happening: int
    sequence: int
    """How far it brings the log, as in `Log`."""
    entries: bytes
    """All leaves, each with its length in two bytes before it."""
    places: bytes
    """For each act, in order, `PLACE_BYTES`; the last of them is act *act_number*."""
    earned: Mapping[str, Mapping[str, int]]
    """What each sponsor has earned in each pool by the last leaf."""
    made_at_ms: int


class Place(NamedTuple):
    """Where an act lies in the log."""

    leaf: int
    salt: bytes
    """What its commitment was made with; empty once it was erased."""


class Logs(Protocol):
    """The logs of all campaigns."""

    def begin(self, log: Log) -> None:
        """Write a log down, unless the campaign has one."""
        ...

    def of(self, campaign_id: int) -> Log | None:
        """Return a campaign's log, once it was begun."""
        ...

    def choose(self, campaign_id: int, policy: str) -> None:
        """Write down who must have signed from now on."""
        ...

    def stage(self, staged: Staged) -> bool:
        """Write a batch down; return whether the log stands where it begins, and is free."""
        ...

    def staged(self, campaign_id: int) -> Staged | None:
        """Return the batch that is on its way, if there is one."""
        ...

    def seal(self, staged: Staged) -> bool:
        """Let the log stand at the end of *staged*, its acts in their places.

        Return whether it stood at the beginning: if not, nothing is written.
        """
        ...

    def published(self, campaign_id: int, size: int, at_ms: int) -> None:
        """Write down that a checkpoint of that size was published."""
        ...

    def stop(self, campaign_id: int, why: str, at_ms: int) -> None:
        """Write down that nothing more is sealed, and why; no reason lets it go on."""
        ...

    def place(self, campaign_id: int, number: int) -> Place | None:
        """Return where an act lies in the log, once it was sealed."""
        ...

    def erase_salts(self, campaign_id: int, numbers: Collection[int]) -> int:
        """Erase the salts of acts, for good; return of how many."""
        ...

    def tag_keys(self, campaign_id: int, supporters: Collection[bytes]) -> dict[bytes, bytes]:
        """Return what supporters' tags are made with, of those who have such a key."""
        ...

    def add_tag_keys(self, campaign_id: int, keys: Mapping[bytes, bytes]) -> None:
        """Write down further such keys, by supporter.

        Raises:
            ValueError: one of them has a key already; the transaction must be given up.
        """
        ...

    def erase_tag_keys(self, campaign_id: int, supporters: Collection[bytes] | None = None) -> int:
        """Erase these supporters' keys, or all of a campaign's, for good; return how many."""
        ...

    def erase_pepper(self, campaign_id: int) -> None:
        """Erase what objects' and judges' tags are made with, for good."""
        ...
