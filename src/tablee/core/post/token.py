"""Names in addresses that only this site can make: of submissions, and of personal links."""

from collections.abc import Iterable
from enum import StrEnum

from tablee.core.errors import UnknownAct
from tablee.core.receipt import read_token, receipt_token


class OwnName(StrEnum):
    """What a name in an address stands for; one of one sort opens nothing of another."""

    SUBMISSION = "posts"
    """A submission's status page, which nobody can guess."""
    PERSONAL = "r"
    """An act's personal link; it opens nothing, unlike a receipt's."""
    WEBSUB = "websub"
    """Where a hub tells us of a blog's posts: the last part of that address."""

    def make(self, secret: bytes, slug: str, number: int) -> str:
        """Return the name of the submission, act or blog of that number.

        >>> OwnName.SUBMISSION.make(b"secret", "restos-2012", 17).partition("-")[0]
        '17'
        """
        return receipt_token(secret, f"{slug}/{self}", number)

    def number(self, secret: bytes, slug: str, token: str) -> int:
        """Return the number of the submission, act or blog that *token* was made for.

        Raises:
            UnknownAct: this site never made that token for that campaign.
        """
        return read_token(secret, f"{slug}/{self}", token)


def referrer_of(secret: bytes, slug: str, links: Iterable[str]) -> int:
    """Return the act whose personal link is the first among *links*; 0 when none is."""
    for link in links:
        path = link.partition("?")[0].partition("#")[0].rstrip("/")
        before, _, token = path.rpartition("/")
        if before.endswith(f"/c/{slug}/{OwnName.PERSONAL}"):
            try:
                return OwnName.PERSONAL.number(secret, slug, token)
            except UnknownAct:
                continue
    return 0
