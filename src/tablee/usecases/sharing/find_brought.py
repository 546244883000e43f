"""Find what the share links of one receipt brought."""

from collections import Counter
from typing import NamedTuple

from tablee.core.act import State
from tablee.core.campaign import Campaign
from tablee.ports.desk import Desk
from tablee.ports.traces import Step


class Brought(NamedTuple):
    """What came of the links of one receipt, as things stand now."""

    pressed: int
    """Visitors who pressed one of its buttons, as their browsers say."""
    visits: Counter[str]
    """Visitors who came by its links, by network; its holder is not one of them."""
    acts: int
    """Those of them who are counted: they had not come before."""
    paid: int
    """Units that sponsors pay for these acts."""
    unpaid: int
    """Units of them beyond the promises."""
    pending: int
    """Units that wait for a decision, or for the end of an appeal."""
    refused: int
    """Visits that were no act because a limit, or the rules, said so."""


def find_brought(desk: Desk, campaign: Campaign, owner: int) -> Brought:
    """Return what the links of act *owner*'s receipt brought."""
    acts = desk.traces.brought(campaign.id, owner)
    lines = desk.journal(campaign).standing().lines if acts else {}
    counted = [each for each in acts if each.state is State.COUNTED]
    offered = sum(each.units for each in counted)
    paid = sum(lines[each.pool].below(each.stretch) for each in counted)
    return Brought(
        pressed=desk.traces.counts(campaign.id, owner, Step.PRESSED).total(),
        visits=desk.traces.counts(campaign.id, owner, Step.CAME),
        acts=len(counted),
        paid=paid,
        unpaid=offered - paid,
        pending=sum(each.units for each in acts if each.is_held),
        refused=sum(not each.has_place for each in acts),
    )
