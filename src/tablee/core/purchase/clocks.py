"""When something was bought, as the clocks of tills say it."""

import re
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tablee.core.purchase.values import Known

_REST = re.compile(r":(?P<minutes>[0-5][0-9])(?::(?P<seconds>[0-5][0-9]))?", re.ASCII)
_HOUR_LENGTH = len("2027-01-11T08")
_START = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def ms_of(moment: datetime) -> int:
    """Return *moment* (aware) as whole milliseconds since 1970."""
    return (moment - _START) // _MILLISECOND


class Moments:
    """What tills say of when something was bought."""

    def __init__(self, zone: ZoneInfo, ahead_min: int = 0) -> None:
        """Understand clocks of *zone* that run *ahead_min* minutes fast."""
        self._zone = zone
        self._ahead_ms = ahead_min * 60_000
        self._hours: Known[int | None] = Known(self._hour)
        self._rests: Known[int | None] = Known(_rest_ms)

    def at_ms(self, text: str) -> int | None:
        """Return a moment in milliseconds since 1970; nothing when it cannot be read.

        >>> moments = Moments(ZoneInfo("Europe/Paris"))
        >>> moments.at_ms("2027-01-11T08:00:01") == moments.at_ms("11/01/2027 08:00:01")
        True
        >>> moments.at_ms("2027-01-11T07:00:01Z") == moments.at_ms("2027-01-11 08:00:01")
        True
        >>> moments.at_ms("20270111080001"), moments.at_ms("yesterday")
        (1799650801000, None)
        """
        hour_ms, rest_ms = self._hours[text[:_HOUR_LENGTH]], self._rests[text[_HOUR_LENGTH:]]
        if hour_ms is not None and rest_ms is not None:
            return hour_ms + rest_ms - self._ahead_ms
        moment = _moment(text.strip())
        if moment is None:
            return None
        return ms_of(moment if moment.tzinfo else self._placed(moment)) - self._ahead_ms

    def _hour(self, text: str) -> int | None:
        moment = _moment(text) if len(text) == _HOUR_LENGTH else None
        return None if moment is None else ms_of(self._placed(moment))

    def _placed(self, moment: datetime) -> datetime:
        return moment.replace(tzinfo=self._zone).astimezone(UTC)


def _rest_ms(text: str) -> int | None:
    """Return what ``:MM`` or ``:MM:SS`` adds to an hour."""
    found = _REST.fullmatch(text)
    if found is None:
        return None
    minutes, seconds = int(found["minutes"]), int(found["seconds"] or 0)
    return timedelta(minutes=minutes, seconds=seconds) // timedelta(milliseconds=1)


def _moment(text: str) -> datetime | None:
    """Return a moment written as in a standard, or with the day first as in France."""
    if text[2:3] in {"/", ".", "-"} and text[5:6] == text[2:3]:
        text = f"{text[6:10]}-{text[3:5]}-{text[:2]}{text[10:]}"
    if text.isascii() and text.isdigit() and len(text) == len("20270111080001"):
        text = f"{text[:8]}T{text[8:]}"
    try:
        moment = datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return None
    # The first and the last year have moments that no other zone can say.
    return moment if MINYEAR < moment.year < MAXYEAR else None
