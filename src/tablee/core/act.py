"""Something a person did for a campaign, and the sixteen bytes that make it unique."""

from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from tablee.core.line import Stretch
from tablee.core.reason import Reason

FINGERPRINT_BYTES = 16
NEVER_IN_LINE = -1
"""The line start of an act that was refused at the door."""


class Evidence(StrEnum):
    """What shows that an act happened, from the strongest to the weakest."""

    PUBLIC = "A"
    """A public object that was fetched and checked, or an event signed by its origin."""
    CLICK = "B"
    """A click on a signed share link by a distinct visitor."""
    CLAIM = "C"
    """Somebody says so: the act waits for verification or for a person's decision."""


class State(StrEnum):
    """Where an act stands. Refused and reversed acts may be restored while they hold places."""

    PENDING = "pending"
    COUNTED = "counted"
    REFUSED = "refused"
    REVERSED = "reversed"


class Claim(NamedTuple):
    """An act as it arrives, before the rules have spoken."""

    kind: str
    object: str
    """What makes the act unique: a canonical URL, a post id, a receipt number."""
    supporter: bytes
    """A keyed hash, sixteen bytes; empty when the source does not say who."""
    fingerprint: bytes
    occurred_at_ms: int | None = None
    evidence: Evidence = Evidence.PUBLIC


class Act(NamedTuple):
    """An act as it was written down, with what has been decided since."""

    number: int
    """Order of receipt in its campaign, from 1."""
    kind: str
    pool: str
    object: str
    supporter: bytes
    claim: bytes
    """Its fingerprint; another value once it no longer stands in the way of the same object."""
    evidence: Evidence
    units: int
    line_start: int
    state: State
    reason: Reason
    is_held: bool
    """Whether it occupies places without being paid for them yet."""
    occurred_at_ms: int
    received_at_ms: int
    source: str
    """By which door it came: the name of a partner key, ``form``, ``share_link``, ``import``."""
    appeal_until_ms: int = 0

    @property
    def stretch(self) -> Stretch:
        """The raw places it occupies."""
        return Stretch(self.line_start, self.units)

    @property
    def has_place(self) -> bool:
        """Whether it occupies places in its line now."""
        return self.is_held or self.state is State.COUNTED


def fingerprint(campaign: str, kind: str, object_name: str) -> bytes:
    """Return the sixteen bytes that name an act: the same act has the same, by every road.

    >>> fingerprint("restos-2012", "share", "https://example.org/1").hex()
    '3bf55ddd94565e7b3eda21c3fcdb93d5'
    """
    named = _begun_with(campaign, kind).copy()
    named.update(object_name.encode())
    return named.digest()


def refusal_claim(act_fingerprint: bytes, reason: Reason) -> bytes:
    """Return the name of a refusal: the same refusal twice is one, and blocks nothing else.

    An act refused at the door, or an unverified claim finally refused, must not stand in the
    way of a good act for the same object. So it gives up the object's fingerprint for this.
    """
    return blake2b(act_fingerprint + reason.encode(), digest_size=FINGERPRINT_BYTES).digest()


def supporter_key(secret: bytes, campaign: str, supporter: str) -> bytes:
    """Return the pseudonym of *supporter* in *campaign*: useless without the site's secret.

    Case and surrounding spaces do not make another person. *secret* has at most 64 bytes.
    """
    named = _keyed_with(secret, campaign).copy()
    named.update(supporter.strip().casefold().encode())
    return named.digest()


@lru_cache(maxsize=256)
def _begun_with(campaign: str, kind: str) -> blake2b:
    """Return the beginning that the fingerprints of one kind share: begun once, copied often."""
    return blake2b(f"{campaign}\n{kind}\n".encode(), digest_size=FINGERPRINT_BYTES)


@lru_cache(maxsize=256)
def _keyed_with(secret: bytes, campaign: str) -> blake2b:
    """Return the beginning that the pseudonyms of one campaign share."""
    return blake2b(f"{campaign}\n".encode(), key=secret, digest_size=FINGERPRINT_BYTES)
