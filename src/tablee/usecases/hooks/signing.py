"""Sign what is sent, so that receivers know that it is ours: Standard Webhooks 1.0.0.

What is signed is ``id.timestamp.body``; while a secret is being rotated there are two signatures.
"""

import hashlib
import hmac
from base64 import b64decode, b64encode

from tablee.ports.hooks import Secrets
from tablee.usecases.hooks.event import CONTENT_TYPE, Event

PREFIX = "whsec_"
SECRET_BYTES = 32
MS_PER_S = 1_000


def secret_text(secret: bytes) -> str:
    """Return a secret as receivers write it."""
    return PREFIX + b64encode(secret).decode("ascii")


def signed_headers(event: Event, secrets: Secrets, now_ms: int) -> dict[str, str]:
    """Return the headers with which *event* is sent at this moment."""
    at_s = str(now_ms // MS_PER_S)
    good = secrets.good_at(now_ms)
    return {
        "content-type": CONTENT_TYPE,
        "webhook-id": event.id,
        "webhook-timestamp": at_s,
        "webhook-signature": " ".join(signature(event, each, at_s) for each in good),
    }


def signature(event: Event, secret: str, at_s: str) -> str:
    """Return one signature of version 1."""
    key = b64decode(secret.removeprefix(PREFIX))
    content = b".".join((event.id.encode(), at_s.encode(), event.body))
    return f"v1,{b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode('ascii')}"
