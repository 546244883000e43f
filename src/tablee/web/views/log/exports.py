"""Hand out what was exported: one file for each day, from which anybody can count again."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tablee.outside.log.exports import ExportShelf
from tablee.web.parts.frame import frame
from tablee.web.reading import see_campaign
from tablee.web.site import current
from tablee.web.views.log.files import let_read
from tablee.web.words.figures import figure, speaking

KEPT_S = 3_600
KILOBYTE = 1_000


@require_safe
def show_exports(request: HttpRequest, slug: str) -> HttpResponse:
    """List the exports of a campaign, the latest first."""
    site = current()
    seen = see_campaign(site, slug)
    exports = [
        {"name": each.name, "size_kb": figure(-(-each.size_bytes // KILOBYTE), speaking())}
        for each in ExportShelf(site.settings.home).every(slug)
    ]
    return render(request, "tablee/log/exports.html", frame(seen) | {"exports": exports})


@require_safe
def show_export(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:  # noqa: ARG001 - Django gives it
    """Return one export.

    A later one of the same day may take its place until the day is over.
    """
    site = current()
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(slug)
    found = ExportShelf(site.settings.home).find(campaign.slug, f"{name}.zip")
    if found is None:
        raise Http404
    response = FileResponse(found.open("rb"), as_attachment=True, filename=f"{slug}-{found.name}")
    let_read(response, f"max-age={KEPT_S}")
    return response
