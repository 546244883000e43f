"""Make shifts, change how many people they take, and call them off."""

from collections.abc import Sequence
from typing import NamedTuple

from tablee.core.errors import WrongState
from tablee.core.volunteering.shift import Shift
from tablee.core.volunteering.volunteer import Commitment
from tablee.ports.desk import Clock, Desks
from tablee.usecases.shifts.letters import Occasion
from tablee.usecases.shifts.rota import Rota

_WAS_MARKED = frozenset({Commitment.PRESENT, Commitment.ABSENT})


class Made(NamedTuple):
    """What came of making some shifts."""

    new: int
    changed: int
    """Known ones whose capacity, address or note is another now."""
    known: int
    """Known ones that are as they were."""


def make_shifts(desks: Desks, clock: Clock, slug: str, shifts: Sequence[Shift]) -> Made:
    """Write shifts down; one of the same place and hours is the same, and takes what is new in it.

    More places are given to those who wait. Fewer take nobody's place away. The same shifts again
    change nothing. A shift that was called off stays so.

    Raises:
        UnknownCampaign: nothing was written.
    """
    counts = {"new": 0, "changed": 0, "known": 0}
    with desks.write() as desk:
        rota = Rota(desk, slug, clock.now_ms())
        before = {each.number for each in desk.shifts.every(rota.campaign.id)}
        for shift in shifts:
            wanted = shift._replace(campaign_id=rota.campaign.id)
            kept = desk.shifts.add(wanted)
            wanted = wanted._replace(number=kept.number, is_cancelled=kept.is_cancelled)
            if kept.number not in before:
                counts["new"] += 1
            elif wanted == kept:
                counts["known"] += 1
            else:
                counts["changed"] += 1
                desk.shifts.keep(wanted)
                rota.move_up(wanted)
    return Made(**counts)


def call_off(desks: Desks, clock: Clock, slug: str, number: int) -> int:
    """Say that a shift does not take place; everybody who counted on it is written to.

    Return how many are. Twice is once.

    Raises:
        UnknownCampaign, UnknownAct: there is no such shift; nothing was written.
        WrongState: somebody's presence has been marked: it took place; nothing was written.
    """
    with desks.write() as desk:
        rota = Rota(desk, slug, clock.now_ms())
        shift = rota.shift(number)
        volunteers = desk.volunteers.of_shift(number)
        if any(each.state in _WAS_MARKED for each in volunteers):
            raise WrongState("Presence has been marked in this shift: it took place.")
        desk.shifts.keep(shift._replace(is_cancelled=True))
        told = 0
        for each in volunteers:
            if each.state is Commitment.CANCELLED:
                continue
            was_coming = each.state in {Commitment.CONFIRMED, Commitment.WAITING}
            off = each.becomes(Commitment.CANCELLED, rota.now_ms)
            desk.volunteers.keep(rota.tell(off, Occasion.CALLED_OFF) if was_coming else off)
            told += was_coming
    return told
