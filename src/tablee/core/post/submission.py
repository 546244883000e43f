"""Somebody says that a page mentions a campaign: by which road, and what came of it."""

from enum import StrEnum
from typing import NamedTuple

from tablee.core.act import Act, State
from tablee.core.reason import VANISHED_REASONS, Reason


class Road(StrEnum):
    """How we heard of a page."""

    WEBMENTION = "webmention"
    PINGBACK = "pingback"
    TRACKBACK = "trackback"
    FEED = "feed"
    FORM = "form"


class Outcome(StrEnum):
    """What came of a submission so far."""

    QUEUED = "queued"
    """We have not looked yet, or must look again."""
    VERIFIED = "verified"
    """We looked, and the act is counted (or unpaid, or over a limit: its receipt says so)."""
    FLAGGED = "flagged"
    """We looked, and a person decides: the act is pending and holds its place."""
    REFUSED = "refused"
    """We looked, and there is nothing to count; *reason* says what to mend."""
    DELETED = "deleted"
    """The post was there and is gone, or was withdrawn: its act was reversed."""


class Submission(NamedTuple):
    """One page somebody told us of; however often and by however many roads, it is one."""

    number: int
    """Order in which this site heard of pages, from 1; 0 before it is written down."""
    campaign_id: int
    kind: str
    source: str
    """The address, canonical as far as can be told without looking."""
    blog: str
    """Whose page it is: the registrable domain, or the host where hosts are shared."""
    target: str
    """The address of ours which it is said to mention."""
    road: Road
    """The first road by which we heard of it."""
    received_at_ms: int
    via: int = 0
    """Number of the act whose personal link led here; 0 for none."""
    outcome: Outcome = Outcome.QUEUED
    reason: Reason = Reason.NONE
    act_number: int = 0
    """The act it became; 0 while there is none."""
    looked_at_ms: int = 0
    """When we looked last; 0 before that."""
    looks: int = 0
    """How often we have looked since it was last queued."""
    is_by_person: bool = False
    """Whether the sender has asked for a person to look at it."""


def outcome_of(act: Act) -> Outcome:
    """Return what a submission says once it has become *act*."""
    if act.state is State.REVERSED and act.reason in VANISHED_REASONS:
        return Outcome.DELETED
    return _OUTCOMES[act.state]


_OUTCOMES = {
    State.COUNTED: Outcome.VERIFIED,
    State.PENDING: Outcome.FLAGGED,
    State.REFUSED: Outcome.REFUSED,
    State.REVERSED: Outcome.REFUSED,
}
