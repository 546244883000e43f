"""Put somebody on the sheet who just came, and mark them as having been there."""

from typing import NamedTuple

from tablee.core.act import supporter_key
from tablee.core.errors import WrongState
from tablee.core.volunteering.shift import Shift
from tablee.core.volunteering.volunteer import HOLDING, Arrival, Commitment, Volunteer
from tablee.ports.desk import Clock, Desks
from tablee.usecases.shifts.mark_presence import Mark, Marked, Roll, mark_at
from tablee.usecases.shifts.rota import Rota, at_shift

FEWEST = 10
"""So many may just come to any shift; to larger ones, as many as there are places."""


class WalkIn(NamedTuple):
    """Somebody who came without having signed up."""

    shift: int
    name: str
    """How they want to be called; erased with the names of the others."""
    address: str
    """Their mail address, where they want their coming to count: only its pseudonym is kept."""
    late_min: int
    mark: str
    """What the form carried: the same form again is the same person."""
    by: str


def welcome(desks: Desks, clock: Clock, secret: bytes, slug: str, walk_in: WalkIn) -> Marked | None:
    """Write down that somebody just came: a person and hours, and acts if they left an address.

    Without an address nobody knows who it was: they are one person in each shift. With one they
    are who has that address: the same as whoever signed up with it, under the same limits; acts
    that only the holder of the sheet's link vouches for wait for a person. The address is not
    kept, and never written to; who has a place elsewhere at these hours is nobody known here, and
    whoever types addresses in is not told of that.

    Return nothing where more have just come than can be believed: nothing was written.

    Raises:
        UnknownCampaign, UnknownAct: there is no such shift; nothing was written.
        WrongState: it does not take place, or is too far off; nothing was written.
    """
    with desks.write() as desk:
        rota = Rota(desk, slug, clock.now_ms())
        shift = rota.shift(walk_in.shift)
        if not shift.can_be_marked(at_shift(rota.campaign, shift, rota.moment_ms)):
            raise WrongState("It cannot be said yet who came to this shift.")
        volunteers = desk.volunteers.of_shift(shift.number)
        person = _person(rota, secret, shift, walk_in)
        if not rota.is_free(person, shift):
            person = _person(rota, secret, shift, walk_in._replace(address=""))
        known = next((each for each in volunteers if each.supporter == person.supporter), None)
        if known is None and _walk_ins(volunteers) >= max(FEWEST, shift.capacity):
            return None
        if known is None or known.state not in HOLDING:
            known = _placed(rota, known, person)
        mark = Mark(known.number, Commitment.PRESENT, walk_in.late_min)
        (marked,) = mark_at(rota, secret, shift, Roll(shift.number, [mark], walk_in.by))
        return marked


def _person(rota: Rota, secret: bytes, shift: Shift, walk_in: WalkIn) -> Volunteer:
    named = walk_in.address or f"walk-in\n{shift.number}\n{walk_in.mark}"
    return Volunteer(
        number=0,
        campaign_id=rota.campaign.id,
        shift=shift.number,
        supporter=supporter_key(secret, rota.campaign.slug, named),
        state=Commitment.CONFIRMED,
        turn=0,
        asked_at_ms=rota.now_ms,
        changed_at_ms=rota.now_ms,
        name=walk_in.name,
        arrival=Arrival.WALK_IN if walk_in.address else Arrival.UNKNOWN,
    )


def _placed(rota: Rota, known: Volunteer | None, person: Volunteer) -> Volunteer:
    """Give somebody a place: a new one on the sheet, or one who has been on it before."""
    if known is None:
        return rota.desk.volunteers.sign(person)
    if known.state is Commitment.INVITED:
        # Nobody has followed the link to that address: what was typed in of it is let go.
        known = known._replace(address="", name=person.name, group="", arrival=person.arrival)
    placed = known._replace(state=Commitment.CONFIRMED, changed_at_ms=rota.now_ms)
    rota.desk.volunteers.keep(placed)
    return placed


def _walk_ins(volunteers: list[Volunteer]) -> int:
    return sum(each.arrival is not Arrival.SIGNED_UP for each in volunteers)
