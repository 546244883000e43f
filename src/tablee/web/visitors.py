"""Who opened a page: a pseudonym, and never a machine that only looks ahead."""

from django.http import HttpRequest, HttpResponse

from tablee.core.sharing import visitor
from tablee.core.sharing.visitor import Browser, cookie_of
from tablee.web.site import Site
from tablee.wire import visiting
from tablee.wire.turnstile import network_name
from tablee.wire.visiting import COOKIE, COOKIE_AGE_S


def is_preview_agent(request: HttpRequest) -> bool:
    """Return whether *request* comes from a program that names itself, or from one that hides."""
    return visiting.is_preview_agent(request.headers.get("User-Agent", ""))


def is_looking_ahead(request: HttpRequest) -> bool:
    """Return whether *request* comes from a machine rather than from somebody who clicked."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    return visiting.is_looking_ahead(request.method or "", headers)


def browser_of(request: HttpRequest) -> Browser:
    """Return what the browser that sent *request* shows of itself."""
    kept, agent = request.COOKIES.get(COOKIE, ""), request.headers.get("User-Agent", "")
    return Browser(kept, network_of(request), agent)


def visitor_name(request: HttpRequest, site: Site, day: str) -> str:
    """Return the pseudonym of whoever sent *request*."""
    return visitor.visitor_name(site.secret, browser_of(request), day)


def day_name(request: HttpRequest, site: Site, day: str) -> str:
    """Return the pseudonym that whoever sent *request* has on one day, without a cookie."""
    return visitor.day_name(site.secret, browser_of(request), day)


def remember(request: HttpRequest, response: HttpResponse, site: Site, name: str) -> None:
    """Let the browser keep the pseudonym, signed."""
    response.set_cookie(
        COOKIE,
        cookie_of(site.secret, name),
        max_age=COOKIE_AGE_S,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def network_of(request: HttpRequest) -> str:
    """Return the sender's address; of IPv6 the part that one household shares."""
    return network_name(request.META.get("REMOTE_ADDR", ""))
