"""Moments as they are written: with an offset, or read in the campaign's time zone."""

from datetime import UTC, date, datetime, time, tzinfo

from tablee.campaign_file.finding import Notes
from tablee.campaign_file.places import Path
from tablee.core.text import Text

FIRST_SECOND = time(0, 0, 0)
LAST_SECOND = time(23, 59, 59)
FIRST_YEAR, LAST_YEAR = 1990, 2200


def read_moment(
    notes: Notes, path: Path, value: date, reading: tuple[tzinfo, time]
) -> datetime | None:
    """Return *value* as a moment; *reading* is the zone and the hour it has if it says none."""
    zone, hour = reading
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        notes.refuse(
            path,
            Text(en=f"The year {value.year} is not meant.", fr=f"Pas l’année {value.year} ?"),
            Text(
                en=f"Years from {FIRST_YEAR} to {LAST_YEAR} can be used.",
                fr=f"Les années de {FIRST_YEAR} à {LAST_YEAR} conviennent.",
            ),
        )
        return None
    if not isinstance(value, datetime):
        return datetime.combine(value, hour, zone)
    if value.tzinfo is not None:
        return value
    moment = value.replace(tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != value:
        _refuse_missing_hour(notes, path, moment)
        return None
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        _warn_of_double_hour(notes, path, moment)
    return moment


def _refuse_missing_hour(notes: Notes, path: Path, moment: datetime) -> None:
    later = moment.astimezone(UTC).astimezone(moment.tzinfo)
    notes.refuse(
        path,
        Text(
            en="Clocks are put forward then: this hour does not exist.",
            fr="On avance l’heure à ce moment : cette heure n’existe pas.",
        ),
        Text(en=f"Write for example: {later}", fr=f"Écrivez par exemple : {later}"),
    )


def _warn_of_double_hour(notes: Notes, path: Path, moment: datetime) -> None:
    notes.warn(
        path,
        Text(
            en="Clocks are put back then: this hour comes twice, and the first is taken.",
            fr="On recule l’heure à ce moment : elle passe deux fois, la première est prise.",
        ),
        Text(
            en=f"To be exact, write: {moment.isoformat()}",
            fr=f"Pour être exact, écrivez : {moment.isoformat()}",
        ),
    )
