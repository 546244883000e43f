"""Ask for a place in a shift: nothing is taken before the link in the mail is followed."""

from enum import StrEnum
from typing import NamedTuple

from tablee.core.act import supporter_key
from tablee.core.volunteering.shift import DAY_MS, HOUR_MS, Shift
from tablee.core.volunteering.volunteer import Commitment, Volunteer
from tablee.ports.desk import Clock, Desks
from tablee.usecases.shifts.letters import Occasion
from tablee.usecases.shifts.rota import Rota

MAILS_PER_DAY = 3
"""Letters that one address gets in a day because somebody typed it into a form."""
_WITHOUT_PLACE = frozenset({Commitment.INVITED, Commitment.CANCELLED})


class Wish(NamedTuple):
    """What somebody typed into the form, and from where."""

    slug: str
    shift: int
    address: str
    name: str
    group: str
    language: str
    network: str
    """The sender's address in the network; it is kept as a pseudonym, for an hour."""


class Answer(StrEnum):
    """What whoever sent the form is told; never whether we knew the address."""

    WRITTEN = "written"
    CLOSED = "closed"
    """The shift has begun, or does not take place."""
    TOO_OFTEN = "too_often"
    """Too many come from that network."""


def sign_up(desks: Desks, clock: Clock, secret: bytes, wish: Wish, per_hour: int) -> Answer:
    """Write down that somebody asks for a place, and put a letter to them down.

    The same person again gets a new link, and the former one is good for nothing; who has a place
    gets the link to their page. An address that was typed in too often gets no further letter
    that day, and nobody is told so: the form must not be a way to fill somebody's box, or to find
    out who comes.

    Raises:
        UnknownCampaign, UnknownAct: there is no such shift; nothing was written.
    """
    now_ms = clock.now_ms()
    with desks.write() as desk:
        rota = Rota(desk, wish.slug, now_ms)
        shift = rota.shift(wish.shift)
        if not shift.is_open(rota.moment_ms):
            return Answer.CLOSED
        network = supporter_key(secret, "networks", wish.network).hex()
        if desk.shifts.ask(f"shifts:from:{network}", now_ms + HOUR_MS, now_ms) > per_hour:
            return Answer.TOO_OFTEN
        box = supporter_key(secret, "addresses", wish.address).hex()
        if desk.shifts.ask(f"shifts:to:{box}", now_ms + DAY_MS, now_ms) <= MAILS_PER_DAY:
            _invite(rota, shift, supporter_key(secret, wish.slug, wish.address), wish)
    return Answer.WRITTEN


def _invite(rota: Rota, shift: Shift, supporter: bytes, wish: Wish) -> None:
    """Write somebody down for another turn, unless they have what they ask for."""
    fresh = Volunteer(
        number=0,
        campaign_id=rota.campaign.id,
        shift=shift.number,
        supporter=supporter,
        state=Commitment.INVITED,
        turn=0,
        asked_at_ms=rota.now_ms,
        changed_at_ms=rota.now_ms,
    )
    known = rota.desk.volunteers.sign(fresh)
    if known.state in _WITHOUT_PLACE:
        asked = fresh._replace(
            number=known.number,
            turn=known.turn + 1,
            address=wish.address,
            name=wish.name,
            group=wish.group,
            language=wish.language,
        )
        known = rota.tell(asked, Occasion.JOIN)
    else:
        known = rota.tell(known, Occasion.AGAIN)
    rota.desk.volunteers.keep(known)
