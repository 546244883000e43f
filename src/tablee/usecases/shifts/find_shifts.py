"""Find the shifts of a campaign, and the people of one of them."""

from collections.abc import Sequence
from typing import NamedTuple

from tablee.core.campaign import Campaign, campaign_now_ms
from tablee.core.errors import UnknownAct
from tablee.core.volunteering.link import Door, Link, read_link
from tablee.core.volunteering.shift import DAY_MS, Shift
from tablee.core.volunteering.volunteer import Commitment, Volunteer
from tablee.ports.desk import Desk
from tablee.ports.kinds.shifts import Sums
from tablee.usecases.shifts.rota import at_shift


class Opening(NamedTuple):
    """A shift, and how many of its places somebody has."""

    shift: Shift
    taken: int

    @property
    def left(self) -> int:
        """How many places nobody has."""
        return max(0, self.shift.capacity - self.taken)


class Found(NamedTuple):
    """The shifts of a campaign, by their beginning, and what came of them."""

    openings: Sequence[Opening]
    sums: Sums
    moment_ms: int
    """Now, by the campaign's clock."""


class People(NamedTuple):
    """A shift with everybody who has signed up for it."""

    shift: Shift
    volunteers: Sequence[Volunteer]
    moment_ms: int

    @property
    def coming(self) -> list[Volunteer]:
        """Those who have a place, marked or not."""
        kept = {Commitment.CONFIRMED, Commitment.PRESENT, Commitment.ABSENT}
        return [each for each in self.volunteers if each.state in kept]


def find_shifts(desk: Desk, campaign: Campaign, now_ms: int) -> Found:
    """Return all shifts of a campaign, those that do not take place as well."""
    taken = desk.shifts.taken(campaign.id)
    openings = [Opening(each, taken[each.number]) for each in desk.shifts.every(campaign.id)]
    return Found(openings, desk.shifts.sums(campaign.id), _moment_ms(desk, campaign, now_ms))


def find_people(desk: Desk, campaign: Campaign, number: int, now_ms: int) -> People:
    """Return a shift of a campaign with its people.

    Raises:
        UnknownAct: the campaign has no such shift.
    """
    shift = desk.shifts.get(number)
    if shift is None or shift.campaign_id != campaign.id:
        raise UnknownAct
    moment_ms = at_shift(campaign, shift, _moment_ms(desk, campaign, now_ms))
    return People(shift, desk.volunteers.of_shift(number), moment_ms)


def sheet_link(shift: Shift, days: int) -> Link:
    """Return the link to a shift's presence sheet: good until its people are forgotten."""
    return Link(Door.SHEET, shift.number, 0, shift.ends_at_ms + days * DAY_MS)


def read_sheet_link(secret: bytes, slug: str, token: str, moment_ms: int) -> int:
    """Return the number of the shift whose presence sheet a link opens.

    Raises:
        UnknownAct: this site never made that link, or its time is over.
    """
    link = read_link(secret, slug, Door.SHEET, token)
    if moment_ms >= link.until_ms:
        raise UnknownAct
    return link.number


def _moment_ms(desk: Desk, campaign: Campaign, now_ms: int) -> int:
    return campaign_now_ms(campaign, desk.journal(campaign).standing(), now_ms)
