"""Take a post back because whoever holds its receipt asks for that."""

from tablee.core.act import Act, State
from tablee.core.campaign import Stage
from tablee.core.decision import Ruling
from tablee.core.errors import CampaignClosed, UnknownAct
from tablee.core.reason import Reason
from tablee.ports.desk import Clock, Desk, Desks
from tablee.usecases.decide_act import Judgement
from tablee.usecases.posts.consequences import decide_in_room
from tablee.usecases.posts.looking import Room
from tablee.usecases.posts.submit_posts import look_task

BY_SUPPORTER = "supporter"
"""Who decides when an act is withdrawn."""


def withdraw_post(desks: Desks, clock: Clock, slug: str, act_number: int) -> Act:
    """Take an act back at its supporter's wish; return it as it stands then. Twice is once.

    A post whose page shows what it counts for is hidden and looked at now, and counts until its
    page no longer does: anybody may have told us of it and hold its receipt, and only its author
    can change the page. What has no such page is looked at no more, and only somebody who gives
    its address in the form again brings it back. An act that stands refused or reversed is
    hidden, and stays so.

    Raises:
        UnknownCampaign, UnknownAct: nothing was written.
        CampaignClosed: the campaign is settled and its figures are final; nothing was written.
    """
    with desks.write() as desk:
        room = Room(desk, desk.campaigns.hold(slug), b"", clock.now_ms())
        act = room.journal.act(act_number)
        if act is None:
            raise UnknownAct
        if room.campaign.stage is Stage.SETTLED:
            raise CampaignClosed
        post = desk.posts.get(room.campaign.id, act_number)
        is_standing = act.state in {State.COUNTED, State.PENDING}
        if is_standing and post is not None and post.is_proven:
            told = desk.submissions.of_act(room.campaign.id, act_number)
            desk.tasks.put([look_task(each, room.now_ms) for each in told[:1]])
        elif is_standing:
            ruling = Ruling.REVERSE if act.state is State.COUNTED else Ruling.REFUSE
            judgement = Judgement(act_number, ruling, Reason.WITHDRAWN, "", BY_SUPPORTER)
            act = decide_in_room(room, judgement)
        _hide(desk, room.campaign.id, act_number)
        return act


def _hide(desk: Desk, campaign_id: int, act_number: int) -> None:
    post = desk.posts.get(campaign_id, act_number)
    if post is not None:
        due_ms = post.next_check_at_ms if post.is_proven else 0
        desk.posts.keep([post._replace(is_shown=False, next_check_at_ms=due_ms)])
