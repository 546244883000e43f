"""What sponsors promise: pledges, their raises, and milestones that lengthen a line."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tablee.core.errors import InvalidTerms
from tablee.core.segment import Segment, Share
from tablee.core.text import Text


@dataclass(frozen=True, slots=True)
class Sponsor:
    """Who pays, and what it gives even if nobody acts."""

    name: str
    floor: int = 0
    """Units given unconditionally; at close it pays the larger of this and what was earned."""
    message: Text | None = None

    def __post_init__(self) -> None:
        if self.floor < 0:
            raise InvalidTerms("A floor is a whole number of units, from 0.", field="floor")


@dataclass(frozen=True, slots=True)
class Pledge:
    """A promise to pay for so many units of one pool, alone or in shares."""

    name: str
    pool: str
    units: int
    shares: tuple[Share, ...]

    def __post_init__(self) -> None:
        Segment(self.units, self.shares)


@dataclass(frozen=True, slots=True)
class Raise:
    """A signed amendment that lengthens a pledge from a given moment on."""

    pledge: str
    units: int
    """Units added."""
    effective_at: datetime
    author: str
    reason: Text

    def __post_init__(self) -> None:
        if self.units < 1:
            raise InvalidTerms("A raise adds at least one unit.", field="units")


class Measure(StrEnum):
    """What a milestone looks at."""

    ACTS = "acts"
    """Counted acts of the milestone's kinds."""
    UNITS = "units"
    """Units offered by counted acts of the milestone's kinds."""
    SUPPORTERS = "supporters"
    """Distinct supporters with at least one counted act, of any kind."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A rule declared in advance: when *measure* reaches *threshold*, an effect follows.

    The effect is a length of cover laid on a pool (*pool*, *units*, *shares*), or a kind that
    opens (a kind names the milestone it waits for), or both. Reached once, it stays reached.
    """

    name: str
    title: Text
    measure: Measure
    threshold: int
    kinds: tuple[str, ...] = ()
    """The kinds measured; empty means all."""
    pool: str = ""
    units: int = 0
    shares: tuple[Share, ...] = ()

    def __post_init__(self) -> None:
        if self.threshold < 1:
            raise InvalidTerms("A threshold is a whole number from 1.", field="threshold")
        if self.pool:
            Segment(self.units, self.shares)
        elif self.units or self.shares:
            raise InvalidTerms("Say which pool the units are laid on.", field="pool")
        if self.measure is Measure.SUPPORTERS and self.kinds:
            message = "Supporters are counted over all kinds; leave 'kinds' out."
            raise InvalidTerms(message, field="kinds")

    @property
    def segment(self) -> Segment | None:
        """The length of cover it lays, if any."""
        return Segment(self.units, self.shares) if self.pool else None
