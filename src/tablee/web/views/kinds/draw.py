"""Draw in the page, or send a picture: it takes its place at once, and a person looks at it."""

import secrets
from hashlib import blake2b

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from tablee.core.act import supporter_key
from tablee.core.drawing.drawing import Consent, Files, Licence
from tablee.core.terms import Proof
from tablee.evidence.picture import MOST_BYTES, Fault, PictureRefused, Prepared, prepare_apart
from tablee.usecases.drawings.erase_drawings import drop_unnamed
from tablee.usecases.drawings.submit_drawing import Sent, Sheet, submit_drawing
from tablee.web.hurdles.asking import Asked
from tablee.web.hurdles.upload import OneFile
from tablee.web.keys import receipt_key
from tablee.web.parts.acting import Way, ways
from tablee.web.parts.frame import frame
from tablee.web.parts.promises import promises
from tablee.web.reading import Seen, see_campaign
from tablee.web.site import Site, current
from tablee.web.views.kinds.drawing_form import FAULTS, DrawingForm
from tablee.web.views.posts.submitting import KNOWN
from tablee.web.visitors import remember, visitor_name

DRAFT_BYTES = SENDER_BYTES = 16
NOT_KEPT, BUSY, ASKED_AGAIN = 507, 503, 422
PAUSE_S = 10
"""After how long a drawing that found everybody busy may come again."""


@csrf_exempt  # Only until the limits of its file are set: the form itself is protected.
def draw(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Show the sheet, or take what was drawn on it, or a file."""
    request.upload_handlers = [OneFile(request, "picture", MOST_BYTES)]
    return _draw(request, slug, kind)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def _draw(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    seen = see_campaign(current(), slug)
    way = next((each for each in ways(seen) if each.kind.name == kind), None)
    if way is None or way.kind.proof is not Proof.PICTURE:
        raise Http404
    asked = Asked(request, DrawingForm, f"{slug}/draw/{kind}")
    if asked.form.is_bound and asked.form.is_from_a_machine:
        return redirect("campaign", slug)
    status = asked.status
    if asked.is_taken:
        answer = _take(request, seen, kind, asked.form)
        if isinstance(answer, HttpResponse):
            return answer
        status = answer
    page = asked.answered(_page(request, seen, way, asked, status))
    if status == BUSY:
        page.headers["Retry-After"] = str(PAUSE_S)
    return page


def _page(
    request: HttpRequest, seen: Seen, way: Way, asked: Asked[DrawingForm], status: int
) -> HttpResponse:
    draft = asked.form.data.get("draft") or secrets.token_hex(DRAFT_BYTES)
    page = frame(seen) | {
        "way": way,
        "form": asked.form,
        "guard": asked.guard,
        "draft": draft,
        "promises": promises(seen),
        "most_bytes": MOST_BYTES,
    }
    return render(request, "tablee/kinds/draw.html", page, status=status)


def _take(request: HttpRequest, seen: Seen, kind: str, form: DrawingForm) -> HttpResponse | int:
    """Take a drawing and lead to its receipt; or say in *form* what is wrong, and how wrong."""
    site = current()
    try:
        prepared = prepare_apart(form.cleaned_data["picture"])
    except PictureRefused as refused:
        is_busy = refused.fault is Fault.BUSY
        form.add_error(None if is_busy else "picture", str(FAULTS[refused.fault]))
        return BUSY if is_busy else ASKED_AGAIN
    try:
        contents = [prepared.picture, prepared.thumb, prepared.preview]
        names = site.pictures.put_all(contents)
    except OSError:
        form.add_error(None, _("There is no room for pictures here now: please try again later."))
        return NOT_KEPT
    day = seen.campaign.rulebook_at(site.clock.now_ms()).day(site.clock.now_ms())
    name = visitor_name(request, site, day)
    picture, thumb, preview = names
    files = Files(picture, thumb, preview, prepared.width, prepared.height)
    sheet = _sheet(site, seen, kind, form, prepared)
    sheet = sheet._replace(
        files=files, supporter=supporter_key(site.secret, seen.campaign.slug, name)
    )
    sent = submit_drawing(site.desks, site.clock, seen.campaign.slug, sheet)
    if sent.is_kept:
        # Somebody may have dropped the same files a moment before a drawing named them.
        site.pictures.put_all(contents)
    else:
        drop_unnamed(site.desks, site.pictures, names)
    response = _to_receipt(seen.campaign.slug, sent)
    remember(request, response, site, name)
    return response


def _sheet(site: Site, seen: Seen, kind: str, form: DrawingForm, prepared: Prepared) -> Sheet:
    said = form.cleaned_data
    draft = f"{seen.campaign.slug}\n{said['draft']}".encode() if said["draft"] else b""
    key = site.secret[:64]
    return Sheet(
        kind=kind,
        supporter=b"",
        sender=blake2b(draft, key=key, digest_size=SENDER_BYTES).digest() if draft else b"",
        files=Files(),
        words=form.words,
        licence=Licence(said["licence"]),
        consent=Consent(said["consent"]),
        positions=prepared.positions,
    )


def _to_receipt(slug: str, sent: Sent) -> HttpResponse:
    token = receipt_key(slug, sent.act.number, is_own=sent.is_own)
    path = reverse("receipt", args=[slug, token])
    return HttpResponseRedirect(path if sent.is_own else f"{path}?{KNOWN}=1")
