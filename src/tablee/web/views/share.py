"""Tracked share links: a click by a distinct visitor is an act, where the terms pay clicks."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tablee.core.act import Claim, Evidence, fingerprint, supporter_key
from tablee.core.campaign import Campaign
from tablee.usecases.record_acts import record_acts
from tablee.web.advertising import advertise
from tablee.web.parts.acting import SHARE
from tablee.web.sharing import is_ours
from tablee.web.site import Site, current
from tablee.web.visitors import is_looking_ahead, remember, visitor_name

SOURCE = "share_link"


@never_cache
@require_safe
def follow_link(request: HttpRequest, slug: str, network: str, token: str) -> HttpResponse:
    """Lead to the campaign page; count the click if somebody clicked and the terms pay for it."""
    site = current()
    if not is_ours(site, slug, network, token):
        raise Http404
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(slug)
    response = HttpResponseRedirect(reverse("campaign", args=[slug]))
    now_ms = site.clock.now_ms()
    if _pays_clicks(campaign, now_ms) and not is_looking_ahead(request):
        day = campaign.rulebook_at(now_ms).day(now_ms)
        name = visitor_name(request, site, day)
        _count_click(site, slug, network, name)
        remember(request, response, site, name)
    return advertise(request, response, slug)


def _pays_clicks(campaign: Campaign, now_ms: int) -> bool:
    kind = campaign.version_at(now_ms).terms.kind(SHARE)
    return kind is not None and kind.pays_clicks


def _count_click(site: Site, slug: str, network: str, name: str) -> None:
    visitor = supporter_key(site.secret, slug, name)
    click = f"{network}:{visitor.hex()}"
    claim = Claim(
        kind=SHARE,
        object=click,
        supporter=visitor,
        fingerprint=fingerprint(slug, SHARE, click),
        evidence=Evidence.CLICK,
    )
    record_acts(site.desks, site.clock, slug, [claim], SOURCE)
