"""Look after one's own place: see it, give it back, do without a reminder."""

from typing import NamedTuple

from tablee.core.errors import UnknownAct
from tablee.core.volunteering.link import Door, read_link
from tablee.core.volunteering.shift import Shift
from tablee.core.volunteering.volunteer import Commitment, Volunteer, waiting_list
from tablee.ports.desk import Clock, Desk, Desks
from tablee.usecases.shifts.letters import NO_REMINDER, Occasion
from tablee.usecases.shifts.rota import Rota

_LEAVING = frozenset({Commitment.CONFIRMED, Commitment.WAITING})


class Own(NamedTuple):
    """What somebody's own page shows."""

    volunteer: Volunteer
    shift: Shift
    ahead: int = 0
    """How many wait before them; 0 unless they wait."""

    @property
    def is_reminded(self) -> bool:
        """Whether a reminder goes to them, or has gone."""
        return NO_REMINDER not in self.volunteer.sent


def see_own(desk: Desk, secret: bytes, slug: str, token: str) -> Own:
    """Return what the holder of a link has.

    Raises:
        UnknownCampaign, UnknownAct: the link was never made, they have signed up anew since, or
            have been forgotten.
    """
    link = read_link(secret, slug, Door.MINE, token)
    campaign = desk.campaigns.see(slug)
    volunteer = desk.volunteers.get(link.number)
    shift = desk.shifts.get(volunteer.shift) if volunteer else None
    if volunteer is None or shift is None or volunteer.campaign_id != campaign.id:
        raise UnknownAct
    if volunteer.turn != link.turn or not volunteer.address:
        raise UnknownAct
    ahead = 0
    if volunteer.state is Commitment.WAITING:
        waiting = waiting_list(desk.volunteers.of_shift(shift.number))
        ahead = [each.number for each in waiting].index(volunteer.number)
    return Own(volunteer, shift, ahead)


def refuse_reminder(desks: Desks, secret: bytes, slug: str, token: str) -> None:
    """Write down that somebody wants no reminder on the day before. Twice is once.

    Raises:
        UnknownCampaign, UnknownAct: there is no such link; nothing was written.
    """
    _keep_wish(desks, secret, slug, token, (NO_REMINDER,))


def want_reminder(desks: Desks, secret: bytes, slug: str, token: str) -> None:
    """Write down that somebody wants the reminder after all. Twice is once.

    Raises:
        UnknownCampaign, UnknownAct: there is no such link; nothing was written.
    """
    _keep_wish(desks, secret, slug, token, ())


def _keep_wish(desks: Desks, secret: bytes, slug: str, token: str, marks: tuple[str, ...]) -> None:
    with desks.write() as desk:
        desk.campaigns.hold(slug)
        volunteer = see_own(desk, secret, slug, token).volunteer
        others = [each for each in volunteer.sent if each != NO_REMINDER]
        desk.volunteers.keep(volunteer._replace(sent=(*others, *marks)))


def leave_shift(desks: Desks, clock: Clock, secret: bytes, slug: str, token: str) -> bool:
    """Give a place back, or leave the waiting list; the next one moves up. Twice is once.

    Return whether it is given back: once the shift has begun, whoever runs it says who came.

    Raises:
        UnknownCampaign, UnknownAct: there is no such link; nothing was written.
    """
    with desks.write() as desk:
        rota = Rota(desk, slug, clock.now_ms())
        volunteer, shift, _ahead = see_own(desk, secret, slug, token)
        if volunteer.state in _LEAVING and shift.is_open(rota.moment_ms):
            left = volunteer.becomes(Commitment.CANCELLED, rota.now_ms)
            desk.volunteers.keep(rota.tell(left, Occasion.LEFT))
            rota.move_up(shift)
            return True
        return volunteer.state is Commitment.CANCELLED
