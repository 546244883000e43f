"""Shifts, and who comes to them."""

from collections import Counter
from typing import NamedTuple, Protocol

from tablee.core.volunteering.shift import Shift
from tablee.core.volunteering.volunteer import Volunteer


class Sums(NamedTuple):
    """What volunteering came to in one campaign."""

    people: int
    """Different people who were there at least once."""
    minutes: int
    """How long they were there, all together."""
    presences: int
    shifts: int
    """Shifts that take place, or took place."""


class Shifts(Protocol):
    """The shifts of a site."""

    def add(self, shift: Shift) -> Shift:
        """Write a shift down, whatever its number, and return it with its own.

        One of the same campaign, place and hours is there already: that one is returned as it is.
        """
        ...

    def get(self, number: int) -> Shift | None:
        """Return one shift."""
        ...

    def keep(self, shift: Shift) -> None:
        """Store a shift as it is now; its campaign, place and hours stay what they were."""
        ...

    def every(self, campaign_id: int) -> list[Shift]:
        """Return the shifts of a campaign by their beginning, then by place."""
        ...

    def taken(self, campaign_id: int) -> Counter[int]:
        """Return how many places of each shift somebody has."""
        ...

    def sums(self, campaign_id: int) -> Sums:
        """Return what volunteering came to so far."""
        ...

    def ask(self, name: str, until_ms: int, now_ms: int) -> int:
        """Write down that *name* asks for something once more; return how often by now.

        What is over is forgotten: from *until_ms*, that of the first time, it begins again.
        """
        ...


class Volunteers(Protocol):
    """Who comes to the shifts of a site."""

    def sign(self, volunteer: Volunteer) -> Volunteer:
        """Write somebody down, whatever their number, and return them with their own.

        There is one for each shift and supporter: who is there already is returned as they are.
        """
        ...

    def get(self, number: int) -> Volunteer | None:
        """Return one of them."""
        ...

    def keep(self, volunteer: Volunteer) -> None:
        """Store how it stands with one of them; shift and supporter stay what they were."""
        ...

    def of_shift(self, shift: int) -> list[Volunteer]:
        """Return everybody who has ever signed up for a shift, in order."""
        ...

    def of_supporter(self, campaign_id: int, supporter: bytes) -> list[Volunteer]:
        """Return what one person has signed up for in a campaign."""
        ...

    def withdrawn_before(self, moment_ms: int, most: int) -> list[Volunteer]:
        """Return who has neither a place nor waits for one, unchanged since *moment_ms*."""
        ...

    def known_after(self, ended_before_ms: int, most: int) -> list[Volunteer]:
        """Return who still has a name or an address though their shift ended before that."""
        ...

    def drop(self, number: int) -> None:
        """Forget one of them altogether."""
        ...
