"""Decide about one act, with everything that hangs on it where it is a post."""

from tablee.core.act import Act
from tablee.core.decision import Ruling
from tablee.ports.desk import Clock, Desks
from tablee.usecases.decide_act import Judgement
from tablee.usecases.posts.consequences import decide_in_room
from tablee.usecases.posts.looking import Room


def decide_post(desks: Desks, clock: Clock, slug: str, judgement: Judgement) -> Act:
    """Take a decision about any act, post or not, and return the act as it stands then.

    Its submissions say the same, its referral is counted or taken back, it is looked at again
    or no more, and a restored act's open appeal is answered: all in one transaction.

    Raises:
        UnknownCampaign, UnknownAct: nothing was written.
        WrongState: the decision cannot follow from where the act stands; nothing was written.
        SameJudge: an appeal is decided by somebody else; nothing was written.
        CampaignClosed: the campaign is settled and its figures are final; nothing was written.
    """
    with desks.write() as desk:
        room = Room(desk, desk.campaigns.hold(slug), b"", clock.now_ms())
        act = decide_in_room(room, judgement)
        appeal = desk.appeals.open_for(room.campaign.id, act.number)
        if judgement.ruling is Ruling.RESTORE and appeal is not None:
            granted = appeal._replace(
                answered_at_ms=room.now_ms, is_granted=True, by=judgement.by, note=judgement.note
            )
            desk.appeals.answer(granted)
        return act
