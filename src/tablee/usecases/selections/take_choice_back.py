"""Take a choice back: what was chosen still counts for itself."""

from typing import NamedTuple

from tablee.core.act import Act
from tablee.core.decision import Ruling
from tablee.core.errors import UnknownAct
from tablee.core.reason import Reason
from tablee.ports.desk import Clock, Desks
from tablee.usecases.decide_act import Judgement, decide_at


class Regret(NamedTuple):
    """A choice that shall stand no more."""

    act_number: int
    """The act that was chosen."""
    note: str
    """A sentence for the participant; may be empty."""
    by: str


def take_choice_back(desks: Desks, clock: Clock, slug: str, regret: Regret) -> Act:
    """Reverse the choice of an act; return the act that the choice is.

    Raises:
        UnknownCampaign, UnknownAct: no choice of it stands; nothing was written.
        CampaignClosed: the campaign is settled and its figures are final; nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        standing = desk.selections.standing(campaign.id, [regret.act_number])
        selection = standing.get(regret.act_number)
        if selection is None:
            raise UnknownAct("No choice of this act stands.")
        number = selection.act_number
        judgement = Judgement(number, Ruling.REVERSE, Reason.UNCHOSEN, regret.note, regret.by)
        return decide_at(desk, campaign, judgement, clock.now_ms())
