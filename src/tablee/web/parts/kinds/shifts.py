"""Shifts as pages show them: by day and place, with the places left."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tablee.core.volunteering.shift import Shift
from tablee.core.volunteering.volunteer import Commitment
from tablee.core.volunteering.wording import day_in_words, hours_in_words
from tablee.ports.kinds.shifts import Sums
from tablee.usecases.shifts.find_shifts import Opening
from tablee.web.reading import Seen
from tablee.web.site import current
from tablee.web.words.figures import figure, speaking

MINUTES_PER_HOUR = 60


@dataclass(frozen=True, slots=True)
class ShiftView:
    """One shift in words."""

    shift: Shift
    left: int
    day: str
    hours: str
    is_open: bool

    @property
    def said(self) -> str:
        """How many places are left, in words."""
        if self.shift.is_cancelled:
            return _("does not take place")
        if not self.is_open:
            return _("has begun")
        if not self.left:
            return _("full: there is a waiting list")
        words = ngettext("%(count)s place left", "%(count)s places left", self.left)
        return words % {"count": figure(self.left, speaking())}


@dataclass(frozen=True, slots=True)
class Day:
    """The shifts of one day."""

    words: str
    shifts: Sequence[ShiftView]


def shift_view(seen: Seen, opening: Opening, moment_ms: int) -> ShiftView:
    """Return a shift in the page's language and the campaign's time zone."""
    shift, zone, language = opening.shift, seen.terms.zone, speaking()
    return ShiftView(
        shift,
        opening.left,
        day_in_words(shift.starts_at_ms, zone, language),
        hours_in_words(shift, zone, language),
        shift.is_open(moment_ms),
    )


def days(seen: Seen, openings: Sequence[Opening], moment_ms: int) -> list[Day]:
    """Return shifts under their days, in order."""
    views = [shift_view(seen, each, moment_ms) for each in openings]
    return [Day(words, [*found]) for words, found in groupby(views, key=lambda view: view.day)]


def people_and_hours(sums: Sums) -> str:
    """Return what volunteering came to, in words; empty as long as nobody came."""
    if not sums.people:
        return ""
    hours = sums.minutes // MINUTES_PER_HOUR
    people = ngettext("%(count)s person", "%(count)s people", sums.people) % {
        "count": figure(sums.people, speaking())
    }
    given = ngettext("%(count)s hour", "%(count)s hours", hours) % {
        "count": figure(hours, speaking())
    }
    return _("%(people)s gave %(hours)s") % {"people": people, "hours": given}


def volunteering(seen: Seen) -> dict[str, object]:
    """Return what the campaign page says of shifts; nothing is shown where there are none."""
    site = current()
    with site.desks.read() as desk:
        sums = desk.shifts.sums(seen.campaign.id)
        shifts = desk.shifts.every(seen.campaign.id) if sums.shifts else []
    return {
        "shifts": sums.shifts,
        "shifts_open": sum(each.is_open(seen.tally.as_of_ms) for each in shifts),
        "people_and_hours": people_and_hours(sums),
    }


def states() -> dict[Commitment, str]:
    """Return how it stands with somebody's coming, in words."""
    return {
        Commitment.INVITED: _("has not followed the link yet"),
        Commitment.WAITING: _("on the waiting list"),
        Commitment.CONFIRMED: _("has a place"),
        Commitment.PRESENT: _("was there"),
        Commitment.ABSENT: _("was not there"),
        Commitment.CANCELLED: _("gave the place back"),
    }
