"""Sign up for a shift: a form, and a page that says to look into one's mail."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tablee.core.errors import UnknownAct
from tablee.core.terms import Proof
from tablee.usecases.shifts.find_shifts import find_shifts
from tablee.usecases.shifts.sign_up import MAILS_PER_DAY, Answer, Wish, sign_up
from tablee.web.hurdles.asking import Asked
from tablee.web.parts.acting import ways
from tablee.web.parts.frame import frame
from tablee.web.parts.kinds.shifts import ShiftView, shift_view
from tablee.web.parts.promises import promises
from tablee.web.reading import Seen, see_campaign
from tablee.web.site import current
from tablee.web.views.shifts.forms import SignUpForm
from tablee.web.visitors import network_of
from tablee.web.words.figures import speaking

TOO_OFTEN = 429
ASKED_AGAIN = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_shift(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one shift with its form, or take what the form says."""
    seen = see_campaign(current(), slug)
    view = view_of(seen, number)
    asked = Asked(request, SignUpForm, f"{slug}/shifts/{number}")
    if asked.form.is_bound and asked.form.is_from_a_machine:
        return redirect("shifts", slug)
    status = asked.status
    if asked.is_taken:
        answer = _take(request, slug, number, asked.form)
        if answer is Answer.WRITTEN:
            return HttpResponseRedirect(reverse("shift_asked", args=[slug, number]))
        status = TOO_OFTEN if answer is Answer.TOO_OFTEN else ASKED_AGAIN
        asked.form.add_error(None, _refusal(answer))
    page = _page(seen, view) | {"form": asked.form, "guard": asked.guard}
    return asked.answered(render(request, "tablee/shifts/shift.html", page, status=status))


@require_safe
def show_asked(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say that a letter is on its way, and what to do with it."""
    seen = see_campaign(current(), slug)
    page = _page(seen, view_of(seen, number)) | {"mails_per_day": MAILS_PER_DAY}
    return render(request, "tablee/shifts/asked.html", page)


def view_of(seen: Seen, number: int) -> ShiftView:
    """Return one shift of a campaign.

    Raises:
        UnknownAct: it has no such shift.
    """
    site = current()
    with site.desks.read() as desk:
        found = find_shifts(desk, seen.campaign, site.clock.now_ms())
    for opening in found.openings:
        if opening.shift.number == number:
            return shift_view(seen, opening, found.moment_ms)
    raise UnknownAct


def _page(seen: Seen, view: ShiftView) -> dict[str, object]:
    site = current()
    way = next((each for each in ways(seen) if each.kind.proof is Proof.PRESENCE), None)
    return frame(seen) | {
        "view": view,
        "way": way,
        "has_mail": site.mailer.is_on,
        "kept_days": site.settings.volunteer_days,
        "promises": promises(seen),
    }


def _take(request: HttpRequest, slug: str, number: int, form: SignUpForm) -> Answer:
    site, said = current(), form.cleaned_data
    language = "fr" if speaking().startswith("fr") else "en"
    wish = Wish(
        slug, number, said["email"], said["name"], said["group"], language, network_of(request)
    )
    return sign_up(site.desks, site.clock, site.secret, wish, site.settings.signups_per_hour)


def _refusal(answer: Answer) -> str:
    if answer is Answer.TOO_OFTEN:
        return _("Many people have signed up from your network within the hour. Come back later.")
    return _("This shift takes nobody any more: it has begun, or does not take place.")
