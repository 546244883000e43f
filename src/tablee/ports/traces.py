"""What became of a supporter's share links, as far as this site sees it."""

from collections import Counter
from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple, Protocol

from tablee.core.act import Act


class Step(StrEnum):
    """What somebody did with a share link."""

    HELD = "held"
    """Opened the receipt it stands on: whoever does is taken for the sharer."""
    PRESSED = "pressed"
    """Pressed its button, as their browser says: an intent, evidence C, which brings nothing."""
    CAME = "came"
    """Came to the campaign by it: evidence B."""


class Trace(NamedTuple):
    """One step of one visitor with the links of one receipt; of each sort there is one."""

    owner: int
    """Number of the act whose receipt the link stands on; 0 for the campaign's own links."""
    step: Step
    visitor: bytes
    """A pseudonym, sixteen bytes."""
    network: str
    act_number: int
    """The act it became; 0 when it became none."""
    at_ms: int


class Traces(Protocol):
    """The steps that were taken with share links."""

    def leave(self, campaign_id: int, trace: Trace) -> None:
        """Write a step down, unless that visitor has taken it before with these links.

        Whoever comes again and is an act only then is written down with that act.
        """
        ...

    def is_left(
        self, campaign_id: int, owner: int, step: Step, visitors: Collection[bytes]
    ) -> bool:
        """Return whether one of *visitors* has taken that step with the links of *owner*."""
        ...

    def counts(self, campaign_id: int, owner: int, step: Step) -> Counter[str]:
        """Return by network how many visitors have taken that step with the links of *owner*."""
        ...

    def brought(self, campaign_id: int, owner: int) -> list[Act]:
        """Return the acts that came by the links of *owner*, oldest first."""
        ...

    def intents(self, campaign_id: int) -> int:
        """Return how often a button was pressed, with whosever links."""
        ...
