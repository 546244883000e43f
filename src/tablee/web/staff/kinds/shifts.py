"""Shifts for the organiser: made one by one or from a table, called off, and who comes."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tablee.core.campaign import Campaign
from tablee.core.errors import TableeError, UnknownCampaign
from tablee.core.volunteering.fault import COLUMNS, Fault
from tablee.core.volunteering.link import Link, link_token
from tablee.core.volunteering.reading import HEADINGS, read_sheet, read_shift
from tablee.core.volunteering.shift import Shift
from tablee.core.volunteering.volunteer import Commitment, Volunteer
from tablee.core.volunteering.wording import day_in_words, hours_in_words
from tablee.usecases.shifts.find_shifts import Opening, find_people, find_shifts, sheet_link
from tablee.usecases.shifts.letters import joining, mine
from tablee.usecases.shifts.make_shifts import call_off, make_shifts
from tablee.web.parts.kinds.shifts import people_and_hours, states
from tablee.web.site import current, root
from tablee.web.staff.rights import PLAN_SHIFTS, check
from tablee.web.words.figures import speaking
from tablee.web.words.sentences import trouble

MOST_BYTES = 1_000_000
ASKED_AGAIN = 422


class Row(NamedTuple):
    """One shift, as the page lists it."""

    shift: Shift
    day: str
    hours: str
    taken: int


class Person(NamedTuple):
    """Somebody who has signed up."""

    volunteer: Volunteer
    state: str
    link: str
    """To hand over: the one that gives the place, or the one to their page; may be empty."""


@require_http_methods(["GET", "POST"])
def show_shifts(request: HttpRequest, slug: str, console: AdminSite) -> HttpResponse:
    """Show the shifts of a campaign; make one from the form, or many from a table."""
    check(request, PLAN_SHIFTS)
    campaign = _campaign(slug)
    faults: Sequence[Fault] = ()
    if request.method == "POST":
        shifts, faults = _read(request, campaign)
        if not faults:
            return _made(request, slug, shifts)
    site = current()
    with site.desks.read() as desk:
        found = find_shifts(desk, campaign, site.clock.now_ms())
    page: dict[str, Any] = {
        "title": _("Shifts: %(campaign)s") % {"campaign": slug},
        "slug": slug,
        "rows": [_row(campaign, each) for each in found.openings],
        "faults": [(_where(each), each.words.say(speaking())) for each in faults],
        "columns": [
            (name, COLUMNS[name].say(speaking()), request.POST.get(name, "")) for name in HEADINGS
        ],
        "table": request.POST.get("table", ""),
        "people_and_hours": people_and_hours(found.sums),
        "zone": campaign.latest.terms.time_zone,
    }
    status = ASKED_AGAIN if faults else 200
    context = console.each_context(request) | page
    return render(request, "tablee/staff/shifts.html", context, status=status)


@require_http_methods(["GET", "POST"])
def show_shift(request: HttpRequest, slug: str, number: int, console: AdminSite) -> HttpResponse:
    """Show who has signed up for a shift, with the links to hand over; or call it off."""
    check(request, PLAN_SHIFTS)
    site = current()
    campaign = _campaign(slug)
    if request.method == "POST":
        _call_off(request, slug, number)
        return HttpResponseRedirect(reverse("admin:shift", args=[slug, number]))
    with site.desks.read() as desk:
        people = find_people(desk, campaign, number, site.clock.now_ms())
    shift = people.shift
    row = _row(campaign, Opening(shift, len(people.coming)))
    page: dict[str, Any] = {
        "title": f"{row.day}, {row.hours}, {shift.place}",
        "slug": slug,
        "row": row,
        "people": [_person(request, slug, each) for each in people.volunteers],
        "sheet": _address(request, slug, sheet_link(shift, site.settings.volunteer_days)),
        "has_mail": site.mailer.is_on,
    }
    return render(request, "tablee/staff/shift.html", console.each_context(request) | page)


def _campaign(slug: str) -> Campaign:
    with current().desks.read() as desk:
        try:
            return desk.campaigns.see(slug)
        except UnknownCampaign as error:
            raise Http404(str(error)) from None


def _read(request: HttpRequest, campaign: Campaign) -> tuple[Sequence[Shift], Sequence[Fault]]:
    """Return the shifts that were given in the form, or in a table; or what is wrong with them."""
    zone = campaign.latest.terms.zone
    if "table" not in request.POST:
        cells = {name: request.POST.get(name, "") for name in HEADINGS}
        found = read_shift(cells, zone)
        return ((), (found,)) if isinstance(found, Fault) else ((found,), ())
    file = request.FILES.get("file")
    content = file.read(MOST_BYTES) if file else request.POST["table"].encode()
    return read_sheet(content, zone)


def _made(request: HttpRequest, slug: str, shifts: Sequence[Shift]) -> HttpResponse:
    site = current()
    made = make_shifts(site.desks, site.clock, slug, shifts)
    words = ngettext("%(count)s new shift.", "%(count)s new shifts.", made.new)
    changed = _("Changed: %(changed)s. As they were: %(known)s.") % {
        "changed": made.changed,
        "known": made.known,
    }
    messages.success(request, f"{words % {'count': made.new}} {changed}")
    return HttpResponseRedirect(reverse("admin:shifts", args=[slug]))


def _call_off(request: HttpRequest, slug: str, number: int) -> None:
    site = current()
    try:
        told = call_off(site.desks, site.clock, slug, number)
    except TableeError as refusal:
        messages.error(request, trouble(refusal))
    else:
        words = ngettext(
            "The shift does not take place: %(count)s person is written to.",
            "The shift does not take place: %(count)s people are written to.",
            told,
        )
        messages.success(request, words % {"count": told})


def _row(campaign: Campaign, opening: Opening) -> Row:
    shift, zone, language = opening.shift, campaign.latest.terms.zone, speaking()
    day = day_in_words(shift.starts_at_ms, zone, language)
    return Row(shift, day, hours_in_words(shift, zone, language), opening.taken)


def _person(request: HttpRequest, slug: str, volunteer: Volunteer) -> Person:
    link = ""
    if volunteer.state is Commitment.INVITED:
        link = _address(request, slug, joining(volunteer))
    elif volunteer.state in {Commitment.CONFIRMED, Commitment.WAITING}:
        link = _address(request, slug, mine(volunteer))
    return Person(volunteer, states()[volunteer.state], link)


def _address(request: HttpRequest, slug: str, link: Link) -> str:
    token = link_token(current().secret, slug, link)
    return f"{root(request)}/c/{slug}/shifts/{link.door}/{token}"


def _where(fault: Fault) -> str:
    """Return the line and the column of a fault, in words."""
    column = COLUMNS[fault.column].say(speaking()) if fault.column in COLUMNS else ""
    line = _("line %(line)s") % {"line": fault.line} if fault.line else ""
    return ", ".join(each for each in (line, column) if each)
