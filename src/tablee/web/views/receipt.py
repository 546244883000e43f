"""The receipt of one act, for whoever holds its token."""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tablee.core.act import supporter_key
from tablee.usecases.find_receipt import find_receipt
from tablee.usecases.sharing.find_brought import find_brought
from tablee.usecases.sharing.leave_trace import hold_links
from tablee.web.keys import read_receipt_key
from tablee.web.parts.brought import brought_view
from tablee.web.parts.erasing import erasing
from tablee.web.parts.frame import frame
from tablee.web.parts.kinds.chosen import choice_told
from tablee.web.parts.kinds.drawings import held_drawing
from tablee.web.parts.log.proof import proof_view
from tablee.web.parts.posts.holding import Holding, holding
from tablee.web.parts.promises import promises
from tablee.web.parts.receipts import receipt_view
from tablee.web.reading import Seen, see_campaign
from tablee.web.site import current, root
from tablee.web.views.act import KNOWN
from tablee.web.visitors import day_name, is_looking_ahead, remember, visitor_name


@never_cache
@require_safe
def show_receipt(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Show what an act brings, who pays for it, its place, and what was decided."""
    site = current()
    seen = see_campaign(site, slug)
    key = read_receipt_key(slug, token)
    with site.desks.read() as desk:
        receipt = find_receipt(desk, slug, key.number)
        held = holding(desk, seen, receipt.act, site.clock.now_ms(), is_own=key.is_own)
        chosen = choice_told(desk, seen, receipt.act, is_own=key.is_own)
        drawn = held_drawing(desk, seen, receipt.act)
        brought = find_brought(desk, seen.campaign, key.number)
        erased = erasing(desk, receipt.act, seen.campaign.id, is_own=key.is_own)
    address = root(request) + request.path
    page = frame(seen) | {
        "receipt": receipt_view(seen, receipt),
        "held": held,
        "chosen": chosen,
        "drawn": drawn,
        "erasing": erased,
        "is_own": key.is_own,
        "token": token,
        "personal": _personal(request, slug, held),
        "brought": brought_view(seen, receipt.act, brought, root(request)),
        "promises": promises(seen),
        "proof": proof_view(seen, receipt.act, token, is_own=key.is_own),
        "address": address,
        "code": _code(address),
        "is_known": KNOWN in request.GET,
    }
    response = render(request, "tablee/receipt.html", page)
    if not is_looking_ahead(request):
        _know_holder(request, response, seen, key.number)
    return response


def _know_holder(request: HttpRequest, response: HttpResponse, seen: Seen, number: int) -> None:
    """Remember who opened the receipt: its links bring nothing for their own clicks."""
    site, campaign = current(), seen.campaign
    now_ms = site.clock.now_ms()
    day = campaign.rulebook_at(now_ms).day(now_ms)
    name = visitor_name(request, site, day)
    names = (name, day_name(request, site, day))
    holders = tuple(supporter_key(site.secret, campaign.slug, each) for each in names)
    hold_links(site.desks, site.clock, campaign.slug, number, holders)
    remember(request, response, site, name)


def _personal(request: HttpRequest, slug: str, held: Holding) -> str:
    if held.link is None:
        return ""
    return root(request) + reverse("personal", args=[slug, held.link.token])


def _code(address: str) -> str:
    """Return the QR code of *address* as a picture for the page; it holds nothing else."""
    picture = segno.make(address, micro=False).svg_inline(
        border=2, omitsize=True, svgclass="code", lineclass=None, dark="#221c15", light="#ffffff"
    )
    return mark_safe(picture)  # noqa: S308  made by segno from an address it only draws
