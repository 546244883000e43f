"""Days and moments in a campaign's time zone, as each language writes them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tablee.web.words.figures import is_french, speaking

DAY = "j F Y"
DAY_OF_YEAR = "j F"
SECOND_MS = 1_000


def from_ms(moment_ms: int) -> datetime:
    """Return the moment that is so many milliseconds after 1970."""
    return datetime.fromtimestamp(moment_ms // SECOND_MS, UTC)


def _written(local: datetime, letters: str) -> str:
    """Return a moment by Django's date format letters; the first of a month is "1er" in French."""
    if local.day == 1 and is_french(speaking()):
        letters = letters.replace("j", r"1\e\r")
    return dateformat.format(local, letters)


@dataclass(frozen=True, slots=True)
class Dates:
    """A campaign's calendar."""

    zone: ZoneInfo

    def local(self, moment: datetime | int) -> datetime:
        """Return a moment (or milliseconds since 1970) as the campaign's clocks show it."""
        aware = from_ms(moment) if isinstance(moment, int) else moment
        return aware.astimezone(self.zone)

    def day(self, moment: datetime | int) -> str:
        """Return the day: "22 February 2012"."""
        return _written(self.local(moment), DAY)

    def minute(self, moment: datetime | int) -> str:
        """Return the day and the time, with its zone: "22 February 2012, 18:40 CET"."""
        local = self.local(moment)
        # Translators: the date and time of day, in Django's date format letters.
        said = _written(local, _("j F Y, H:i"))
        return f"{said} {local.tzname()}"

    def span(self, first: datetime, last: datetime) -> str:
        """Return a window: "20 February to 26 March 2012"."""
        start, end = self.local(first), self.local(last)
        is_one_year = start.year == end.year
        return _("%(first)s to %(last)s") % {
            "first": _written(start, DAY_OF_YEAR if is_one_year else DAY),
            "last": _written(end, DAY),
        }

    def remaining(self, first: datetime, last: datetime, now_ms: int) -> str:
        """Return how long there is to go, in whole days of the calendar."""
        now, start, end = self.local(now_ms), self.local(first), self.local(last)
        if now > end:
            return _("ended on %(day)s") % {"day": self.day(end)}
        days = ((start if now < start else end).date() - now.date()).days
        if now < start:
            return ngettext("opens in %(days)s day", "opens in %(days)s days", days) % {
                "days": days
            }
        if days == 0:
            return _("last day")
        return ngettext("%(days)s day to go", "%(days)s days to go", days) % {"days": days}
