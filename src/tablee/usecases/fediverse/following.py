"""Take followers on and let them go; keep what relays answer."""

import json
from typing import Any

from tablee.core.campaign import Campaign
from tablee.ports.desk import Desk
from tablee.ports.networks.actors import Follower, Relay
from tablee.usecases.fediverse.names import PUBLIC, Actor
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
    now_ms = follower.followed_at_ms
    desk.tasks.put([sending(campaign.id, _written(answer), follower.inbox, now_ms)])


def let_follower_go(desk: Desk, campaign: Campaign, follower: str) -> bool:
    """Forget a follower that wants to hear nothing more, or is gone; return whether it was one."""
    return desk.actors.unfollow(campaign.id, follower)


def ask_relay(desk: Desk, campaign: Campaign, actor: Actor, relay: Relay) -> None:
    """Ask an actor elsewhere to pass on to us what it passes on; once is enough."""
    if any(each.actor == relay.actor for each in desk.actors.relays(campaign.id)):
        return
    desk.actors.keep_relay(campaign.id, relay)
    wish = {"@context": CONTEXT, **_follow(actor, relay)}
    desk.tasks.put([sending(campaign.id, _written(wish), relay.inbox, relay.asked_at_ms)])


def leave_relay(desk: Desk, campaign: Campaign, actor: Actor, relay: Relay, now_ms: int) -> None:
    """Ask for nothing any more, and forget the relay."""
    desk.actors.drop_relay(campaign.id, relay.actor)
    undo = {
        "@context": CONTEXT,
        "id": f"{actor.id}#leaves/{now_ms}/{relay.actor}",
        "type": "Undo",
        "actor": actor.id,
        "object": _follow(actor, relay),
        "to": [relay.actor],
    }
    desk.tasks.put([sending(campaign.id, _written(undo), relay.inbox, now_ms)])


def _follow(actor: Actor, relay: Relay) -> dict[str, Any]:
    """Return what a relay is asked; one that is known by its inbox only is asked for everything."""
    return {
        "id": f"{actor.id}#follows/{relay.asked_at_ms}/{relay.inbox}",
        "type": "Follow",
        "actor": actor.id,
        "object": PUBLIC if relay.actor == relay.inbox else relay.actor,
        "to": [relay.actor],
    }


def _written(activity: dict[str, Any]) -> str:
    return json.dumps(activity, ensure_ascii=False, separators=(",", ":"))


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
