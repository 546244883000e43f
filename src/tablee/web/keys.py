"""What an unguessable address opens: a page to read for anybody, or also to act for its holder.

Whoever gives the address of a page that we know is told how it stands: it may be theirs, found by
their blog or their feed. It may also be a stranger's, who must not be able to take it back. So
whoever told us first, by the form, is led to addresses that open everything; all others to ones
at which the same can be read.
"""

from typing import NamedTuple

from tablee.core.errors import UnknownAct
from tablee.core.post.token import OwnName
from tablee.core.receipt import read_token, receipt_token
from tablee.web.site import current

_READING = "read"
_TELLING = "told"


class Key(NamedTuple):
    """What an address opens."""

    number: int
    """Of the act, or of the submission."""
    is_own: bool
    """Whether whoever has it may act, and not only read."""


def receipt_key(slug: str, act_number: int, *, is_own: bool) -> str:
    """Return the token of an act's receipt."""
    secret = current().secret
    if is_own:
        return receipt_token(secret, slug, act_number)
    return receipt_token(secret, f"{slug}/{_READING}", act_number)


def read_receipt_key(slug: str, token: str) -> Key:
    """Return what the token of a receipt opens.

    Raises:
        UnknownAct: this site never made that token for that campaign.
    """
    secret = current().secret
    try:
        return Key(read_token(secret, slug, token), is_own=True)
    except UnknownAct:
        return Key(read_token(secret, f"{slug}/{_READING}", token), is_own=False)


def post_key(slug: str, submission_number: int, *, is_own: bool) -> str:
    """Return the token of a submission's status page."""
    secret = current().secret
    if is_own:
        return receipt_token(secret, f"{slug}/{_TELLING}", submission_number)
    return OwnName.SUBMISSION.make(secret, slug, submission_number)


def read_post_key(slug: str, token: str) -> Key:
    """Return what the token of a status page opens.

    Raises:
        UnknownAct: this site never made that token for that campaign.
    """
    secret = current().secret
    try:
        return Key(read_token(secret, f"{slug}/{_TELLING}", token), is_own=True)
    except UnknownAct:
        return Key(OwnName.SUBMISSION.number(secret, slug, token), is_own=False)
