"""Pictures before anybody but moderators sees them, and drawings that are not to be seen."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tablee.core.drawing.drawing import is_public
from tablee.core.errors import UnknownCampaign
from tablee.usecases.drawings.show_drawing import hide_drawing
from tablee.web.pictures.files import picture_of
from tablee.web.pictures.sketches import sketch
from tablee.web.site import current
from tablee.web.staff.rights import DECIDE, check


@never_cache
@require_GET
def show_drawing(request: HttpRequest, slug: str, number: int, name: str) -> HttpResponse:
    """Return a file of a drawing, also while nobody else sees it."""
    check(request, DECIDE)
    with current().desks.read() as desk:
        try:
            campaign = desk.campaigns.see(slug)
        except UnknownCampaign as error:
            raise Http404(str(error)) from None
        drawing = desk.drawings.get(campaign.id, number)
    if drawing is None:
        raise Http404
    return picture_of(drawing, name)


@never_cache
@require_http_methods(["GET", "POST"])
def hang_drawing(request: HttpRequest, slug: str, number: int, console: AdminSite) -> HttpResponse:
    """Show whether a drawing hangs in the gallery; take it down, or let it hang again.

    Its act counts all the same: what must not count is decided in the queue.
    """
    check(request, DECIDE)
    site = current()
    if request.method == "POST":
        by = request.user.get_username() if request.POST.get("hide") == "1" else ""
        hide_drawing(site.desks, site.clock, slug, number, by)
        return HttpResponseRedirect(reverse("admin:hang_drawing", args=[slug, number]))
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(slug)
        drawing = desk.drawings.get(campaign.id, number)
        act = desk.journal(campaign).act(number) if drawing else None
        drawn = sketch(desk, campaign, number)
    if drawing is None or act is None:
        raise Http404
    page: dict[str, Any] = {
        "title": _("Drawing %(number)s") % {"number": number},
        "slug": slug,
        "drawing": drawing,
        "card": {"sketch": drawn},
        "is_public": is_public(drawing, act),
    }
    return render(request, "tablee/staff/hanging.html", console.each_context(request) | page)
