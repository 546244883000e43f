"""The presence sheet of a shift: for whoever runs it, by a signed link, on a phone or on paper."""

from collections.abc import Sequence
from secrets import token_hex
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tablee.core.errors import TableeError, UnknownAct
from tablee.core.terms import Proof
from tablee.core.volunteering.volunteer import Commitment, Volunteer
from tablee.usecases.shifts.find_shifts import People, find_people, read_sheet_link
from tablee.usecases.shifts.mark_presence import CONTACT, Mark, Marked, Roll, mark_presence
from tablee.usecases.shifts.welcome import WalkIn, welcome
from tablee.web.parts.frame import frame
from tablee.web.reading import Seen, see_campaign
from tablee.web.site import current
from tablee.web.staff.rights import DECIDE, may
from tablee.web.views.shifts.forms import MOST_LATE_MIN, WalkInForm
from tablee.web.views.shifts.signing import view_of
from tablee.web.words.sentences import explain, trouble

LONGEST_COUNT = 5
MARK_BYTES = 16
ASKED_AGAIN = 422
_MARKS = {
    "present": Commitment.PRESENT,
    "absent": Commitment.ABSENT,
    "open": Commitment.CONFIRMED,
}


class Line(NamedTuple):
    """One person on the sheet."""

    number: int
    name: str
    group: str
    mark: str
    """``present``, ``absent`` or ``open``."""
    late_min: int


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_sheet(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Show who is to come, or write down who came."""
    seen = see_campaign(current(), slug)
    people = _people(seen, token)
    said, wrong = "", ""
    form = WalkInForm(request.POST if "walk_in" in request.POST else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            marked = _taken(request, slug, people, form)
        except TableeError as refusal:
            wrong = trouble(refusal)
        else:
            if not any(_refused(marked)) and not form.errors:
                path = reverse("presence_sheet", args=[slug, token])
                return HttpResponseRedirect(f"{path}?saved={len(marked)}")
            if marked:
                said, wrong = _saved(len(marked)), _not_counted(marked)
            people = _people(seen, token)
    page = frame(seen) | {
        "form": form,
        "mark": form.data.get("mark") or token_hex(MARK_BYTES),
        "counts": seen.terms.kind_by(Proof.PRESENCE) is not None,
        "view": view_of(seen, people.shift.number),
        "lines": _lines(people.coming),
        "can_mark": people.shift.can_be_marked(people.moment_ms),
        "is_open": any(each.state is Commitment.CONFIRMED for each in people.coming),
        "said": said or _saved_before(request),
        "wrong": wrong,
        "most_late": min(MOST_LATE_MIN, people.shift.minutes()),
    }
    status = ASKED_AGAIN if wrong or form.errors else 200
    return render(request, "tablee/shifts/sheet.html", page, status=status)


def _people(seen: Seen, token: str) -> People:
    site, slug = current(), seen.campaign.slug
    with site.desks.read() as desk:
        # The time of the link is that of the campaign's clock, which only its shifts can tell.
        number = read_sheet_link(site.secret, slug, token, 0)
        people = find_people(desk, seen.campaign, number, site.clock.now_ms())
    read_sheet_link(site.secret, slug, token, people.moment_ms)
    if people.shift.is_cancelled:
        raise UnknownAct
    return people


def _taken(request: HttpRequest, slug: str, people: People, form: WalkInForm) -> list[Marked]:
    """Write down what was sent: who came of those on the sheet, or who just came."""
    if not form.is_bound:
        return _mark(request, slug, people)
    site, said = current(), form.cleaned_data
    walk_in = WalkIn(
        shift=people.shift.number,
        name=said["who"],
        address=said["address"],
        late_min=said["late"] or 0,
        mark=said["mark"],
        by=_by(request),
    )
    marked = welcome(site.desks, site.clock, site.secret, slug, walk_in)
    if marked is None:
        form.add_error(None, _("More people have just come than this sheet takes: write to us."))
        return []
    return [marked]


def _mark(request: HttpRequest, slug: str, people: People) -> list[Marked]:
    site = current()
    marks = [mark for each in people.coming if (mark := _mark_of(each, request.POST))]
    roll = Roll(people.shift.number, marks, _by(request))
    return mark_presence(site.desks, site.clock, site.secret, slug, roll)


def _by(request: HttpRequest) -> str:
    return request.user.get_username() if may(request, DECIDE) else CONTACT


def _mark_of(person: Volunteer, fields: QueryDict) -> Mark | None:
    """Return what the sheet says of somebody; nothing where it says nothing."""
    if "all" in fields:
        is_unmarked = person.state is Commitment.CONFIRMED
        return Mark(person.number, Commitment.PRESENT) if is_unmarked else None
    state = _MARKS.get(fields.get(f"mark-{person.number}", ""))
    late = fields.get(f"late-{person.number}", "")
    late_min = int(late[:4]) if late.isascii() and late.isdigit() else 0
    return None if state is None else Mark(person.number, state, late_min)


def _lines(people: Sequence[Volunteer]) -> list[Line]:
    words = {state: word for word, state in _MARKS.items()}
    ordered = sorted(people, key=lambda each: (each.name.casefold(), each.number))
    return [
        Line(each.number, each.name, each.group, words[each.state], each.late_min)
        for each in ordered
    ]


def _saved_before(request: HttpRequest) -> str:
    """Return what was saved by the request that led here; nothing if there was none."""
    saved = request.GET.get("saved", "")
    is_count = saved.isascii() and saved.isdecimal() and len(saved) <= LONGEST_COUNT
    return _saved(int(saved)) if is_count else ""


def _saved(count: int) -> str:
    words = ngettext("%(count)s person marked.", "%(count)s people marked.", count)
    return words % {"count": count}


def _refused(marked: Sequence[Marked]) -> list[str]:
    """Return why acts of people who were there do not count, each reason once."""
    reasons = [act.reason for each in marked for act in each.acts if act.reason]
    found = [explain(reason) for reason in dict.fromkeys(reasons)]
    return [each.why for each in found if each is not None]


def _not_counted(marked: Sequence[Marked]) -> str:
    reasons = " ".join(_refused(marked))
    return _("Presence and hours are kept. Not all of it counts: %(why)s") % {"why": reasons}
