"""What every change of who comes asks for: the campaign held, letters put down, places given."""

from tablee.core.campaign import Campaign, campaign_now_ms
from tablee.core.errors import UnknownAct
from tablee.core.volunteering.shift import Shift
from tablee.core.volunteering.volunteer import (
    HOLDING,
    Commitment,
    Volunteer,
    places_left,
    waiting_list,
)
from tablee.ports.desk import Desk
from tablee.ports.tasks import Task
from tablee.usecases.shifts.letters import ONCE, Occasion

MAIL = "mail"
"""The verb of tasks that send a letter."""


def at_shift(campaign: Campaign, shift: Shift, moment_ms: int) -> int:
    """Return the moment at which people of *shift* are marked, when it is *moment_ms*.

    In a replay the acts themselves are the clock: whoever marks a shift says that it has begun.
    """
    return max(moment_ms, shift.starts_at_ms) if campaign.is_replay else moment_ms


class Rota:
    """One campaign's shifts, in a transaction that may write: nobody else changes them meanwhile.

    Who asks last gets the last place: the campaign is held, so that capacity is a count and not
    a race.
    """

    def __init__(self, desk: Desk, slug: str, now_ms: int) -> None:
        self.desk = desk
        self.campaign = desk.campaigns.hold(slug)
        self.now_ms = now_ms
        """By our own clock: for links, and for what is erased."""
        standing = desk.journal(self.campaign).standing()
        self.moment_ms = campaign_now_ms(self.campaign, standing, now_ms)
        """By the campaign's clock: for shifts, which in a replay lie in the past."""

    def shift(self, number: int) -> Shift:
        """Return a shift of this campaign.

        Raises:
            UnknownAct: it has none of that number.
        """
        found = self.desk.shifts.get(number)
        if found is None or found.campaign_id != self.campaign.id:
            raise UnknownAct
        return found

    def volunteer(self, number: int) -> Volunteer | None:
        """Return somebody of this campaign; nothing once they are forgotten."""
        found = self.desk.volunteers.get(number)
        return found if found is not None and found.campaign_id == self.campaign.id else None

    def tell(self, volunteer: Volunteer, occasion: Occasion) -> Volunteer:
        """Put a letter down, once in each turn; return them with that written down."""
        if occasion in ONCE and occasion in volunteer.sent:
            return volunteer
        key = f"{volunteer.number}:{volunteer.turn}:{occasion}"
        if occasion in ONCE:
            volunteer = volunteer._replace(sent=(*volunteer.sent, occasion.value))
        else:
            key += f":{self.now_ms}"
        body = {
            "volunteer": volunteer.number,
            "turn": volunteer.turn,
            "occasion": occasion.value,
        }
        self.desk.tasks.put([Task(self.campaign.id, MAIL, key, body, self.now_ms)])
        return volunteer

    def is_free(self, volunteer: Volunteer, shift: Shift) -> bool:
        """Return whether somebody has no place in another shift at these hours."""
        theirs = self.desk.volunteers.of_supporter(volunteer.campaign_id, volunteer.supporter)
        others = [
            self.desk.shifts.get(each.shift)
            for each in theirs
            if each.state in HOLDING and each.shift != shift.number
        ]
        return not any(other.overlaps(shift) for other in others if other is not None)

    def has_place(self, shift: Shift) -> bool:
        """Return whether a place is free."""
        return places_left(shift, self.desk.volunteers.of_shift(shift.number)) > 0

    def move_up(self, shift: Shift) -> None:
        """Give free places to those who wait, in their order; whoever is elsewhere then waits on.

        Nobody moves up once the shift has begun, or when it does not take place.
        """
        if not shift.is_open(self.moment_ms):
            return
        volunteers = self.desk.volunteers.of_shift(shift.number)
        free = places_left(shift, volunteers)
        for waiting in waiting_list(volunteers):
            if not free:
                break
            if self.is_free(waiting, shift):
                moved = waiting.becomes(Commitment.CONFIRMED, self.now_ms)
                self.desk.volunteers.keep(self.tell(moved, Occasion.MOVED_UP))
                free -= 1
