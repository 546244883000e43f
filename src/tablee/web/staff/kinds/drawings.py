"""The pictures of the moderation queue: to moderators, before anybody else sees them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from tablee.core.errors import UnknownCampaign
from tablee.web.pictures.files import picture_of
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
