"""What share links brought: intents, visits and acts, and what these are worth, each by itself."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tablee.core.act import Act
from tablee.core.campaign import Campaign
from tablee.usecases.sharing.come_by_link import SHARE
from tablee.usecases.sharing.find_brought import Brought
from tablee.web.parts.acting import limit, way
from tablee.web.reading import Seen
from tablee.web.sharing import DEVICE, NETWORKS, ShareLinks, Sharer, share_links
from tablee.web.site import current
from tablee.web.words.figures import Units, figure, speaking

FRESH_MS = 5_000
"""How old the count of intents on a campaign's page may be."""


@dataclass(frozen=True, slots=True)
class BroughtView:
    """A supporter's own links and what they brought, ready to be shown."""

    links: ShareLinks | None
    """None when the act does not stand, or the campaign is over."""
    brings: str
    """What each visitor brings now; empty where the terms do not pay clicks."""
    look: str
    limit: str
    is_used: bool
    pressed: str
    visits: str
    networks: tuple[str, ...]
    """Where these visitors came from: ``Mastodon: 3``."""
    acts: str
    paid: str
    unpaid: str
    pending: str
    refused: str
    """How many visits no longer counted; empty for none."""


def brought_view(seen: Seen, act: Act, brought: Brought, root: str) -> BroughtView:
    """Return what the holder of *act*'s receipt is told of their own links."""
    language = speaking()
    units = Units(seen.terms.unit, language)
    kind = seen.terms.kind(SHARE)
    shown = None
    if kind is not None and kind.pays_clicks:
        count = next(each for each in seen.tally.kinds if each.name == kind.name)
        shown = way(seen, kind, count)
    is_open = act.has_place and seen.tally.state == "open"
    title = seen.terms.title.say(language)
    sharer = Sharer(seen.campaign.slug, act.number)
    titles = {each.name: each.title for each in NETWORKS} | {DEVICE.name: _("another app")}
    return BroughtView(
        links=share_links(current(), sharer, title, root) if is_open else None,
        brings=shown.brings if shown else "",
        look=shown.look if shown else "",
        limit=limit(kind) if kind is not None and shown else "",
        is_used=bool(brought.visits or brought.pressed),
        pressed=figure(brought.pressed, language),
        visits=figure(brought.visits.total(), language),
        networks=tuple(
            f"{titles[name]}: {figure(count, language)}"
            for name, count in sorted(brought.visits.items())
            if name in titles
        ),
        acts=figure(brought.acts, language),
        paid=units.say(brought.paid),
        unpaid=units.say(brought.unpaid),
        pending=units.say(brought.pending),
        refused=figure(brought.refused, language) if brought.refused else "",
    )


def intents(campaign: Campaign) -> str:
    """Return how often share buttons of a campaign were pressed; empty for never."""
    site = current()
    now_ms = site.clock.now_ms()
    at_ms, count = _counted.get((id(site), campaign.id), (now_ms - FRESH_MS, 0))
    if not 0 <= now_ms - at_ms < FRESH_MS:
        with site.desks.read() as desk:
            count = desk.traces.intents(campaign.id)
        _counted[id(site), campaign.id] = (now_ms, count)
    return figure(count, speaking()) if count else ""


_counted: dict[tuple[int, int], tuple[int, int]] = {}
"""When each campaign's intents were counted, and how many they were."""
