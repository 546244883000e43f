"""What the holder of a receipt can do about an act: withdraw it, hide it, appeal."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tablee.core.act import State
from tablee.core.errors import TableeError, UnknownAct
from tablee.core.post.submission import Outcome
from tablee.usecases.find_receipt import find_receipt
from tablee.usecases.posts.appeal_act import Plea, appeal_act
from tablee.usecases.posts.show_post import show_post
from tablee.usecases.posts.withdraw_post import withdraw_post
from tablee.web.forms import AppealForm
from tablee.web.keys import Key, read_receipt_key
from tablee.web.parts.frame import frame
from tablee.web.parts.posts.holding import Holding, holding
from tablee.web.parts.promises import promises
from tablee.web.parts.receipts import receipt_view
from tablee.web.reading import Seen, see_campaign
from tablee.web.site import current, served
from tablee.web.visitors import network_of
from tablee.web.waiting import is_waiting, wait_for
from tablee.web.words.sentences import trouble

STANDING = frozenset({State.COUNTED, State.PENDING})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Say what withdrawing means, and do it once that is confirmed."""
    seen, number = _own(slug, token)
    held = _held(seen, Key(number, is_own=True))
    wrong = answer = ""
    if request.method == "POST":
        try:
            served().pace.admit(network_of(request), has_proof=False)
            answer = _withdrawn(seen, number)
        except TableeError as refusal:
            wrong = trouble(refusal)
        held = _held(seen, Key(number, is_own=True))
    is_done = request.method == "POST" and not wrong and not answer
    if is_done or not (held.can_withdraw or wrong):
        return _to_receipt(slug, token)
    page = {"held": held, "wrong": wrong, "answer": answer}
    return _page(request, seen, token, page, "tablee/withdraw.html")


def _withdrawn(seen: Seen, number: int) -> str:
    """Take an act back, once its page allows that; return why it stands, if it does.

    Raises:
        TableeError: nothing was written.
    """
    site, slug = current(), seen.campaign.slug
    with site.desks.read() as desk:
        told = desk.submissions.of_act(seen.campaign.id, number)
    act = withdraw_post(site.desks, site.clock, slug, number)
    if act.state not in STANDING or not told:
        return ""
    since_ms = told[0].looked_at_ms
    after = wait_for(told[0], since_ms)
    if is_waiting(after, since_ms):
        return _("Your page has not answered yet. Your receipt will say what we find there.")
    if after.outcome not in {Outcome.VERIFIED, Outcome.FLAGGED}:
        return ""
    return _("We have looked: your page still leads to the campaign, or had to stay no longer.")


@require_POST
def show(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Put a post on the wall, or take it off, as the holder of its receipt wishes."""
    seen, number = _own(slug, token)
    if _held(seen, Key(number, is_own=True)).post is None:
        raise Http404
    site = current()
    is_shown = request.POST.get("shown") == "1"
    show_post(site.desks, site.clock, slug, number, is_shown=is_shown)
    return _to_receipt(slug, token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Let somebody else decide about a refusal or a reversal, whoever asks for that."""
    seen, key = see_campaign(current(), slug), read_receipt_key(slug, token)
    held = _held(seen, key)
    form = AppealForm(request.POST) if request.method == "POST" else AppealForm()
    wrong = ""
    if form.is_bound and form.is_valid():
        site = current()
        try:
            plea = Plea(form.cleaned_data["words"].strip(), key.is_own)
            appeal_act(site.desks, site.clock, slug, key.number, plea)
        except TableeError as refusal:
            wrong = trouble(refusal)
        else:
            return _to_receipt(slug, token)
    if not held.can_appeal and not wrong:
        return _to_receipt(slug, token)
    page = {"held": held, "wrong": wrong, "form": form}
    return _page(request, seen, token, page, "tablee/appeal.html")


def _own(slug: str, token: str) -> tuple[Seen, int]:
    """Return the campaign and the act of a receipt whose holder may act.

    Raises:
        UnknownAct: the token is none of this site's, or one to read with only.
    """
    key = read_receipt_key(slug, token)
    if not key.is_own:
        raise UnknownAct
    return see_campaign(current(), slug), key.number


def _held(seen: Seen, key: Key) -> Holding:
    site = current()
    with site.desks.read() as desk:
        receipt = find_receipt(desk, seen.campaign.slug, key.number)
        return holding(desk, seen, receipt.act, site.clock.now_ms(), is_own=key.is_own)


def _page(
    request: HttpRequest, seen: Seen, token: str, more: dict[str, object], template: str
) -> HttpResponse:
    with current().desks.read() as desk:
        number = read_receipt_key(seen.campaign.slug, token).number
        receipt = find_receipt(desk, seen.campaign.slug, number)
    page = frame(seen) | {
        "receipt": receipt_view(seen, receipt),
        "is_counted": receipt.act.state is State.COUNTED,
        "token": token,
        "promises": promises(seen),
        **more,
    }
    status = 409 if more.get("wrong") else 200
    return render(request, template, page, status=status)


def _to_receipt(slug: str, token: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("receipt", args=[slug, token]))
