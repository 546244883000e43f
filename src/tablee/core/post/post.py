"""A post that became an act: its evidence, what is shown of it, and when to look again."""

from enum import StrEnum
from typing import NamedTuple

from tablee.core.post.finding import NOT_SEEN, Display, Flag


class Mark(StrEnum):
    """What the organiser says of a post."""

    NONE = ""
    PRESS = "press"
    RECAP = "recap"


class Post(NamedTuple):
    """One post, beside its act. Erasing it changes no figure."""

    campaign_id: int
    act_number: int
    address: str
    """Where it was found, after redirects."""
    blog: str
    found_at_ms: int
    status: int
    """HTTP status of the last look; 0 when there was no answer."""
    content_hash: str
    exhibit: str
    """Name of the snapshot; empty once it has been erased."""
    display: Display = Display()
    flags: tuple[Flag, ...] = ()
    likeness: int = 0
    is_shown: bool = True
    """Whether it is on the wall: showing is separate from counting."""
    mark: Mark = Mark.NONE
    referred_act: int = 0
    """Number of the referral act that this post brought its referrer; 0 for none."""
    checked_at_ms: int = 0
    next_check_at_ms: int = 0
    """When to look again; 0 for never."""
    failing_since_ms: int = 0
    """Since when there has been no usable answer; 0 when the last look was good."""
    checks: int = 0
    """Good looks since it was counted."""

    @property
    def is_proven(self) -> bool:
        """Whether its page shows by itself what it counts for; otherwise a person was asked."""
        return NOT_SEEN.isdisjoint(self.flags)
