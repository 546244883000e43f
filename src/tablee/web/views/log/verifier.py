"""Hand out the verifier: one page that works without us, from a file, with the network off."""

import re
from functools import cache
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tablee.outside.log.exports import verifier_page

_POLICY = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]+)"')
KEPT_S = 3_600


@require_safe
def show_verifier(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Return the verifier as it is saved; what it says of itself is what it may do here, too."""
    page, policy = _page()
    response = HttpResponse(page, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'none'"
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S}"
    return response


def verifier_hash() -> str:
    """Return the SHA-256 of the verifier that is handed out, for whoever compares copies."""
    return sha256(_page()[0]).hexdigest()


@cache
def _page() -> tuple[bytes, str]:
    page = verifier_page()
    found = _POLICY.search(page)
    if found is None:
        raise RuntimeError("The verifier says nothing of what it may do: it is not ours.")
    return page, found.group(1).decode()
