"""Count whoever comes by a share link: each visitor once, and nobody by their own.

The object of such an act is the visitor, whichever link was followed: its fingerprint has neither
network nor sharer in it. Were it one per link, somebody could follow the links of ten friends, or
one friend's on seven networks, and be ten or seven arrivals; and a sharer's gain would grow with
the number of links, not of people. So the first link by which a visitor comes is the one that
brought them, as with any act: first come. An arrival refused at the door, because its sharer's
limit is used up, stands in nobody's way: the same visitor may still come by another link.

The supporter is the sharer, where the link is a supporter's: so the limits of the kind bound what
one sharer's crowd, real or made up, can bring. That stays so when the sharer's own act is taken
back, or they would be rid of their limits by it. By a link of the campaign's own pages nobody but
the visitor is known, and is the supporter.
"""

from typing import NamedTuple

from tablee.core.act import Act, Claim, Evidence, fingerprint, supporter_key
from tablee.core.campaign import Campaign
from tablee.core.terms import Kind
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.traces import Step, Trace
from tablee.usecases.record_acts import record_at

SHARE = "share"
"""The kind of act that an arrival by a share link is."""
SOURCE = "share_link"


class Arrival(NamedTuple):
    """Somebody who came by a share link."""

    slug: str
    network: str
    owner: int
    """Number of the act whose receipt the link stands on; 0 for the campaign's own links."""
    visitor: bytes
    """Their pseudonym."""
    also: bytes
    """By what else they would be known: whoever clears their cookies is known by it."""


def come_by_link(desks: Desks, clock: Clock, secret: bytes, arrival: Arrival) -> Act | None:
    """Write down that somebody came, and count it where the terms pay clicks; return the act.

    None when there is no new act: clicks are not paid, the visitor came before by whatever link,
    or they are the sharer. Arrivals by the campaign's own links leave no trace but their act.

    Raises:
        UnknownCampaign, UnknownAct: there is no such campaign, or link; nothing was written.
    """
    with desks.write() as desk:
        campaign, now_ms = desk.campaigns.hold(arrival.slug), clock.now_ms()
        if arrival.owner and _is_sharer(desk, campaign, arrival):
            return None
        act = None
        if paying_kind(campaign, now_ms) is not None:
            act = _count(desk, campaign, secret, arrival, now_ms)
        if arrival.owner:
            number = act.number if act else 0
            trace = Trace(
                arrival.owner, Step.CAME, arrival.visitor, arrival.network, number, now_ms
            )
            desk.traces.leave(campaign.id, trace)
        return act


def paying_kind(campaign: Campaign, now_ms: int) -> Kind | None:
    """Return the kind that arrivals by share links are, where the terms pay them."""
    kind = campaign.version_at(now_ms).terms.kind(SHARE)
    return kind if kind is not None and kind.pays_clicks else None


def _is_sharer(desk: Desk, campaign: Campaign, arrival: Arrival) -> bool:
    names = [arrival.visitor, arrival.also]
    return desk.traces.is_left(campaign.id, arrival.owner, Step.HELD, names)


def _count(
    desk: Desk, campaign: Campaign, secret: bytes, arrival: Arrival, now_ms: int
) -> Act | None:
    name = arrival.visitor.hex()
    claim = Claim(
        kind=SHARE,
        object=name,
        supporter=_supporter(desk, campaign, secret, arrival),
        fingerprint=fingerprint(arrival.slug, SHARE, name),
        evidence=Evidence.CLICK,
    )
    (recorded,) = record_at(desk, campaign, [claim], SOURCE, now_ms)
    return recorded.act if recorded.is_new else None


def _supporter(desk: Desk, campaign: Campaign, secret: bytes, arrival: Arrival) -> bytes:
    owner = desk.journal(campaign).act(arrival.owner) if arrival.owner else None
    if owner is None:
        return arrival.visitor
    # Nobody said who made that act: its receipt stands for them, or they would have no limit.
    return owner.supporter or supporter_key(secret, arrival.slug, f"receipt {owner.number}")
