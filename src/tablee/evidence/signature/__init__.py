"""Signed requests: who sent what, as servers of the fediverse prove it to each other."""

from tablee.evidence.signature.cavage import seals_of_draft, sign_by_draft
from tablee.evidence.signature.key import NoSuchKey, is_signed_by
from tablee.evidence.signature.message import seals_of_message, sign_by_message
from tablee.evidence.signature.request import Request, Seal, Unsigned
from tablee.evidence.signature.window import WINDOW_MS

__all__ = [
    "WINDOW_MS",
    "NoSuchKey",
    "Request",
    "Seal",
    "Unsigned",
    "is_signed_by",
    "seals_of",
    "sign_by_draft",
    "sign_by_message",
]


def seals_of(request: Request, now_ms: int) -> list[Seal]:
    """Return the signatures of a request that sign enough of it, and a body that is the same.

    Raises:
        Unsigned: there is none.
    """
    if "signature" not in request.headers:
        raise Unsigned("That is not signed.")
    if "signature-input" in request.headers:
        return seals_of_message(request, now_ms)
    return seals_of_draft(request, now_ms)
