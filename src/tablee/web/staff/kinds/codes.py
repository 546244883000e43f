"""Series of receipt codes for the staff: what was issued, whether somebody guesses, revocation."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tablee.core.errors import UnknownCampaign
from tablee.usecases.codes.issue_codes import revoke_series
from tablee.web.site import current, served
from tablee.web.staff.read_only import when
from tablee.web.staff.rights import REVOKE, check
from tablee.wire.guesses import MANY


@require_http_methods(["GET", "POST"])
def show_codes(request: HttpRequest, slug: str, console: AdminSite) -> HttpResponse:
    """Show the series of a campaign and how many wrong codes are typed; revoke a series."""
    check(request, REVOKE)
    site = current()
    with site.desks.read() as desk:
        try:
            campaign = desk.campaigns.see(slug)
        except UnknownCampaign as error:
            raise Http404(str(error)) from None
        every = [(each, when(each.made_at_ms)) for each in desk.codes.every(campaign.id)]
    if request.method == "POST":
        if revoke_series(site.desks, slug, request.POST.get("series", "")):
            messages.success(request, _("The series is revoked."))
        return HttpResponseRedirect(reverse("admin:codes", args=[slug]))
    guesses = served().guesses.in_hour
    page: dict[str, Any] = {
        "title": _("Receipt codes: %(campaign)s") % {"campaign": slug},
        "slug": slug,
        "every": every,
        "guesses": guesses,
        "is_alarming": guesses >= MANY,
    }
    return render(request, "tablee/staff/codes.html", console.each_context(request) | page)
