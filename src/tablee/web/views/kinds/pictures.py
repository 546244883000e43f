"""Hand out pictures: to everybody what is shown, before that to its maker and to moderators."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tablee.core.drawing.drawing import is_public
from tablee.core.errors import UnknownAct
from tablee.web.keys import read_receipt_key
from tablee.web.pictures.files import picture_of
from tablee.web.site import current

KEPT_S = 300
"""How long anybody may keep a picture without asking again: it can be taken back at any time."""


@require_safe
def show_picture(
    request: HttpRequest,
    slug: str,
    number: int,
    name: str,
    ending: str,  # noqa: ARG001 - for whoever saves it
) -> HttpResponse:
    """Return a file of a drawing that is shown, or say that the one that was kept still is.

    Its name is its content, so a copy never grows old; but what was withdrawn, refused or hidden
    must be gone from caches too, within minutes.
    """
    site = current()
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(slug)
        drawing = desk.drawings.get(campaign.id, number)
        act = desk.journal(campaign).act(number) if drawing else None
    if drawing is None or act is None or not is_public(drawing, act):
        raise Http404
    mark = f'"{name}"'
    is_kept = name in drawing.files.names and mark in _marks(request)
    response = HttpResponseNotModified() if is_kept else picture_of(drawing, name)
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S}, must-revalidate"
    response.headers["ETag"] = mark
    return response


def _marks(request: HttpRequest) -> list[str]:
    """Return the marks of the copies that whoever asks has kept."""
    said = request.headers.get("If-None-Match", "").split(",")
    return [each.strip().removeprefix("W/") for each in said]


@never_cache
@require_safe
def show_own_picture(
    request: HttpRequest,  # noqa: ARG001 - Django gives it
    slug: str,
    token: str,
) -> HttpResponse:
    """Return a drawing to whoever holds its receipt, also while nobody else sees it.

    Raises:
        UnknownAct: the token is none of this site's, or one to read with only.
    """
    key = read_receipt_key(slug, token)
    if not key.is_own:
        raise UnknownAct
    with current().desks.read() as desk:
        drawing = desk.drawings.get(desk.campaigns.see(slug).id, key.number)
    if drawing is None:
        raise Http404
    return picture_of(drawing, drawing.files.thumb)
