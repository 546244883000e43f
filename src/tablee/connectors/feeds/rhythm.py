"""When to ask a blog for its posts again: as it wishes, within bounds."""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from tablee.ports.blogs import Blog

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
LEAST_MS = 15 * MINUTE_MS
MOST_MS = 24 * HOUR_MS
TOLD_MS = 6 * HOUR_MS
"""How often a blog is asked whose hub tells us of new posts."""
MOST_FAILURES = 14
"""Polls without an answer, over more than a week, after which nobody asks any more."""
_SECOND_MS = 1_000
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age=\"?(\d{1,9})")


def next_poll_ms(blog: Blog, headers: Mapping[str, str], now_ms: int) -> int:
    """Return when to ask again after an answer with these *headers*.

    Never before a quarter of an hour has passed, never later than after a day.
    """
    found = _MAX_AGE.search(headers.get("cache-control", "").lower())
    wish_ms = int(found[1]) * _SECOND_MS if found else LEAST_MS
    if blog.hub and blog.hub_until_ms > now_ms:
        wish_ms = max(wish_ms, TOLD_MS)
    return now_ms + min(MOST_MS, max(LEAST_MS, wish_ms))


def retry_ms(blog: Blog, headers: Mapping[str, str], now_ms: int) -> int:
    """Return when to ask again after a failure, later each time; 0 to give up."""
    if blog.failures + 1 >= MOST_FAILURES:
        return 0
    pause_ms = min(MOST_MS, LEAST_MS << min(blog.failures, 10))
    wish_ms = _wish_ms(headers.get("retry-after", "").strip(), now_ms)
    return now_ms + min(MOST_MS, max(pause_ms, wish_ms))


def _wish_ms(retry_after: str, now_ms: int) -> int:
    """Return for how long a server asks to be left alone, in seconds or until a date."""
    if retry_after.isascii() and retry_after.isdigit():
        return int(retry_after[:9]) * _SECOND_MS
    try:
        moment = parsedate_to_datetime(retry_after)
    except (ValueError, IndexError, OverflowError):
        return 0
    return max(0, int(moment.timestamp()) * _SECOND_MS - now_ms)
