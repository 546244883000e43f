"""The stamp of a form: when it was shown, signed, and good for one use."""

import secrets
from typing import NamedTuple

from django.core.signing import BadSignature, Signer

NAME_BYTES = 12
GOOD_MS = 2 * 3_600_000
"""How long a form may stay open before it is shown anew, with what was written in it."""


class Stamp(NamedTuple):
    """One showing of one form."""

    form: str
    """Which form of which campaign."""
    shown_at_ms: int
    name: str
    """What it is used up by."""

    @property
    def good_until_ms(self) -> int:
        """When it is too old."""
        return self.shown_at_ms + GOOD_MS


def new_stamp(form: str, now_ms: int) -> Stamp:
    """Return a stamp for a form that is being shown."""
    return Stamp(form, now_ms, secrets.token_hex(NAME_BYTES))


def written(stamp: Stamp, secret: bytes) -> str:
    """Return what stands in the form."""
    return _signer(secret).sign_object(list(stamp))


def read_stamp(text: str, form: str, secret: bytes) -> Stamp | None:
    """Return the stamp that this site put into *form*; nothing for any other."""
    try:
        stamp = Stamp(*_signer(secret).unsign_object(text))
    except BadSignature:
        return None
    return stamp if stamp.form == form else None


def _signer(secret: bytes) -> Signer:
    return Signer(key=secret.hex(), salt="tablee.stamp")
