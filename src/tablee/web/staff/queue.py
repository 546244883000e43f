"""The moderation queue: evidence beside the decision, one key for each, many at a time."""

from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tablee.core.decision import Ruling
from tablee.core.errors import TableeError, UnknownCampaign
from tablee.core.reason import DECISION_REASONS, Reason
from tablee.ports.blogs import HostRule, Standing
from tablee.usecases.blogs.judge_host import judge_host
from tablee.usecases.decide_act import Judgement
from tablee.usecases.posts.appeal_act import Answer, answer_appeal
from tablee.usecases.posts.decide_post import decide_post
from tablee.web.site import current
from tablee.web.staff.cards import (
    MOST_CARDS,
    NOT_OF_DRAWINGS,
    appeal_cards,
    refusals,
    waiting_cards,
)
from tablee.web.staff.forms import is_number
from tablee.web.staff.rights import DECIDE, JUDGE_HOSTS, check, may
from tablee.web.words.sentences import trouble

LONGEST_NOTE = 500
DECISIONS = frozenset({"confirm", "refuse", "grant", "dismiss"})


class Decision(NamedTuple):
    """What a moderator decides about some acts."""

    slug: str
    word: str
    """One of `DECISIONS`."""
    reason: Reason
    note: str
    by: str
    is_host_blocked: bool
    """Whether nothing from the acts' hosts shall count any more."""


@require_GET
def show_queue(request: HttpRequest, slug: str, console: AdminSite) -> HttpResponse:
    """Show what waits: appeals first, then acts in order of receipt."""
    check(request, DECIDE)
    site = current()
    after = request.GET.get("after", "")
    with site.desks.read() as desk:
        try:
            campaign = desk.campaigns.see(slug)
        except UnknownCampaign as error:
            raise Http404(str(error)) from None
        cards = waiting_cards(desk, campaign, int(after) if is_number(after) else 0)
        appeals = appeal_cards(desk, campaign)
    page: dict[str, Any] = {
        "title": _("Queue: %(campaign)s") % {"campaign": slug},
        "slug": slug,
        "cards": [*appeals, *cards],
        "refusals": refusals(),
        "next": cards[-1].number if len(cards) == MOST_CARDS else 0,
    }
    return render(request, "tablee/staff/queue.html", console.each_context(request) | page)


@require_POST
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one decision about the acts chosen, oldest first; say of each what came of it."""
    check(request, DECIDE)
    word = request.POST.get("decision", "")
    word, _colon, code = word.partition(":")
    reason = code or request.POST.get("reason", "")
    if word not in DECISIONS or (reason and reason not in set(DECISION_REASONS)):
        return HttpResponse(status=400)
    decision = Decision(
        slug,
        word,
        Reason(reason) if word == "refuse" else Reason.NONE,
        request.POST.get("note", "").strip()[:LONGEST_NOTE],
        request.user.get_username(),
        "block" in request.POST and may(request, JUDGE_HOSTS),
    )
    numbers = sorted({int(each) for each in request.POST.getlist("act") if is_number(each)})
    troubles = {number: said for number in numbers if (said := _decide(decision, number))}
    done = [number for number in numbers if number not in troubles]
    words = ngettext("%(count)s act decided.", "%(count)s acts decided.", len(done))
    answer = {"done": done, "troubles": troubles, "said": words % {"count": len(done)}}
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse(answer)
    return HttpResponseRedirect(reverse("admin:queue", args=[slug]))


def _decide(decision: Decision, number: int) -> str:
    """Decide about one act; return what is wrong, if anything is."""
    site = current()
    try:
        if decision.word in {"grant", "dismiss"}:
            is_granted = decision.word == "grant"
            answer = Answer(number, is_granted, decision.note, decision.by)
            answer_appeal(site.desks, site.clock, decision.slug, answer)
        else:
            ruling = Ruling.CONFIRM if decision.word == "confirm" else Ruling.REFUSE
            if decision.reason in NOT_OF_DRAWINGS and _is_drawing(decision.slug, number):
                return _("Act %(number)s is a drawing: give another reason.") % {"number": number}
            judgement = Judgement(number, ruling, decision.reason, decision.note, decision.by)
            decide_post(site.desks, site.clock, decision.slug, judgement)
            if decision.is_host_blocked and ruling is Ruling.REFUSE:
                _block(decision, number)
    except TableeError as error:
        return trouble(error)
    return ""


def _is_drawing(slug: str, number: int) -> bool:
    with current().desks.read() as desk:
        return desk.drawings.get(desk.campaigns.see(slug).id, number) is not None


def _block(decision: Decision, number: int) -> None:
    """Put the host of an act's post on the block list."""
    site = current()
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(decision.slug)
        post = desk.posts.get(campaign.id, number)
    if post is not None and post.blog:
        rule = HostRule(
            post.blog, Standing.BLOCKED, decision.note, decision.by, site.clock.now_ms()
        )
        judge_host(site.desks, site.clock, rule)
