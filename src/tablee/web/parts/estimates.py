"""What networks say in sum, with time and source, apart from everything that counts."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import ngettext

from tablee.core.campaign import Campaign
from tablee.ports.networks.estimates import Estimate
from tablee.web.site import current
from tablee.web.words.dates import Dates
from tablee.web.words.figures import figure, speaking

TITLES = {"facebook": "Facebook", "x": "X", "threads": "Threads", "mastodon": "Mastodon"}
FRESH_MS = 5_000
"""How old what a campaign's page shows of them may be."""


class EstimateView(NamedTuple):
    """One figure, ready to be shown."""

    said: str
    network: str
    at: str
    source: str
    host: str
    """Of the source."""


def estimates(campaign: Campaign, dates: Dates) -> list[EstimateView]:
    """Return what networks say of a campaign; a network that says nothing is not there."""
    return [view_estimate(each, dates) for each in _found(campaign)]


def _found(campaign: Campaign) -> list[Estimate]:
    site = current()
    now_ms = site.clock.now_ms()
    at_ms, found = _read.get((id(site), campaign.id), (now_ms - FRESH_MS, []))
    if not 0 <= now_ms - at_ms < FRESH_MS:
        with site.desks.read() as desk:
            found = desk.estimates.every(campaign.id)
        _read[id(site), campaign.id] = (now_ms, found)
    return found


def view_estimate(estimate: Estimate, dates: Dates) -> EstimateView:
    """Return one figure as pages show it."""
    say = _SAID.get(estimate.measure, _said_otherwise)
    return EstimateView(
        say(estimate.number) % {"count": figure(estimate.number, speaking())},
        TITLES.get(estimate.network, estimate.network),
        dates.minute(estimate.at_ms),
        estimate.source,
        urlsplit(estimate.source).hostname or "",
    )


def _said_otherwise(_number: int) -> str:
    return "%(count)s"


_SAID: dict[str, Callable[[int], str]] = {
    "shares": lambda number: ngettext(
        "about %(count)s share of this page", "about %(count)s shares of this page", number
    ),
    "reactions": lambda number: ngettext(
        "about %(count)s reaction to it", "about %(count)s reactions to it", number
    ),
    "comments": lambda number: ngettext(
        "about %(count)s comment on it", "about %(count)s comments on it", number
    ),
    "posts_in_a_week": lambda number: ngettext(
        "about %(count)s post with the hashtag in seven days",
        "about %(count)s posts with the hashtag in seven days",
        number,
    ),
}
_read: dict[tuple[int, int], tuple[int, list[Estimate]]] = {}
"""When each campaign's estimates were read, and what they were."""
