"""What the links in letters open: taking a place, seeing it, giving it back."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tablee.core.errors import UnknownAct
from tablee.core.volunteering.calendar import MEDIA_TYPE, Appointment, calendar_file
from tablee.core.volunteering.link import link_token
from tablee.core.volunteering.volunteer import Commitment
from tablee.usecases.shifts.join_shift import Joined, Outcome, join_shift, see_link
from tablee.usecases.shifts.leave_shift import (
    Own,
    leave_shift,
    refuse_reminder,
    see_own,
    want_reminder,
)
from tablee.usecases.shifts.letters import mine
from tablee.web.parts.frame import frame
from tablee.web.parts.promises import promises
from tablee.web.reading import Seen, see_campaign
from tablee.web.site import current, root
from tablee.web.views.shifts.signing import view_of
from tablee.web.words.figures import speaking

GONE = 410
STATUS = {Outcome.READY: 200, Outcome.ELSEWHERE: 409}
TOO_LATE = "late"
REMINDER = "reminder"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Show the button that takes a place, or take it: programs that read mail open every link."""
    site = current()
    seen = see_campaign(site, slug)
    if request.method == "POST":
        joined = join_shift(site.desks, site.clock, site.secret, slug, token)
        if joined.volunteer is not None:
            own = link_token(site.secret, slug, mine(joined.volunteer))
            return HttpResponseRedirect(reverse("own_shift", args=[slug, own]))
    else:
        with site.desks.read() as desk:
            joined = see_link(desk, site.secret, slug, token, site.clock.now_ms())
    return _joining(request, seen, joined)


def _joining(request: HttpRequest, seen: Seen, joined: Joined) -> HttpResponse:
    page = frame(seen) | {
        "outcome": joined.outcome.value,
        "view": view_of(seen, joined.shift.number) if joined.shift else None,
        "promises": promises(seen),
    }
    status = STATUS.get(joined.outcome, GONE)
    return render(request, "tablee/shifts/join.html", page, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_own(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Show somebody's own place, take it back, or remember whether to remind them."""
    site = current()
    if request.method == "POST" and REMINDER in request.POST:
        wish = want_reminder if request.POST[REMINDER] == "1" else refuse_reminder
        wish(site.desks, site.secret, slug, token)
        return HttpResponseRedirect(reverse("own_shift", args=[slug, token]))
    if request.method == "POST":
        is_left = leave_shift(site.desks, site.clock, site.secret, slug, token)
        path = reverse("own_shift", args=[slug, token])
        return HttpResponseRedirect(path if is_left else f"{path}?{TOO_LATE}=1")
    seen = see_campaign(site, slug)
    own = _own(slug, token)
    page = frame(seen) | {
        "own": own,
        "place": own.ahead + 1,
        "state": own.volunteer.state.value,
        "view": view_of(seen, own.shift.number),
        "token": token,
        "is_too_late": TOO_LATE in request.GET,
        "has_mail": site.mailer.is_on,
        "kept_days": site.settings.volunteer_days,
        "promises": promises(seen),
    }
    return render(request, "tablee/shifts/own.html", page)


@never_cache
@require_safe
def show_calendar(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Give somebody's shift as a file for their calendar."""
    site = current()
    seen = see_campaign(site, slug)
    own = _own(slug, token)
    where = root(request)
    page = where + reverse("own_shift", args=[slug, token])
    title = seen.terms.title.say(speaking())
    note = f"{own.shift.note}\n{page}" if own.shift.note else page
    appointment = Appointment(
        uid=f"shift-{own.volunteer.number}@{urlsplit(where).hostname or 'localhost'}",
        title=_("Shift: %(title)s") % {"title": title},
        words=note,
        shift=own.shift,
        changed_at_ms=own.volunteer.changed_at_ms,
        is_cancelled=own.volunteer.state is Commitment.CANCELLED,
    )
    response = HttpResponse(calendar_file(appointment), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="shift.ics"'
    return response


def _own(slug: str, token: str) -> Own:
    site = current()
    with site.desks.read() as desk:
        own = see_own(desk, site.secret, slug, token)
    if own.volunteer.state is Commitment.INVITED:
        raise UnknownAct
    return own
