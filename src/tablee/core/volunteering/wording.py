"""Days and hours of shifts in words, the same in mails and on pages."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tablee.core.text import Text
from tablee.core.volunteering.shift import Shift, local

_WEEKDAYS = (
    Text("Monday", "lundi"),
    Text("Tuesday", "mardi"),
    Text("Wednesday", "mercredi"),
    Text("Thursday", "jeudi"),
    Text("Friday", "vendredi"),
    Text("Saturday", "samedi"),
    Text("Sunday", "dimanche"),
)
_MONTHS = (
    Text("January", "janvier"),
    Text("February", "février"),
    Text("March", "mars"),
    Text("April", "avril"),
    Text("May", "mai"),
    Text("June", "juin"),
    Text("July", "juillet"),
    Text("August", "août"),
    Text("September", "septembre"),
    Text("October", "octobre"),
    Text("November", "novembre"),
    Text("December", "décembre"),
)


def day_in_words(moment_ms: int, zone: ZoneInfo, language: str) -> str:
    """Return a day with its weekday.

    >>> day_in_words(1_796_425_200_000, ZoneInfo("Europe/Paris"), "fr")
    'samedi 5 décembre 2026'
    """
    at = local(moment_ms, zone)
    number = "1er" if at.day == 1 and language.startswith("fr") else str(at.day)
    weekday, month = _WEEKDAYS[at.weekday()].say(language), _MONTHS[at.month - 1].say(language)
    return f"{weekday} {number} {month} {at.year}"


def hours_in_words(shift: Shift, zone: ZoneInfo, language: str) -> str:
    """Return from when to when a shift is, by the clocks of *zone*.

    >>> hours_in_words(Shift(1, 1, "", "", 0, 5_400_000, 1), ZoneInfo("UTC"), "en")
    '0:00–1:30'
    """
    first, last = local(shift.starts_at_ms, zone), local(shift.ends_at_ms, zone)
    return f"{_hour(first, language)}–{_hour(last, language)}"


def _hour(at: datetime, language: str) -> str:
    return f"{at.hour}h{at.minute:02}" if language.startswith("fr") else f"{at.hour}:{at.minute:02}"
