"""The campaign page: what is earned, what is promised, how to act, and what changed when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from tablee.web.advertising import advertise, offered
from tablee.web.parts.account import account
from tablee.web.parts.acting import ways
from tablee.web.parts.brought import intents
from tablee.web.parts.changes import changes, milestones
from tablee.web.parts.estimates import estimates
from tablee.web.parts.frame import frame
from tablee.web.parts.kinds.chosen import favourites
from tablee.web.parts.kinds.purchases import purchases
from tablee.web.parts.kinds.shifts import volunteering
from tablee.web.parts.lines import lines
from tablee.web.parts.log.state import proved
from tablee.web.parts.messages import messages
from tablee.web.parts.posts.entries import entries
from tablee.web.parts.promises import promises
from tablee.web.parts.recent import recent_acts, refused_acts
from tablee.web.parts.signing.signatures import signatures
from tablee.web.reading import see_campaign
from tablee.web.sharing import Sharer, share_links
from tablee.web.site import current, root
from tablee.web.words.dates import Dates
from tablee.web.words.figures import speaking


@require_safe
def show_campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a campaign as it stands."""
    site = current()
    seen = see_campaign(site, slug)
    address = root(request)
    title = seen.terms.title.say(speaking())
    found = ways(seen)
    page = frame(seen) | {
        "lines": lines(seen),
        "ways": found,
        "tracked": next((way for way in found if way.kind.pays_clicks), None),
        "promises": promises(seen),
        "proved": proved(seen),
        "signatures": signatures(seen),
        "purchases": purchases(seen),
        "changes": changes(seen),
        "notes": messages(seen),
        "milestones": milestones(seen),
        "recent": recent_acts(seen),
        "entries": entries(seen, seen.posts),
        "favourites": favourites(seen),
        "offered": offered(request, slug, title),
        "short": address + reverse("short", args=[slug]),
        "estimates": estimates(seen.campaign, Dates(seen.terms.zone)),
        "refused": refused_acts(seen),
        "links": share_links(site, Sharer(slug), title, address),
        "intents": intents(seen.campaign),
        "volunteering": volunteering(seen),
        "account": account(seen.campaign, address),
        "address": address + request.path,
    }
    response = render(request, "tablee/campaign.html", page)
    patch_vary_headers(response, ["Accept"])  # programs of the fediverse get the actor here
    return advertise(request, response, slug)
