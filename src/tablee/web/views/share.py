"""Tracked share links: a click by a distinct visitor is an act, where the terms pay clicks."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tablee.core.act import supporter_key
from tablee.core.errors import UnknownAct
from tablee.core.sharing.link import read_link
from tablee.ports.traces import Step, Trace
from tablee.problems.mistakes import TooOften
from tablee.usecases.sharing.come_by_link import Visit, come_by_links
from tablee.usecases.sharing.leave_trace import press_button
from tablee.web.advertising import advertise
from tablee.web.site import Site, current, served
from tablee.web.visitors import (
    browser_of,
    is_looking_ahead,
    is_preview_agent,
    network_of,
    remember,
    visitor_name,
)


@never_cache
@require_safe
def follow_link(request: HttpRequest, slug: str, network: str, token: str) -> HttpResponse:
    """Lead to the campaign page; write down that somebody came, if it was somebody who clicked.

    Clicks are mostly taken before they come here (`tablee.intake.clicks`): this is for whoever
    looks ahead, and for pages that are served without the intake.
    """
    site = current()
    _owner(site, slug, network, token)
    with site.desks.read() as desk:
        desk.campaigns.see(slug)
    response = HttpResponseRedirect(reverse("campaign", args=[slug]))
    if not is_looking_ahead(request):
        visit = Visit(slug, network, token, browser_of(request))
        (came,) = come_by_links(site.desks, site.clock, site.secret, [visit])
        if came.name:
            remember(request, response, site, came.name)
    return advertise(request, response, slug)


@csrf_exempt  # It changes no figure, and pages of ours say it without a form.
@never_cache
@require_POST
def press_link(request: HttpRequest, slug: str, network: str, token: str) -> HttpResponse:
    """Write down that a share button was pressed: an intent, which is shown and brings nothing."""
    site = current()
    owner = _owner(site, slug, network, token)
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise Http404
    if is_preview_agent(request):
        return HttpResponse(status=204)
    try:
        served().pace.admit_intent(network_of(request))
    except TooOften:
        return HttpResponse(status=429)
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(slug)
    now_ms = site.clock.now_ms()
    name = visitor_name(request, site, campaign.rulebook_at(now_ms).day(now_ms))
    visitor = supporter_key(site.secret, slug, name)
    press_button(
        site.desks, site.clock, slug, Trace(owner, Step.PRESSED, visitor, network, 0, now_ms)
    )
    return HttpResponse(status=204)


def _owner(site: Site, slug: str, network: str, token: str) -> int:
    try:
        return read_link(site.secret, slug, network, token)
    except UnknownAct:
        raise Http404 from None
