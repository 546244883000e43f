"""Somebody who wants to come to a shift, and how it stands with that."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from tablee.core.errors import WrongState
from tablee.core.volunteering.shift import HOUR_MS, Shift

INVITATION_MS = 48 * HOUR_MS
"""For how long the link in the first mail is good."""
LONGEST_NAME = 60
LONGEST_GROUP = 80
LONGEST_MAIL_ADDRESS = 254


class Commitment(StrEnum):
    """How it stands with somebody's coming."""

    INVITED = "invited"
    """They gave an address, and have not followed the link that was sent to it: no place yet."""
    WAITING = "waiting"
    """All places were taken: the next one that is given back is theirs, in order."""
    CONFIRMED = "confirmed"
    PRESENT = "present"
    ABSENT = "absent"
    CANCELLED = "cancelled"
    """They gave their place back, or the shift does not take place."""


class Arrival(StrEnum):
    """How somebody came to be on the sheet."""

    SIGNED_UP = ""
    WALK_IN = "walk_in"
    """They just came, and left an address: its pseudonym is kept, and nobody has confirmed it."""
    UNKNOWN = "unknown"
    """They just came and left none: they are a person and hours, and can be no act."""


HOLDING = frozenset({Commitment.CONFIRMED, Commitment.PRESENT, Commitment.ABSENT})
"""Those who have one of the places of a shift."""
_AFTER = {
    Commitment.INVITED: {Commitment.CONFIRMED, Commitment.WAITING, Commitment.CANCELLED},
    Commitment.WAITING: {Commitment.CONFIRMED, Commitment.CANCELLED},
    Commitment.CONFIRMED: {Commitment.PRESENT, Commitment.ABSENT, Commitment.CANCELLED},
    Commitment.PRESENT: {Commitment.ABSENT, Commitment.CONFIRMED, Commitment.PRESENT},
    Commitment.ABSENT: {Commitment.PRESENT, Commitment.CONFIRMED, Commitment.ABSENT},
    Commitment.CANCELLED: {Commitment.INVITED},
}


class Volunteer(NamedTuple):
    """One person and one shift. Name, address and group are erased some time after it."""

    number: int
    campaign_id: int
    shift: int
    supporter: bytes
    """The pseudonym of their mail address: all that is left of them in the end."""
    state: Commitment
    turn: int
    """How often they have signed up: links of an earlier turn are good for nothing."""
    asked_at_ms: int
    changed_at_ms: int
    in_line_at_ms: int = 0
    """When they followed the link: the order of the waiting list."""
    address: str = ""
    name: str = ""
    group: str = ""
    language: str = "en"
    sent: tuple[str, ...] = ()
    """On which occasions they have been written to in this turn."""
    trouble: str = ""
    """Why a mail did not go out; empty when all did."""
    late_min: int = 0
    minutes: int = 0
    """How long they were there; 0 unless they were."""
    marked_by: str = ""
    """Who said whether they came."""
    arrival: Arrival = Arrival.SIGNED_UP

    def becomes(self, state: Commitment, now_ms: int) -> "Volunteer":
        """Return them as they stand in another state, from now on.

        Raises:
            WrongState: it cannot follow from the one they are in.
        """
        if not may_become(self.state, state):
            raise WrongState(f"Who is {self.state} cannot become {state}.")
        return self._replace(state=state, changed_at_ms=now_ms)


def may_become(before: Commitment, after: Commitment) -> bool:
    """Return whether one state can follow from the other."""
    return after in _AFTER[before]


def places_left(shift: Shift, volunteers: Sequence[Volunteer]) -> int:
    """Return how many places nobody has; never fewer than none."""
    return max(0, shift.capacity - sum(each.state in HOLDING for each in volunteers))


def waiting_list(volunteers: Sequence[Volunteer]) -> list[Volunteer]:
    """Return those who wait for a place, in their order."""
    waiting = [each for each in volunteers if each.state is Commitment.WAITING]
    return sorted(waiting, key=lambda each: (each.in_line_at_ms, each.number))


def acts_of(shift: Shift, volunteer: Volunteer, *, is_hourly: bool) -> int:
    """Return how many acts somebody's coming is: one, or one for each whole hour."""
    if volunteer.state is not Commitment.PRESENT or volunteer.arrival is Arrival.UNKNOWN:
        return 0
    return shift.whole_hours(volunteer.late_min) if is_hourly else 1


def act_object(volunteer: Volunteer, place: int) -> str:
    """Return what names one act of somebody's coming, from 1: the first hour, the second."""
    return f"{volunteer.shift}/{volunteer.number}/{place}"
