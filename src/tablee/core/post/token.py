"""Names in addresses that only this site can make: of submissions, and of personal links."""

from collections.abc import Iterable

from tablee.core.errors import UnknownAct
from tablee.core.receipt import read_token, receipt_token

_POSTS = "posts"
_PERSONAL = "r"
_WEBSUB = "websub"


def submission_token(secret: bytes, slug: str, number: int) -> str:
    """Return the name of a submission's status page, which nobody can guess.

    >>> submission_token(b"secret", "restos-2012", 17).partition("-")[0]
    '17'
    """
    return receipt_token(secret, f"{slug}/{_POSTS}", number)


def read_submission_token(secret: bytes, slug: str, token: str) -> int:
    """Return the number of the submission that *token* was made for.

    Raises:
        UnknownAct: this site never made that token for that campaign.
    """
    return read_token(secret, f"{slug}/{_POSTS}", token)


def personal_token(secret: bytes, slug: str, act_number: int) -> str:
    """Return the name in an act's personal link; it opens nothing, unlike a receipt's."""
    return receipt_token(secret, f"{slug}/{_PERSONAL}", act_number)


def read_personal_token(secret: bytes, slug: str, token: str) -> int:
    """Return the number of the act whose personal link has *token*.

    Raises:
        UnknownAct: this site never made that token for that campaign.
    """
    return read_token(secret, f"{slug}/{_PERSONAL}", token)


def websub_token(secret: bytes, slug: str, blog: int) -> str:
    """Return the last part of the address at which a hub tells us of a blog's posts."""
    return receipt_token(secret, f"{slug}/{_WEBSUB}", blog)


def read_websub_token(secret: bytes, slug: str, token: str) -> int:
    """Return the number of the blog whose hub was given *token*.

    Raises:
        UnknownAct: this site never made that token for that campaign.
    """
    return read_token(secret, f"{slug}/{_WEBSUB}", token)


def referrer_of(secret: bytes, slug: str, links: Iterable[str]) -> int:
    """Return the act whose personal link is the first among *links*; 0 when none is."""
    for link in links:
        path = link.partition("?")[0].partition("#")[0].rstrip("/")
        before, _, token = path.rpartition("/")
        if before.endswith(f"/c/{slug}/{_PERSONAL}"):
            try:
                return read_personal_token(secret, slug, token)
            except UnknownAct:
                continue
    return 0
