"""The page as it was when we looked, for moderators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tablee.core.errors import UnknownCampaign
from tablee.evidence.page.coding import as_utf8
from tablee.evidence.snapshot import SnapshotDamaged, body_of
from tablee.web.site import current
from tablee.web.staff.rights import DECIDE, check


@require_GET
def show_exhibit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show the page as it was when we looked: its source, as plain text that does nothing."""
    check(request, DECIDE)
    site = current()
    with site.desks.read() as desk:
        try:
            campaign = desk.campaigns.see(slug)
        except UnknownCampaign as error:
            raise Http404(str(error)) from None
        post = desk.posts.get(campaign.id, number)
    kept = site.exhibits.get(post.exhibit) if post and post.exhibit else None
    if kept is None:
        raise Http404(_("The snapshot is not kept any more."))
    try:
        body, media_type, _address = body_of(kept)
    except SnapshotDamaged:
        raise Http404(_("The snapshot cannot be read any more.")) from None
    text = as_utf8(body, media_type)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
