"""Acts of the organiser's own kinds that people tell of in their own words."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tablee.core.act import Claim, Evidence, fingerprint, supporter_key
from tablee.usecases.record_acts import record_acts
from tablee.web.keys import receipt_key
from tablee.web.site import current
from tablee.web.visitors import remember, visitor_name

SOURCE = "form"


def tell_in_words(request: HttpRequest, slug: str, kind: str, words: str) -> HttpResponse:
    """Write down what somebody says they did; a person decides. The same words twice are one act.

    Two people may say the same: who says it makes part of what is unique.
    """
    site = current()
    with site.desks.read() as desk:
        now_ms = site.clock.now_ms()
        day = desk.campaigns.see(slug).rulebook_at(now_ms).day(now_ms)
    name = visitor_name(request, site, day)
    supporter = supporter_key(site.secret, slug, name)
    claim = Claim(
        kind=kind,
        object=words,
        supporter=supporter,
        fingerprint=fingerprint(slug, kind, f"{supporter.hex()} {words.casefold()}"),
        evidence=Evidence.CLAIM,
    )
    (recorded,) = record_acts(site.desks, site.clock, slug, [claim], SOURCE)
    if recorded.act is None:
        raise Http404(str(recorded.error))
    token = receipt_key(slug, recorded.act.number, is_own=True)
    response = HttpResponseRedirect(reverse("receipt", args=[slug, token]))
    remember(request, response, site, name)
    return response
