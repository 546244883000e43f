"""The gallery: drawings that count, newest first, each with a page of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tablee.core.drawing.drawing import is_public
from tablee.core.terms import Proof
from tablee.usecases.find_receipt import find_receipt
from tablee.web.parts.acting import ways
from tablee.web.parts.frame import frame, joined
from tablee.web.parts.kinds.chosen import may_choose, reasons_to_choose
from tablee.web.parts.kinds.drawings import canvas
from tablee.web.parts.promises import promises
from tablee.web.reading import see_campaign
from tablee.web.site import current, root
from tablee.web.staff.rights import DECIDE, may

PER_PAGE = 24
BEFORE = "before"
LONGEST_NUMBER = 12


@require_safe
def show_gallery(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the drawings of a campaign, a page at a time."""
    site = current()
    seen = see_campaign(site, slug)
    asked = request.GET.get(BEFORE, "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER
    before = int(asked) if is_number else 0
    with site.desks.read() as desk:
        found = desk.drawings.shown(seen.campaign.id, before, PER_PAGE + 1)
        why = reasons_to_choose(desk, seen.campaign.id, [each.act_number for each in found])
    drawn, more = found[:PER_PAGE], found[PER_PAGE:]
    if not drawn and seen.terms.kind_by(Proof.PICTURE) is None:
        raise Http404
    here = reverse("drawings", args=[slug])
    page = frame(seen) | {
        "canvases": [canvas(seen, each, why.get(each.act_number, "")) for each in drawn],
        "way": next((way for way in ways(seen) if way.kind.proof is Proof.PICTURE), None),
        "newest": here if before else "",
        "older": f"{here}?{BEFORE}={drawn[-1].act_number}" if more else "",
    }
    return render(request, "tablee/kinds/gallery.html", page)


@require_safe
def show_drawing(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one drawing, what it brought, and who paid for that."""
    site = current()
    seen = see_campaign(site, slug)
    with site.desks.read() as desk:
        drawing = desk.drawings.get(seen.campaign.id, number)
        if drawing is None:
            raise Http404
        receipt = find_receipt(desk, slug, number)
        why = reasons_to_choose(desk, seen.campaign.id, [number])
    if not is_public(drawing, receipt.act):
        raise Http404
    page = frame(seen) | {
        "canvas": canvas(seen, drawing, why.get(number, "")),
        "may_choose": may_choose(request),
        "may_hide": may(request, DECIDE),
        "paid": receipt.paid_units,
        "payers": joined(sorted(receipt.payers)),
        "address": root(request) + request.path,
        "root": root(request),
        "promises": promises(seen),
    }
    return render(request, "tablee/kinds/drawing.html", page)
