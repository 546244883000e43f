"""Read what a hub says: what it wants to be confirmed, and whether it is the hub we asked."""

import hashlib
import hmac
from typing import NamedTuple

from tablee.wire.forms import only, read_form

LONGEST_CHALLENGE = 1_024
_LEAST_LEASE_S = 60
_MOST_LEASE_S = 90 * 24 * 3_600
_USUAL_LEASE_S = 10 * 24 * 3_600
_LONGEST_LEASE = 18
"""Digits."""
_METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})


class Question(NamedTuple):
    """What a hub asks before it begins, or ends, to tell us."""

    mode: str
    topic: str
    challenge: str
    lease_s: int


def read_question(query: bytes) -> Question:
    """Return what the query of a hub's GET says.

    Raises:
        Unreadable: the query cannot be read.
        InvalidMention: a parameter is missing or given more than once.
    """
    fields = read_form(query)
    mode = only(fields, "hub.mode")
    is_asking = mode != "denied"
    lease = only(fields, "hub.lease_seconds") if "hub.lease_seconds" in fields else ""
    return Question(
        mode,
        only(fields, "hub.topic"),
        only(fields, "hub.challenge") if is_asking else "",
        _lease_s(lease),
    )


def is_signed(signature: bytes, secret: str, body: bytes | bytearray) -> bool:
    """Return whether *signature*, as ``sha256=…``, is that of *body* with *secret*."""
    method, _, digest = signature.decode("latin-1").strip().partition("=")
    if not secret or method.lower() not in _METHODS:
        return False
    made = hmac.new(secret.encode(), body, getattr(hashlib, method.lower())).hexdigest()
    return hmac.compare_digest(made.encode(), digest.lower().encode())


def _lease_s(lease: str) -> int:
    if not (lease.isascii() and lease.isdigit()) or len(lease) > _LONGEST_LEASE:
        return _USUAL_LEASE_S
    return min(max(int(lease), _LEAST_LEASE_S), _MOST_LEASE_S)
