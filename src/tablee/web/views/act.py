"""The form "I wrote a post": an address in, a receipt out."""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tablee.core.act import Act, Claim, Evidence, fingerprint, supporter_key
from tablee.core.receipt import receipt_token
from tablee.usecases.record_acts import record_acts
from tablee.web.forms import ActForm
from tablee.web.parts.acting import has_form, ways
from tablee.web.parts.frame import frame
from tablee.web.parts.promises import promises
from tablee.web.reading import see_campaign
from tablee.web.site import Site, current

SOURCE = "form"
KNOWN = "known"
"""Says on the receipt that the act had been received before."""


@require_http_methods(["GET", "HEAD", "POST"])
def claim_act(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Show the form, or take what it says: the act is pending until somebody has looked at it."""
    site = current()
    seen = see_campaign(site, slug)
    found = next((way for way in ways(seen) if way.kind.name == kind), None)
    if found is None or not has_form(found.kind):
        raise Http404
    form = ActForm(request.POST) if request.method == "POST" else ActForm()
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_machine:
            return redirect("campaign", slug)
        return _receive(site, slug, kind, form.cleaned_data["address"])
    page = frame(seen) | {"way": found, "form": form, "promises": promises(seen)}
    status = 422 if form.errors else 200
    return render(request, "tablee/act.html", page, status=status)


def _receive(site: Site, slug: str, kind: str, address: str) -> HttpResponse:
    """Record the claim, and lead to its receipt."""
    host = urlsplit(address).hostname or ""
    claim = Claim(
        kind=kind,
        object=address,
        supporter=supporter_key(site.secret, slug, host),
        fingerprint=fingerprint(slug, kind, address),
        evidence=Evidence.CLAIM,
    )
    (recorded,) = record_acts(site.desks, site.clock, slug, [claim], SOURCE)
    if recorded.act is None:
        raise Http404(str(recorded.error))
    return _to_receipt(site, slug, recorded.act, is_new=recorded.is_new)


def _to_receipt(site: Site, slug: str, act: Act, *, is_new: bool) -> HttpResponse:
    token = receipt_token(site.secret, slug, act.number)
    path = reverse("receipt", args=[slug, token])
    return HttpResponseRedirect(path if is_new else f"{path}?{KNOWN}=1")
