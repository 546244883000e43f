"""A shift: some hours at one place, for which so many people are wanted."""

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
LONGEST_MS = 16 * HOUR_MS
MOST_PEOPLE = 10_000
LONGEST_PLACE = 120
LONGEST_ADDRESS = 200
LONGEST_NOTE = 300
DOORS_OPEN_MS = HOUR_MS
"""How long before a shift begins its people may be marked as present."""
REMINDER_AT = time(9)
"""The time of day at which people are reminded, on the day before."""
_START = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Shift(NamedTuple):
    """Some hours at one place. Moments are milliseconds, so a shift is as long as it lasts.

    >>> Shift(1, 1, "Shop", "", 0, 3 * HOUR_MS, 5).minutes(late_min=20)
    160
    """

    number: int
    campaign_id: int
    place: str
    """The association's site or the shop, as people know it."""
    address: str
    starts_at_ms: int
    ends_at_ms: int
    capacity: int
    note: str = ""
    """What people should know before they come."""
    is_cancelled: bool = False

    def minutes(self, late_min: int = 0) -> int:
        """Return how many minutes somebody was there who came so late."""
        return max(0, (self.ends_at_ms - self.starts_at_ms) // MINUTE_MS - late_min)

    def whole_hours(self, late_min: int = 0) -> int:
        """Return how many whole hours somebody was there who came so late."""
        return self.minutes(late_min) * MINUTE_MS // HOUR_MS

    def overlaps(self, other: "Shift") -> bool:
        """Return whether nobody can be at both; one may begin when the other ends."""
        return self.starts_at_ms < other.ends_at_ms and other.starts_at_ms < self.ends_at_ms

    def is_open(self, now_ms: int) -> bool:
        """Return whether people can still sign up: it is to take place, and has not begun."""
        return not self.is_cancelled and now_ms < self.starts_at_ms

    def can_be_marked(self, now_ms: int) -> bool:
        """Return whether it can be said who is there."""
        return not self.is_cancelled and now_ms >= self.starts_at_ms - DOORS_OPEN_MS


def day_of(moment_ms: int, zone: ZoneInfo) -> str:
    """Return the day of a moment as the clocks of *zone* show it, as ``2026-12-05``."""
    return local(moment_ms, zone).date().isoformat()


def local(moment_ms: int, zone: ZoneInfo) -> datetime:
    """Return a moment as the clocks of *zone* show it."""
    return (_START + moment_ms * _MILLISECOND).astimezone(zone)


def reminder_ms(shift: Shift, zone: ZoneInfo) -> int:
    """Return when people are reminded: in the morning of the day before, by the clocks there."""
    eve = local(shift.starts_at_ms, zone).date() - timedelta(days=1)
    return (datetime.combine(eve, REMINDER_AT, zone) - _START) // _MILLISECOND
