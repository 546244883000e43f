"""Take followers on and let them go; keep what relays answer."""

import json
from typing import Any

from tablee.core.campaign import Campaign
from tablee.ports.desk import Desk
from tablee.ports.networks.actors import Follower
from tablee.usecases.fediverse.names import Actor
from tablee.usecases.fediverse.sending import sending

CONTEXT = "https://www.w3.org/ns/activitystreams"


def accept_follower(
    desk: Desk, campaign: Campaign, actor: Actor, follower: Follower, follow_id: str
) -> None:
    """Write a follower down and have it told so; *follow_id* is the id of what it asked with.

    Whoever asks again, because the answer was lost, is answered again.
    """
    desk.actors.follow(campaign.id, follower)
    asked: dict[str, Any] = {"type": "Follow", "actor": follower.actor, "object": actor.id}
    if follow_id:
        asked["id"] = follow_id
    answer = {
        "@context": CONTEXT,
        "id": f"{actor.id}#accepts/{follow_id or follower.actor}",
        "type": "Accept",
        "actor": actor.id,
        "object": asked,
        "to": [follower.actor],
    }
    activity = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    task = sending(campaign.id, activity, follower.inbox, follower.followed_at_ms)
    desk.tasks.put([task])


def let_follower_go(desk: Desk, campaign: Campaign, follower: str) -> bool:
    """Forget a follower that wants to hear nothing more, or is gone; return whether it was one."""
    return desk.actors.unfollow(campaign.id, follower)


def note_answer(desk: Desk, campaign: Campaign, sender: str, *, is_yes: bool) -> bool:
    """Keep whether an actor that we asked to follow says yes (Accept) or no (Reject).

    Return whether we had asked it. Whoever says no is not asked again. A relay that was asked at
    its inbox, because nobody knew its actor, is known by its actor from now on.
    """
    for each in desk.actors.relays(campaign.id):
        if each.actor == sender or (
            each.actor == each.inbox and _host(sender) == _host(each.inbox)
        ):
            desk.actors.drop_relay(campaign.id, each.actor)
            answered = each._replace(actor=sender, is_accepted=is_yes)
            desk.actors.keep_relay(campaign.id, answered)
            return True
    return False


def _host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0].lower()
