"""Personal links: whoever comes by one brings the referrer something when their post counts."""

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from tablee.web.site import Site, current

COOKIE = "tablee_via"
COOKIE_AGE_S = 30 * 24 * 3600


def remember(request: HttpRequest, response: HttpResponse, slug: str, act_number: int) -> None:
    """Let the browser keep whose link was followed, signed, for this campaign only."""
    response.set_cookie(
        COOKIE,
        _signer(current(), slug).sign(str(act_number)),
        max_age=COOKIE_AGE_S,
        path=f"/c/{slug}/",
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def via(request: HttpRequest, slug: str) -> int:
    """Return the number of the act whose personal link was followed; 0 for none."""
    try:
        return int(_signer(current(), slug).unsign(request.COOKIES.get(COOKIE, "")))
    except BadSignature:
        return 0


def _signer(site: Site, slug: str) -> Signer:
    return Signer(key=site.secret.hex(), salt=f"tablee.via.{slug}")
