"""The shifts of a campaign: by day and place, with places left, on one page."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tablee.core.terms import Proof
from tablee.usecases.shifts.find_shifts import Opening, find_shifts
from tablee.web.parts.acting import ways
from tablee.web.parts.frame import frame
from tablee.web.parts.kinds.shifts import days, people_and_hours
from tablee.web.parts.promises import promises
from tablee.web.reading import see_campaign
from tablee.web.site import current


@require_safe
def show_shifts(request: HttpRequest, slug: str, kind: str = "") -> HttpResponse:
    """Show the shifts still to come; *kind* is the kind of act by which somebody came here."""
    site = current()
    seen = see_campaign(site, slug)
    way = next((each for each in ways(seen) if each.kind.proof is Proof.PRESENCE), None)
    if kind and (way is None or way.kind.name != kind):
        raise Http404
    with site.desks.read() as desk:
        found = find_shifts(desk, seen.campaign, site.clock.now_ms())
    coming = [each for each in found.openings if each.shift.ends_at_ms > found.moment_ms]
    place, is_free = request.GET.get("place", ""), "free" in request.GET
    chosen = _chosen(coming, place, found.moment_ms, is_free=is_free)
    page = frame(seen) | {
        "way": way,
        "days": days(seen, chosen, found.moment_ms),
        "places": sorted({each.shift.place for each in coming}),
        "place": place,
        "is_free": is_free,
        "is_filtered": bool(place or is_free),
        "people_and_hours": people_and_hours(found.sums),
        "promises": promises(seen),
    }
    return render(request, "tablee/shifts/shifts.html", page)


def _chosen(
    openings: Sequence[Opening], place: str, moment_ms: int, *, is_free: bool
) -> list[Opening]:
    return [
        each
        for each in openings
        if place in {"", each.shift.place}
        and (not is_free or (each.left and each.shift.is_open(moment_ms)))
    ]
