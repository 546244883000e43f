"""A shift as a calendar file (iCalendar, RFC 5545), which every calendar reads."""

from datetime import UTC
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tablee.core.volunteering.shift import Shift, local

LINE_BYTES = 75
MEDIA_TYPE = "text/calendar; charset=utf-8"
_UTC = ZoneInfo("UTC")


class Appointment(NamedTuple):
    """A shift in somebody's calendar."""

    uid: str
    """Names it in the world: the same again replaces it."""
    title: str
    words: str
    shift: Shift
    changed_at_ms: int
    is_cancelled: bool = False


def calendar_file(appointment: Appointment) -> str:
    """Return *appointment* as a file, its lines folded and ended as the standard asks."""
    shift = appointment.shift
    place = f"{shift.place}, {shift.address}" if shift.address else shift.place
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tablee//Shifts//EN",
        "BEGIN:VEVENT",
        f"UID:{_escaped(appointment.uid)}",
        f"DTSTAMP:{_stamp(appointment.changed_at_ms)}",
        f"SEQUENCE:{1 if appointment.is_cancelled else 0}",
        f"DTSTART:{_stamp(shift.starts_at_ms)}",
        f"DTEND:{_stamp(shift.ends_at_ms)}",
        f"SUMMARY:{_escaped(appointment.title)}",
        f"LOCATION:{_escaped(place)}",
        f"DESCRIPTION:{_escaped(appointment.words)}",
        f"STATUS:{'CANCELLED' if appointment.is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _stamp(moment_ms: int) -> str:
    return local(moment_ms, _UTC).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(words: str) -> str:
    """Return *words* with what would end a value, or a line, made harmless."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    for letter, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(letter, instead)
    return "".join(each for each in plain if each.isprintable())


def _folded(line: str) -> str:
    """Return *line* in pieces of at most 75 bytes, never cutting a letter in two."""
    pieces = [""]
    for letter in line:
        if len(f"{pieces[-1]}{letter}".encode()) > LINE_BYTES:
            pieces.append(" ")
        pieces[-1] += letter
    return "\r\n".join(pieces)
