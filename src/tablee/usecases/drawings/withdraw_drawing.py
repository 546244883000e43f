"""Take a drawing back because its maker asks for that: it is gone at once, files and words."""

from tablee.core.act import Act, State
from tablee.core.campaign import Stage
from tablee.core.decision import Ruling
from tablee.core.drawing.drawing import erased
from tablee.core.errors import CampaignClosed, UnknownAct
from tablee.core.reason import Reason
from tablee.ports.desk import Clock, Desks
from tablee.ports.exhibits import Exhibits
from tablee.usecases.decide_act import Judgement, decide_at
from tablee.usecases.drawings.erase_drawings import drop_unnamed
from tablee.usecases.finish_appeals import finish
from tablee.usecases.posts.withdraw_post import BY_SUPPORTER


def withdraw_drawing(
    desks: Desks, clock: Clock, pictures: Exhibits, slug: str, act_number: int
) -> Act:
    """Take a drawing back; return its act as it stands then. Twice is once.

    It leaves its line at once and those behind it move up: nobody appeals against themselves,
    and with its files gone there would be nothing to restore. Refused or reversed acts stay so;
    their files go all the same, and with them what an appeal would have to be about.

    Raises:
        UnknownCampaign, UnknownAct: nothing was written.
        CampaignClosed: the campaign is settled and its figures are final; nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        now_ms = clock.now_ms()
        journal = desk.journal(campaign)
        act = journal.act(act_number)
        drawing = desk.drawings.get(campaign.id, act_number)
        if act is None or drawing is None:
            raise UnknownAct
        if campaign.stage is Stage.SETTLED:
            raise CampaignClosed
        if act.state in {State.COUNTED, State.PENDING}:
            ruling = Ruling.REVERSE if act.state is State.COUNTED else Ruling.REFUSE
            judgement = Judgement(act_number, ruling, Reason.WITHDRAWN, "", BY_SUPPORTER)
            act = decide_at(desk, campaign, judgement, now_ms)
        if act.is_held:
            standing = journal.standing()
            act = finish(journal, standing, campaign, act, now_ms)
            journal.keep(standing)
        desk.drawings.keep(erased(drawing, act.reason))
    drop_unnamed(desks, pictures, drawing.files.names)
    return act
