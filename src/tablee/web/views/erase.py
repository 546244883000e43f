"""Erase what is kept about an act, because the holder of its receipt asks for that."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tablee.core.errors import TableeError, UnknownAct
from tablee.usecases.find_receipt import find_receipt
from tablee.usecases.privacy.erase_acts import Cellar, NotSealedYet, erase_act
from tablee.web.keys import read_receipt_key
from tablee.web.parts.erasing import erasing
from tablee.web.parts.frame import frame
from tablee.web.parts.promises import promises
from tablee.web.parts.receipts import receipt_view
from tablee.web.reading import see_campaign
from tablee.web.site import current, served
from tablee.web.visitors import network_of
from tablee.web.words.sentences import trouble


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Say what erasing takes away and what it leaves, and do it once that is confirmed."""
    key = read_receipt_key(slug, token)
    if not key.is_own:
        raise UnknownAct
    seen = see_campaign(current(), slug)
    wrong = _erased(request, slug, key.number) if request.method == "POST" else ""
    with current().desks.read() as desk:
        receipt = find_receipt(desk, slug, key.number)
        is_erased = erasing(desk, receipt.act, seen.campaign.id, is_own=True).is_erased
    if is_erased:
        return HttpResponseRedirect(reverse("receipt", args=[slug, token]))
    page = frame(seen) | {
        "receipt": receipt_view(seen, receipt),
        "token": token,
        "wrong": wrong,
        "promises": promises(seen),
    }
    return render(request, "tablee/erase.html", page, status=409 if wrong else 200)


def _erased(request: HttpRequest, slug: str, number: int) -> str:
    """Erase an act; return why it could not be, if so.

    What waits to be sealed is sealed by those who do that all the time: nobody waits for it here.
    """
    site = current()
    cellar = Cellar(site.desks, site.clock, site.exhibits, site.pictures, seal=lambda _slug: None)
    try:
        served().pace.admit(network_of(request), has_proof=False)
        erase_act(cellar, slug, number)
    except NotSealedYet:
        return _("your act is not in the public log yet. Try again in a minute.")
    except TableeError as refusal:
        return trouble(refusal)
    return ""
