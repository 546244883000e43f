"""The page on which anybody learns how to check the count, and what cannot be checked."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tablee.core.leaves.schema import schema
from tablee.usecases.log.sealing.publish import policy_of
from tablee.usecases.log.state_incident import incidents
from tablee.web.parts.frame import frame
from tablee.web.parts.log.state import log_view
from tablee.web.parts.promises import promises
from tablee.web.parts.signing.signatures import signatures
from tablee.web.reading import see_campaign
from tablee.web.site import current, root
from tablee.web.views.log.verifier import verifier_hash


@require_safe
def show_verify(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how to check the count of a campaign."""
    seen = see_campaign(current(), slug)
    page = frame(seen) | {
        "log": log_view(seen, root(request)),
        "verifier_hash": verifier_hash(),
        "has_purchases": bool(seen.tally.purchase_pools),
        "promises": promises(seen),
        "signatures": signatures(seen),
        "incidents": incidents(current().desks, slug),
    }
    return render(request, "tablee/log/verify.html", page)


@require_safe
def show_policy(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Return whose signatures a checkpoint of the campaign's log needs, as a *tlog-policy*."""
    with current().desks.read() as desk:
        log = desk.logs.of(desk.campaigns.see(slug).id)
    if log is None:
        raise Http404
    return HttpResponse(str(policy_of(log)), content_type="text/plain; charset=utf-8")


@require_safe
def show_schema(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - as above
    """Return what any line of any log looks like, as a JSON Schema."""
    return JsonResponse(schema(), content_type="application/schema+json")
