"""Under which name the campaign can be followed in the fediverse, and how many do."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from tablee.core.campaign import Campaign
from tablee.usecases.fediverse.names import find_actor
from tablee.web.site import current
from tablee.web.words.figures import figure, speaking


@dataclass(frozen=True, slots=True)
class Account:
    """The campaign's actor, ready to be shown."""

    id: str
    handle: str
    followers: str
    """Empty while nobody follows."""


def account(campaign: Campaign, root: str) -> Account | None:
    """Return the account of a campaign, on the site at *root*; nothing when it has none."""
    site = current()
    with site.desks.read() as desk:
        actor = find_actor(desk, campaign.slug, root, site.clock.now_ms())
        count = desk.actors.number(campaign.id) if actor else 0
    if actor is None:
        return None
    words = ngettext("%(count)s follower", "%(count)s followers", count)
    followers = words % {"count": figure(count, speaking())} if count else ""
    return Account(actor.id, f"@{actor.account}", followers)
