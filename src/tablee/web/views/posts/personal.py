"""Personal links: they lead to the campaign, and remember who brought whom."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tablee.core.post.token import OwnName
from tablee.web.advertising import advertise
from tablee.web.following import remember
from tablee.web.site import current


@never_cache
@require_safe
def follow_personal_link(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Lead to the campaign page; a post sent from this browser brings the referrer something."""
    site = current()
    number = OwnName.PERSONAL.number(site.secret, slug, token)
    with site.desks.read() as desk:
        desk.campaigns.see(slug)
    response = HttpResponseRedirect(reverse("campaign", args=[slug]))
    remember(request, response, slug, number)
    return advertise(request, response, slug)


@require_safe
def follow_short_link(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead from the short address, or from one without its last slash, to the campaign page."""
    with current().desks.read() as desk:
        desk.campaigns.see(slug)
    return advertise(request, HttpResponseRedirect(reverse("campaign", args=[slug])), slug)
