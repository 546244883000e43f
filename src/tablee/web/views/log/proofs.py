"""A receipt as a file: the proof that an act is in the log, or the log's word until it is."""

from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tablee.core.errors import UnknownAct
from tablee.core.log.fault import BadLog
from tablee.usecases.log.prove import give_word, prove
from tablee.web.keys import read_receipt_key
from tablee.web.site import current

AGAIN_AFTER_S = 5
"""When to ask again for a proof that is not there yet."""


@never_cache
@require_safe
def show_proof(request: HttpRequest, slug: str, token: str) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Return the proof of an act, as a `.tlog-proof` file; while there is none, say when to ask."""
    site, key = current(), read_receipt_key(slug, token)
    proof = None
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(slug)
        act = desk.journal(campaign).act(key.number)
        if act is None:
            raise UnknownAct
        # Where files of the log were damaged, there is no proof until somebody has put them back.
        with suppress(BadLog):
            proof = prove(desk, site.logs.log(slug), campaign, act, is_own=key.is_own)
    if proof is None:
        return HttpResponse(status=202, headers={"Retry-After": str(AGAIN_AFTER_S)})
    return _file(str(proof), f"{slug}-{act.number}.tlog-proof")


@never_cache
@require_safe
def show_word(request: HttpRequest, slug: str, token: str) -> HttpResponse:  # noqa: ARG001 - as above
    """Return the log's signed word that an act will be sealed."""
    site, key = current(), read_receipt_key(slug, token)
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(slug)
        act = desk.journal(campaign).act(key.number)
        log = desk.logs.of(campaign.id)
        place = desk.logs.place(campaign.id, key.number)
    if act is None:
        raise UnknownAct
    # Of an act that was erased nobody knows the tag: the log would sign what it never keeps.
    is_erased = place is not None and not any(place.salt)
    if log is None or not log.pepper or is_erased:
        raise Http404
    signer = site.log_keys.signer(slug, log.origin, is_new=False)
    return _file(str(give_word(signer, campaign, log.pepper, act)), f"{slug}-{act.number}.note")


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
