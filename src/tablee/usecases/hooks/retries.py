"""When to send an event again that was not taken: the table of Standard Webhooks."""

import hashlib
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
RETRIES_MS = (
    5 * SECOND_MS,
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    2 * HOUR_MS,
    5 * HOUR_MS,
    10 * HOUR_MS,
    14 * HOUR_MS,
    20 * HOUR_MS,
    24 * HOUR_MS,
)
LONGEST_WISH_MS = 24 * HOUR_MS
"""A receiver that asks to be left alone for longer is asked again after that."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHARES = 256


def pause_after(failures: int, name: str) -> int | None:
    """Return how long to wait after so many failures; nothing when that was the last attempt.

    Up to a fifth is added, so that what failed together does not come back together: how much
    follows from the *name* of what is sent, and is the same whoever asks.
    """
    if not 0 < failures <= len(RETRIES_MS):
        return None
    pause_ms = RETRIES_MS[failures - 1]
    share = hashlib.sha256(f"{name}:{failures}".encode()).digest()[0]
    return pause_ms + pause_ms * share // (5 * _SHARES)


def wish_ms(retry_after: str, now_ms: int) -> int:
    """Return for how long a receiver wants to be left alone: seconds, or a moment; 0 if not said.

    >>> wish_ms("120", 0), wish_ms("Thu, 01 Jan 1970 00:01:00 GMT", 0), wish_ms("soon", 0)
    (120000, 60000, 0)
    """
    said = retry_after.strip()
    if said.isascii() and said.isdigit():
        return min(int(said[:9]) * SECOND_MS, LONGEST_WISH_MS)
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, OverflowError, IndexError, TypeError):  # strangers write what they like
        return 0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    since = until - _EPOCH
    until_ms = (since.days * 86_400 + since.seconds) * SECOND_MS
    return max(0, min(until_ms - now_ms, LONGEST_WISH_MS))
