"""What the pages read: one campaign, seen at one moment."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tablee.core.act import Act
from tablee.core.campaign import Campaign
from tablee.core.post.post import Post
from tablee.core.tally import Tally
from tablee.core.terms import Terms
from tablee.ports.desk import Desk, Note
from tablee.ports.journal import LaidSegment
from tablee.ports.posts import Glance
from tablee.store.queries import Refusals, act_on_place, latest_acts, refusals
from tablee.usecases.tally_campaign import tally_campaign
from tablee.web.site import Site

MOST_ACTS = 6
MOST_NOTES = 12
MOST_POSTS = 3


class Seen(NamedTuple):
    """A campaign as it stood at one moment."""

    campaign: Campaign
    terms: Terms
    tally: Tally
    cover: Sequence[LaidSegment]
    notes: Sequence[Note]
    acts: Sequence[Act]
    """The latest acts that have a place, newest first."""
    hidden: frozenset[int]
    """Numbers of those among them whose post is not to be shown."""
    posts: Sequence[Post]
    """The latest posts of the wall, newest first."""
    full_since: Mapping[str, int]
    """When the line became full, for each that is."""
    refusals: Sequence[Refusals]
    """Why acts do not count, the most frequent first."""


def see_campaign(site: Site, slug: str) -> Seen:
    """Return a campaign with everything its page shows.

    Raises:
        UnknownCampaign: there is none of that name.
    """
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(slug)
        journal = desk.journal(campaign)
        tally = tally_campaign(desk, slug, site.clock.now_ms())
        acts = _latest(desk, campaign)
        return Seen(
            campaign=campaign,
            terms=campaign.version_at(tally.as_of_ms).terms,
            tally=tally,
            cover=journal.segments(),
            notes=desk.notes.latest(campaign.id, MOST_NOTES),
            acts=acts,
            hidden=_hidden(desk, campaign, acts),
            posts=desk.posts.wall(campaign.id, Glance(most=MOST_POSTS)),
            full_since=_full_since(site, desk, campaign),
            refusals=refusals(desk, campaign),
        )


def see_campaigns(site: Site) -> list[tuple[Campaign, Tally]]:
    """Return every campaign with its figures, the latest first."""
    now_ms = site.clock.now_ms()
    with site.desks.read() as desk:
        return [
            (campaign, tally_campaign(desk, campaign.slug, now_ms))
            for campaign in desk.campaigns.every()
        ]


def _latest(desk: Desk, campaign: Campaign) -> list[Act]:
    """Return the latest acts that have a place; only the last few are looked at."""
    recent = latest_acts(desk, campaign, 3 * MOST_ACTS)
    return [act for act in recent if act.has_place][:MOST_ACTS]


def _hidden(desk: Desk, campaign: Campaign, acts: Sequence[Act]) -> frozenset[int]:
    """Return the numbers of acts whose post counts without being shown."""
    posts = (desk.posts.get(campaign.id, act.number) for act in acts)
    return frozenset(post.act_number for post in posts if post and not post.is_shown)


def _full_since(site: Site, desk: Desk, campaign: Campaign) -> dict[str, int]:
    """Return when each full line became so: when the act on its last covered place came."""
    since: dict[str, int] = {}
    for name, line in desk.journal(campaign).standing().lines.items():
        if not line.covered or not line.is_full:
            continue
        key = (id(site), campaign.id, name, line.waterline)
        if key not in _moments:
            act = act_on_place(desk, campaign, name, line.waterline - 1)
            _moments[key] = act.received_at_ms if act else 0
        if _moments[key]:
            since[name] = _moments[key]
    return since


_moments: dict[tuple[int, int, str, int], int] = {}
"""Moments found before: the same place was reached at the same moment for ever."""
