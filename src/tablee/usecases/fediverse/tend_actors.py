"""Look after our actors: tell of caps reached, ask the relays that are wanted, leave the others."""

from tablee.core.campaign import Campaign, Stage
from tablee.core.rulebook import as_ms
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.tasks import Task
from tablee.usecases.fediverse.following import leave_relay
from tablee.usecases.fediverse.names import Actor, find_actor, network_of
from tablee.usecases.fediverse.news import tell_news, watch_caps

ASK_RELAY = "ask_relay"
"""Find out where a relay is told of things, and ask it."""


def tended(desk: Desk, now_ms: int) -> list[Campaign]:
    """Return the campaigns that have something to be looked after."""
    return [
        each
        for each in desk.campaigns.every()
        if (each.stage is not Stage.SETTLED and network_of(each, now_ms))
        or desk.actors.relays(each.id)
    ]


def wanted_relays(campaign: Campaign, now_ms: int) -> tuple[str, ...]:
    """Return the addresses of the relays that are wanted now: while the campaign takes acts."""
    network, rulebook = network_of(campaign, now_ms), campaign.rulebook_at(now_ms)
    is_running = as_ms(rulebook.terms.opens_at) <= now_ms <= rulebook.last_call_ms
    is_on = campaign.stage is Stage.OPEN and not campaign.is_replay and is_running
    if network is None or not is_on:
        return ()
    return tuple(dict.fromkeys(network.option("relays").replace(",", " ").split()))


def tend_actor(desks: Desks, clock: Clock, slug: str, root: str, asked: set[str]) -> None:
    """Do for one campaign what is to be done; nothing is written where there is nothing.

    *asked* remembers for which relays a task was put down, so that one that cannot be found is
    not asked again and again; forgetting it asks once more.
    """
    now_ms = clock.now_ms()
    with desks.read() as desk:
        campaign = desk.campaigns.see(slug)
        is_idle = not (
            watch_caps(desk, campaign, now_ms) or _relays_to_change(desk, campaign, now_ms, asked)
        )
    if is_idle:
        return
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        if network_of(campaign, now_ms):
            for news in watch_caps(desk, campaign, now_ms):
                tell_news(desk, campaign, news, now_ms)
        actor = find_actor(desk, slug, root, now_ms) or Actor(root, slug, slug)
        _change_relays(desk, campaign, actor, now_ms, asked)


def _relays_to_change(desk: Desk, campaign: Campaign, now_ms: int, asked: set[str]) -> bool:
    wanted = set(wanted_relays(campaign, now_ms))
    relays = desk.actors.relays(campaign.id)
    known = {name for each in relays for name in (each.actor, each.inbox)}
    is_left = any(not wanted & {each.actor, each.inbox} for each in relays)
    return is_left or bool({_name(campaign, each) for each in wanted - known} - asked)


def _change_relays(
    desk: Desk, campaign: Campaign, actor: Actor, now_ms: int, asked: set[str]
) -> None:
    wanted = wanted_relays(campaign, now_ms)
    relays = desk.actors.relays(campaign.id)
    for each in relays:
        if each.actor not in wanted and each.inbox not in wanted:
            leave_relay(desk, campaign, actor, each, now_ms)
    known = {name for each in relays for name in (each.actor, each.inbox)}
    for address in wanted:
        name = _name(campaign, address)
        if address not in known and name not in asked:
            asked.add(name)
            desk.tasks.put([Task(campaign.id, ASK_RELAY, address, {"address": address}, now_ms)])


def _name(campaign: Campaign, address: str) -> str:
    return f"{campaign.id} {address}"
