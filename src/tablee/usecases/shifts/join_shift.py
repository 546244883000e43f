"""Follow the link in the mail: a place is taken, or one on the waiting list."""

from enum import StrEnum
from typing import NamedTuple

from tablee.core.errors import UnknownAct
from tablee.core.volunteering.link import Door, Link, read_link
from tablee.core.volunteering.shift import Shift
from tablee.core.volunteering.volunteer import Commitment, Volunteer
from tablee.ports.desk import Clock, Desk, Desks
from tablee.usecases.shifts.letters import Occasion
from tablee.usecases.shifts.rota import Rota


class Outcome(StrEnum):
    """What came of a link."""

    READY = "ready"
    """It is good, and has not been used."""
    PLACE = "place"
    WAITING = "waiting"
    USED = "used"
    """It was used before, or a newer one was asked for."""
    EXPIRED = "expired"
    CLOSED = "closed"
    """The shift has begun, or does not take place."""
    ELSEWHERE = "elsewhere"
    """They have a place in another shift at these hours."""


class Joined(NamedTuple):
    """What came of a link, and for whom."""

    outcome: Outcome
    shift: Shift | None = None
    volunteer: Volunteer | None = None
    """Only where they have a place now, or wait for one."""


def see_link(desk: Desk, secret: bytes, slug: str, token: str, now_ms: int) -> Joined:
    """Return what the link in a mail would bring. Looking at it uses nothing up.

    Raises:
        UnknownCampaign, UnknownAct: this site never made that link.
    """
    link = read_link(secret, slug, Door.JOIN, token)
    campaign = desk.campaigns.see(slug)
    volunteer = desk.volunteers.get(link.number)
    if volunteer is not None and volunteer.campaign_id != campaign.id:
        raise UnknownAct
    shift = desk.shifts.get(volunteer.shift) if volunteer else None
    return Joined(_state_of(link, volunteer, now_ms), shift)


def join_shift(desks: Desks, clock: Clock, secret: bytes, slug: str, token: str) -> Joined:
    """Take the place that a link is for, or the next one on the waiting list. It works once.

    Raises:
        UnknownCampaign, UnknownAct: this site never made that link; nothing was written.
    """
    link = read_link(secret, slug, Door.JOIN, token)
    with desks.write() as desk:
        rota = Rota(desk, slug, clock.now_ms())
        volunteer = rota.volunteer(link.number)
        outcome = _state_of(link, volunteer, rota.now_ms)
        if volunteer is None or outcome is not Outcome.READY:
            shift = desk.shifts.get(volunteer.shift) if volunteer else None
            return Joined(outcome, shift)
        return _join(rota, volunteer)


def _state_of(link: Link, volunteer: Volunteer | None, now_ms: int) -> Outcome:
    if volunteer is None:
        return Outcome.EXPIRED
    if volunteer.state is not Commitment.INVITED or volunteer.turn != link.turn:
        return Outcome.USED
    return Outcome.READY if now_ms < link.until_ms else Outcome.EXPIRED


def _join(rota: Rota, volunteer: Volunteer) -> Joined:
    shift = rota.shift(volunteer.shift)
    if not shift.is_open(rota.moment_ms):
        return Joined(Outcome.CLOSED, shift)
    if not rota.is_free(volunteer, shift):
        return Joined(Outcome.ELSEWHERE, shift)
    has_place = rota.has_place(shift)
    state = Commitment.CONFIRMED if has_place else Commitment.WAITING
    occasion = Occasion.JOINED if has_place else Occasion.WAITING
    joined = volunteer.becomes(state, rota.now_ms)._replace(in_line_at_ms=rota.now_ms)
    joined = rota.tell(joined, occasion)
    rota.desk.volunteers.keep(joined)
    return Joined(Outcome.PLACE if has_place else Outcome.WAITING, shift, joined)
