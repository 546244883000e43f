"""Where the organiser chooses acts, says why, and takes choices back."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from tablee.core.act import Act, State
from tablee.core.decision import Ruling
from tablee.core.errors import TableeError, UnknownCampaign
from tablee.core.reason import Reason
from tablee.core.terms import Kind, Terms
from tablee.core.terms.choosing import choice_for, chosen_kinds
from tablee.core.text import Text
from tablee.ports.kinds.selections import Selection
from tablee.ports.posts import Glance
from tablee.usecases.decide_act import Judgement
from tablee.usecases.posts.decide_post import decide_post
from tablee.usecases.selections.choose_act import LONGEST_WHY, Choice, choose_act
from tablee.usecases.selections.take_choice_back import Regret, take_choice_back
from tablee.usecases.tally_campaign import tally_campaign
from tablee.web.parts.kinds.chosen import CHOOSE
from tablee.web.site import current
from tablee.web.staff.cards import Card, card_of
from tablee.web.staff.rights import DECIDE, check, may
from tablee.web.words.figures import Units, speaking
from tablee.web.words.sentences import explain, trouble

MOST_LISTED = 50


class ChoiceForm(forms.Form):
    """Why an act is chosen."""

    why_en = forms.CharField(
        label=gettext_lazy("Why, in English"),
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why_fr = forms.CharField(
        label=gettext_lazy("Why, in French"),
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act that may be chosen, and what that would bring."""

    act: Act
    card: Card
    kind: Kind | None
    """As what it would be chosen; nothing when it cannot be."""
    selection: Selection | None
    """The choice of it that stands."""
    line: str
    """How much room there is, said before choosing."""
    is_full: bool

    @property
    def is_pending(self) -> bool:
        """Whether it is to be confirmed before it is chosen."""
        return self.act.state is State.PENDING

    @property
    def is_offered(self) -> bool:
        """Whether the form is shown."""
        return self.kind is not None and self.act.state in {State.COUNTED, State.PENDING}


@require_GET
def show_choices(request: HttpRequest, slug: str, console: AdminSite) -> HttpResponse:
    """Show the choices that stand, the room that is left, and what can be chosen."""
    check(request, CHOOSE)
    site = current()
    with site.desks.read() as desk:
        try:
            campaign = desk.campaigns.see(slug)
        except UnknownCampaign as error:
            raise Http404(str(error)) from None
        chosen = desk.selections.latest(campaign.id, MOST_LISTED)
        numbers = {each.chosen_act for each in chosen}
        seen = [each.act_number for each in desk.posts.wall(campaign.id, Glance(most=MOST_LISTED))]
        seen += [each.act_number for each in desk.drawings.shown(campaign.id, 0, MOST_LISTED)]
        journal = desk.journal(campaign)
        tally = tally_campaign(desk, slug, site.clock.now_ms())
        terms = campaign.version_at(tally.as_of_ms).terms
        acts = [journal.act(each) for each in seen if each not in numbers]
        page: dict[str, Any] = {
            "title": _("Choices: %(campaign)s") % {"campaign": slug},
            "slug": slug,
            "lines": [_line(slug, kind)[0] for kind in chosen_kinds(terms)],
            "choices": [
                (each, card_of(desk, campaign, act), each.why.say(speaking()))
                for each in chosen
                if (act := journal.act(each.chosen_act))
            ],
            "cards": [
                card_of(desk, campaign, act) for act in acts if act and choice_for(terms, act.kind)
            ],
        }
    return render(request, "tablee/staff/choices.html", console.each_context(request) | page)


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, slug: str, number: int, console: AdminSite) -> HttpResponse:
    """Show one act with the room left in the line of choices; choose it, or take that back."""
    check(request, CHOOSE)
    candidate = _candidate(slug, number)
    form = ChoiceForm(request.POST if "choose" in request.POST else None)
    if candidate.selection is not None and not form.is_bound:
        why = candidate.selection.why
        form = ChoiceForm(initial={"why_en": why.en, "why_fr": why.fr})
    if request.method == "POST":
        try:
            if "back" in request.POST:
                return _taken_back(request, slug, number)
            if form.is_valid():
                return _chosen(request, slug, candidate, form.cleaned_data)
        except TableeError as error:
            form.add_error(None, _refusal(error))
    page = {
        "title": _("Choose act %(number)s") % {"number": number},
        "slug": slug,
        "candidate": candidate,
        "form": form,
        "may_decide": may(request, DECIDE),
    }
    return render(request, "tablee/staff/choose.html", console.each_context(request) | page)


def _candidate(slug: str, number: int) -> Candidate:
    site = current()
    with site.desks.read() as desk:
        try:
            campaign = desk.campaigns.see(slug)
        except UnknownCampaign as error:
            raise Http404(str(error)) from None
        act = desk.journal(campaign).act(number)
        if act is None:
            raise Http404
        card = card_of(desk, campaign, act)
        standing = desk.selections.standing(campaign.id, [number]).get(number)
    kind = choice_for(_terms(slug), act.kind)
    line, is_full = _line(slug, kind) if kind else ("", False)
    return Candidate(act, card, kind, standing, line, is_full)


def _terms(slug: str) -> Terms:
    site = current()
    with site.desks.read() as desk:
        as_of_ms = tally_campaign(desk, slug, site.clock.now_ms()).as_of_ms
        return desk.campaigns.see(slug).version_at(as_of_ms).terms


def _line(slug: str, kind: Kind) -> tuple[str, bool]:
    """Return how much room there is in the line of choices, in words, and whether it is full."""
    site = current()
    with site.desks.read() as desk:
        tally = tally_campaign(desk, slug, site.clock.now_ms())
        terms = desk.campaigns.see(slug).version_at(tally.as_of_ms).terms
    units = Units(terms.unit, speaking())
    pool = next(each for each in tally.pools if each.name == kind.pool)
    room = max(0, pool.cap - pool.offered)
    words = {
        "kind": kind.title.say(speaking()),
        "offered": units.say(pool.offered),
        "cap": units.say(pool.cap),
        "each": units.say(min(kind.rate, room)),
        "units": units.noun(2),
    }
    if room:
        said = _("%(kind)s: %(offered)s of %(cap)s taken. The next choice brings %(each)s.") % words
        return said, False
    said = (
        _(
            "%(kind)s: the line is full (%(cap)s). Another choice counts and is shown, but brings"
            " no %(units)s unless a sponsor raises its pledge."
        )
        % words
    )
    return said, True


def _chosen(
    request: HttpRequest, slug: str, candidate: Candidate, said: dict[str, str]
) -> HttpResponse:
    """Choose the act, confirming it first where it waits."""
    site, number = current(), candidate.act.number
    by = request.user.get_username()
    if candidate.is_pending and may(request, DECIDE):
        judgement = Judgement(number, Ruling.CONFIRM, Reason.NONE, "", by)
        decide_post(site.desks, site.clock, slug, judgement)
    why = Text(en=said["why_en"], fr=said["why_fr"])
    choose_act(site.desks, site.clock, slug, Choice(number, why, by))
    messages.success(request, _("Act %(number)s is chosen.") % {"number": number})
    return HttpResponseRedirect(reverse("admin:choices", args=[slug]))


def _taken_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    site = current()
    note = request.POST.get("note", "").strip()[:LONGEST_WHY]
    regret = Regret(number, note, request.user.get_username())
    take_choice_back(site.desks, site.clock, slug, regret)
    messages.success(request, _("The choice of act %(number)s is taken back.") % {"number": number})
    return HttpResponseRedirect(reverse("admin:choices", args=[slug]))


def _refusal(error: TableeError) -> str:
    """Return why a choice cannot be made, in the page's language."""
    reasons = {str(each): each for each in Reason if each}
    told = explain(reasons[error.field]) if error.field in reasons else None
    return told.why if told else trouble(error)
