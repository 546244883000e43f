"""The form "I wrote a post": an address in, a receipt out."""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tablee.core.act import Act, Claim, Evidence, fingerprint, supporter_key
from tablee.core.post.target import campaign_path
from tablee.core.terms import Kind, Proof
from tablee.usecases.record_acts import record_acts
from tablee.web.advertising import advertise, offered
from tablee.web.following import via
from tablee.web.forms import ActForm, GuardedForm, WordsForm
from tablee.web.hurdles.asking import Asked
from tablee.web.keys import receipt_key
from tablee.web.parts.acting import has_form, is_told_in_words, ways
from tablee.web.parts.frame import frame
from tablee.web.parts.posts.pasting import pasted
from tablee.web.parts.promises import promises
from tablee.web.reading import see_campaign
from tablee.web.site import Site, current, root, served
from tablee.web.views.kinds.telling import tell_in_words
from tablee.web.views.posts.submitting import submit
from tablee.web.words.figures import speaking

SOURCE = "form"
KNOWN = "known"
"""Says on the receipt that the act had been received before."""


@require_http_methods(["GET", "HEAD", "POST"])
def claim_act(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Show the form, or take what it says: we look at posts at once, a person at other acts."""
    seen = see_campaign(current(), slug)
    open_ways = ways(seen)
    found = next((way for way in open_ways if way.kind.name == kind), None)
    if found is None or not has_form(found.kind):
        raise Http404
    form = WordsForm if is_told_in_words(found.kind) else ActForm
    asked = Asked(request, form, f"{slug}/act/{kind}")
    if asked.form.is_bound and asked.form.is_from_a_machine:
        return redirect("campaign", slug)
    if asked.is_taken:
        answer = _take(request, slug, found.kind, asked.form)
        if answer is not None:
            return answer
    page = frame(seen) | {
        "way": found,
        "form": asked.form,
        "guard": asked.guard,
        "promises": promises(seen),
        "offered": offered(request, slug, seen.terms.title.say(speaking())),
        "page_address": root(request) + campaign_path(slug),
        "is_in_words": is_told_in_words(found.kind),
        "is_page": found.kind.is_post and found.kind.proof is not Proof.HASHTAG,
        "pasted": pasted(served().networks, found.kind, seen.terms.hashtag, open_ways),
        "is_referred": bool(found.kind.is_post and via(request, slug)),
    }
    response = render(request, "tablee/act.html", page, status=asked.status)
    return advertise(request, asked.answered(response), slug)


def _take(request: HttpRequest, slug: str, kind: Kind, form: GuardedForm) -> HttpResponse | None:
    """Take what a form says; nothing when something is wrong with it, which it then says."""
    if kind.is_post:
        return submit(request, slug, kind.name, form)
    if isinstance(form, WordsForm):
        return tell_in_words(request, slug, kind.name, form.cleaned_data["words"])
    return _receive(current(), slug, kind.name, form.cleaned_data["address"])


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
    return _to_receipt(slug, recorded.act, is_new=recorded.is_new)


def _to_receipt(slug: str, act: Act, *, is_new: bool) -> HttpResponse:
    token = receipt_key(slug, act.number, is_own=is_new)
    path = reverse("receipt", args=[slug, token])
    return HttpResponseRedirect(path if is_new else f"{path}?{KNOWN}=1")
