"""Challenges for passkeys: each for one account and one matter, for minutes, and once."""

from hashlib import sha256
from secrets import token_hex
from typing import NamedTuple

from django.core import signing
from django.http import HttpRequest

from tablee.web.site import current
from tablee.web.views.signing.access import account_of

GOOD_FOR_S = 600
NONCE_BYTES = 16
SECOND_MS = 1_000
_SALT = "tablee.passkey"


class Challenge(NamedTuple):
    """What a passkey is to sign, and the token by which we know it again."""

    token: str
    value: bytes


def new_challenge(request: HttpRequest, about: str) -> Challenge:
    """Return a challenge that stands for *about*, such as the hash of a document."""
    nonce = token_hex(NONCE_BYTES)
    token = signing.dumps([nonce, account_of(request), about], salt=_SALT)
    return Challenge(token, _value(nonce, about))


def spent_challenge(request: HttpRequest, token: str, about: str) -> bytes | None:
    """Return the challenge that goes with a token, once; nothing if it is not good for this."""
    try:
        nonce, account, matter = signing.loads(token, salt=_SALT, max_age=GOOD_FOR_S)
    except (signing.BadSignature, ValueError):
        return None
    if (account, matter) != (account_of(request), about):
        return None
    site = current()
    now_ms = site.clock.now_ms()
    with site.desks.write() as desk:
        until_ms = now_ms + 2 * GOOD_FOR_S * SECOND_MS
        is_first = desk.coupons.spend(f"passkey:{nonce}", until_ms, now_ms)
    return _value(nonce, about) if is_first else None


def _value(nonce: str, about: str) -> bytes:
    return sha256(f"tablee passkey v1\n{nonce}\n{about}".encode()).digest()
