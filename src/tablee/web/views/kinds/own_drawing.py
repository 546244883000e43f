"""What the holder of a receipt can do about a drawing: show it, hide it, have it erased."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tablee.core.drawing.drawing import Drawing
from tablee.core.errors import TableeError, UnknownAct
from tablee.usecases.drawings.show_drawing import show_drawing
from tablee.usecases.drawings.withdraw_drawing import withdraw_drawing
from tablee.web.keys import read_receipt_key
from tablee.web.parts.frame import frame
from tablee.web.parts.promises import promises
from tablee.web.reading import see_campaign
from tablee.web.site import current, served
from tablee.web.views.posts import acts
from tablee.web.visitors import network_of
from tablee.web.words.sentences import trouble


@require_POST
def show_own(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Put a drawing into the gallery, or take it out, as the holder of its receipt wishes."""
    drawing = _own_drawing(slug, token)
    if drawing is None or not drawing.is_there:
        raise Http404
    site = current()
    is_shown = request.POST.get("shown") == "1"
    show_drawing(site.desks, site.clock, slug, drawing.act_number, is_shown=is_shown)
    return _to_receipt(slug, token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Say what taking an act back means, and do it once that is confirmed."""
    drawing = _own_drawing(slug, token)
    if drawing is None:
        return acts.withdraw(request, slug, token)
    if not drawing.is_there:
        return _to_receipt(slug, token)
    site, wrong = current(), ""
    if request.method == "POST":
        try:
            served().pace.admit(network_of(request), has_proof=False)
            withdraw_drawing(site.desks, site.clock, site.pictures, slug, drawing.act_number)
        except TableeError as refusal:
            wrong = trouble(refusal)
        else:
            return _to_receipt(slug, token)
    seen = see_campaign(site, slug)
    page = frame(seen) | {
        "drawing": drawing,
        "number": drawing.act_number,
        "token": token,
        "wrong": wrong,
        "promises": promises(seen),
    }
    status = 409 if wrong else 200
    return render(request, "tablee/kinds/withdraw_drawing.html", page, status=status)


def _own_drawing(slug: str, token: str) -> Drawing | None:
    """Return the drawing that the holder of a receipt made; nothing where the act is none.

    Raises:
        UnknownAct: the token is none of this site's, or one to read with only.
    """
    key = read_receipt_key(slug, token)
    if not key.is_own:
        raise UnknownAct
    with current().desks.read() as desk:
        return desk.drawings.get(desk.campaigns.see(slug).id, key.number)


def _to_receipt(slug: str, token: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("receipt", args=[slug, token]))
