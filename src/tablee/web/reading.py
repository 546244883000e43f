"""What the pages read: one campaign, seen at one moment."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tablee.core.act import Act
from tablee.core.campaign import Campaign
from tablee.core.tally import Tally
from tablee.core.terms import Terms
from tablee.ports.desk import Desk, Note
from tablee.ports.journal import Journal, LaidSegment
from tablee.store.queries import Refusals, latest_acts, refusals
from tablee.usecases.tally_campaign import tally_campaign
from tablee.web.site import Site

MOST_ACTS = 6
MOST_NOTES = 12
MOST_STEPS = 200
"""Acts of other lines passed over in search of one."""


class Seen(NamedTuple):
    """A campaign as it stood at one moment."""

    campaign: Campaign
    terms: Terms
    tally: Tally
    cover: Sequence[LaidSegment]
    notes: Sequence[Note]
    acts: Sequence[Act]
    """The latest acts that have a place, newest first."""
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
        return Seen(
            campaign=campaign,
            terms=campaign.version_at(tally.as_of_ms).terms,
            tally=tally,
            cover=journal.segments(),
            notes=desk.notes.latest(campaign.id, MOST_NOTES),
            acts=_latest(desk, campaign),
            full_since=_full_since(campaign.id, journal),
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


def _full_since(campaign_id: int, journal: Journal) -> dict[str, int]:
    """Return when each full line became so: when the act on its last covered place came."""
    standing = journal.standing()
    since: dict[str, int] = {}
    for name, line in standing.lines.items():
        if not line.covered or not line.is_full:
            continue
        key = (campaign_id, name, line.waterline)
        if key not in _moments:
            _moments[key] = _moment_of(journal, name, line.waterline - 1, standing.last_number)
        moment_ms = _moments[key]
        if moment_ms:
            since[name] = moment_ms
    return since


_moments: dict[tuple[int, str, int], int] = {}
"""Moments found before: the same place was reached at the same moment for ever."""


def _moment_of(journal: Journal, pool: str, place: int, last: int) -> int:
    """Return when the act on a raw place was received; 0 when it is not found quickly.

    Acts of one line come in the order of their numbers, so halving finds the one.
    """
    first = 1
    while first <= last:
        act = _next_in(journal, pool, (first + last) // 2, last)
        if act is None or act.line_start > place:
            last = (first + last) // 2 - 1
        elif act.line_start + act.units > place:
            return act.received_at_ms
        else:
            first = act.number + 1
    return 0


def _next_in(journal: Journal, pool: str, number: int, last: int) -> Act | None:
    """Return the first act of *pool* from *number* on, if one is near."""
    for each in range(number, min(last, number + MOST_STEPS) + 1):
        act = journal.act(each)
        if act is not None and act.pool == pool:
            return act
    return None
