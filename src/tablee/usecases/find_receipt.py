"""Find what became of one act: its place, what it brought, and who pays."""

from collections import Counter
from typing import NamedTuple

from tablee.core.act import Act, State
from tablee.core.errors import UnknownAct
from tablee.core.line import place_of
from tablee.core.segment import attribute
from tablee.ports.desk import Desk
from tablee.ports.journal import Decided
from tablee.usecases.earnings import cover_by_pool


class Receipt(NamedTuple):
    """What a supporter can keep."""

    act: Act
    place: int
    """Its first place in the line, from 1; 0 when it has none."""
    cap: int
    """Places of its line that are covered."""
    paid_units: int
    payers: Counter[str]
    """Units of it that each sponsor pays; they sum to *paid_units*."""
    decisions: tuple[Decided, ...]


def find_receipt(desk: Desk, slug: str, number: int) -> Receipt:
    """Return the receipt of act *number*, as things stand now.

    Raises:
        UnknownCampaign, UnknownAct: there is none.
    """
    campaign = desk.campaigns.see(slug)
    journal = desk.journal(campaign)
    act = journal.act(number)
    if act is None:
        raise UnknownAct
    decisions = tuple(journal.decisions(number))
    if not act.has_place:
        return Receipt(act, 0, 0, 0, Counter(), decisions)
    line = journal.standing().line(act.pool)
    start = place_of(act.line_start, journal.gaps(act.pool))
    paid = line.below(act.stretch) if act.state is State.COUNTED else 0
    segments = cover_by_pool(journal).get(act.pool, [])
    payers = attribute(segments, start, start + paid)
    return Receipt(act, start + 1, line.covered, paid, payers, decisions)
