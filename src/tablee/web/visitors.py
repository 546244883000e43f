"""Who opened a share link: a pseudonym, and never a machine that only looks ahead.

A visitor without our cookie is named by a keyed hash of address, browser and day, and the cookie
keeps that name. So whoever clears their cookies is the same visitor the same day, whoever keeps
them is the same on other days, and nothing is stored in clear.
"""

from functools import lru_cache
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address, ip_network
from pathlib import Path

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from tablee.web.site import Site

COOKIE = "tablee_visitor"
COOKIE_AGE_S = 180 * 24 * 3600
NAME_BYTES = 16
AGENTS = Path(__file__).parent / "preview_agents.txt"
AHEAD_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


@lru_cache(maxsize=1)
def preview_agents() -> tuple[str, ...]:
    """Return the words by which link-preview fetchers and robots name themselves."""
    lines = AGENTS.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip().casefold() for line in lines if line.strip() and line[0] != "#")


def is_preview_agent(request: HttpRequest) -> bool:
    """Return whether *request* comes from a program that names itself, or from one that hides."""
    agent = request.headers.get("User-Agent", "").casefold()
    return not agent or any(word in agent for word in preview_agents())


def is_looking_ahead(request: HttpRequest) -> bool:
    """Return whether *request* comes from a machine rather than from somebody who clicked."""
    if request.method != "GET":
        return True
    if is_preview_agent(request):
        return True
    if any(
        word in request.headers.get(header, "").casefold()
        for header in AHEAD_HEADERS
        for word in ("prefetch", "prerender", "preview")
    ):
        return True
    # A picture or a frame that points here is not a click; old browsers do not say.
    return request.headers.get("Sec-Fetch-Dest", "document") != "document"


def visitor_name(request: HttpRequest, site: Site, day: str) -> str:
    """Return the pseudonym of whoever sent *request*."""
    kept = request.COOKIES.get(COOKIE, "")
    try:
        return _signer(site).unsign(kept)
    except BadSignature:
        return day_name(request, site, day)


def day_name(request: HttpRequest, site: Site, day: str) -> str:
    """Return the pseudonym that whoever sent *request* has on one day, without a cookie."""
    agent = request.headers.get("User-Agent", "")
    text = f"visitor\n{day}\n{network_of(request)}\n{agent}"
    return blake2b(text.encode(), key=site.secret[:64], digest_size=NAME_BYTES).hexdigest()


def remember(request: HttpRequest, response: HttpResponse, site: Site, name: str) -> None:
    """Let the browser keep the pseudonym, signed."""
    response.set_cookie(
        COOKIE,
        _signer(site).sign(name),
        max_age=COOKIE_AGE_S,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _signer(site: Site) -> Signer:
    return Signer(key=site.secret.hex(), salt="tablee.visitor")


def network_of(request: HttpRequest) -> str:
    """Return the sender's address; of IPv6 the part that one household shares."""
    text = request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)
