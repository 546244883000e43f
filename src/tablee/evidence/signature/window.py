"""How old a signature may be: clocks are off, messages are late, and replays must be forgotten."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from tablee.evidence.signature.request import Unsigned

WINDOW_MS = 12 * 3_600_000
"""How far a signature's time may be from ours, either way; Mastodon's, so nobody is surprised."""
_MS = 1_000
_MOST_DIGITS = 12
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


def good_until_ms(made_at_ms: int, now_ms: int) -> int:
    """Return when a signature made at *made_at_ms* is no longer taken.

    Raises:
        Unsigned: it is not taken now.
    """
    if abs(now_ms - made_at_ms) > WINDOW_MS:
        raise Unsigned("The signature's time is more than twelve hours from ours.")
    return made_at_ms + WINDOW_MS


def check_end(ends_at_ms: int, now_ms: int) -> None:
    """Look whether a signature has said itself that it is over.

    Raises:
        Unsigned: it is over.
    """
    if ends_at_ms < now_ms:
        raise Unsigned("The signature has expired.")


def read_date(text: str) -> int:
    """Return the moment that a header ``Date`` names.

    >>> read_date("Sun, 05 Jan 2014 21:31:40 GMT")
    1388957500000

    Raises:
        Unsigned: it names none.
    """
    try:
        moment = parsedate_to_datetime(text[:64])
    except (ValueError, TypeError, IndexError, OverflowError):
        raise Unsigned("The header Date names no moment.") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - _EPOCH) // _SECOND * _MS


def write_date(now_ms: int) -> str:
    """Return the value of a header ``Date``.

    >>> write_date(1388957500000)
    'Sun, 05 Jan 2014 21:31:40 GMT'
    """
    return format_datetime(datetime.fromtimestamp(now_ms // _MS, UTC), usegmt=True)


def read_seconds(text: str) -> int:
    """Return the moment that a number of seconds names, in milliseconds.

    Raises:
        Unsigned: it names none.
    """
    if not text.isascii() or not text.isdigit() or len(text) > _MOST_DIGITS:
        raise Unsigned("A signature's time is a whole number of seconds.")
    return int(text) * _MS
