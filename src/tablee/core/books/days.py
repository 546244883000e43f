"""Days of entries, in UTC, as every reader of the log can work them out."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def day_of(minute: int) -> date:
    """Return the day in UTC of a minute since 1970.

    >>> day_of(22_176_000).isoformat()
    '2012-03-01'
    """
    return (_EPOCH + timedelta(minutes=minute)).date()


@lru_cache(maxsize=1_024)
def moment_of(minute: int) -> str:
    """Return a minute since 1970 as people write it.

    >>> moment_of(22_176_061)
    '2012-03-01T01:01Z'
    """
    return (_EPOCH + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%MZ")


def day_after(minute: int) -> date:
    """Return the day after that of a minute."""
    return day_of(minute) + timedelta(days=1)
