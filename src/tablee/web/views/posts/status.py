"""The page that says how it stands with one post: queued, counted, asked about, refused, gone."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tablee.core.errors import InvalidClaim, TableeError, UnknownAct
from tablee.core.post.submission import Outcome, Road, Submission
from tablee.core.terms import Terms
from tablee.problems.mistakes import TooOften
from tablee.usecases.find_receipt import find_receipt
from tablee.usecases.posts.ask_person import ask_person
from tablee.usecases.posts.submit_posts import Told
from tablee.web.keys import read_post_key, receipt_key
from tablee.web.parts.frame import frame
from tablee.web.parts.posts.progress import Progress, progress
from tablee.web.parts.promises import promises
from tablee.web.parts.receipts import ReceiptView, receipt_view
from tablee.web.reading import Seen, see_campaign
from tablee.web.site import current, root, served
from tablee.web.views.posts.submitting import (
    AT,
    FOLLOW,
    KNOWN,
    SINCE,
    TIMES,
    take,
    to_status,
    told_at,
)
from tablee.web.visitors import network_of
from tablee.web.waiting import read_submission, wait_for

TROUBLE = "trouble"
"""Says that we could not look again, and why."""
SOON, OFTEN, CLOSED, FULL = "soon", "often", "closed", "full"


@never_cache
@require_safe
def show_post(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Say how it stands with the post of that token, to people or to machines."""
    if "application/json" in request.headers.get("Accept", ""):
        return show_post_json(request, slug, token)
    submission, is_own = _submission(slug, token)
    seen = see_campaign(current(), slug)
    found = progress(submission, seen.terms, _number(request, SINCE, -1))
    receipt = _receipt(seen, submission)
    page = frame(seen) | {
        "progress": found,
        "receipt": receipt,
        "promises": promises(seen),
        "receipt_path": _receipt_path(slug, submission, is_own=is_own),
        "is_own": is_own,
        "token": token,
        "is_known": KNOWN in request.GET,
        "at": _address(request.GET, submission),
        "trouble": _troubles().get(request.GET.get(TROUBLE, ""), ""),
        **_following(request, found),
    }
    response = render(request, "tablee/post.html", page)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Vary"] = "Accept"
    return response


@never_cache
@require_safe
def show_post_json(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Say how it stands with the post of that token, to machines."""
    submission, is_own = _submission(slug, token)
    found = progress(submission, _campaign(slug)[1], _number(request, SINCE, -1))
    return _document(request, found, _receipt_path(slug, submission, is_own=is_own))


@require_POST
def look_again(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Look at the post again, because whoever wrote it has mended it."""
    submission, _is_own = _submission(slug, token)
    told = Told(
        slug,
        submission.source,
        submission.blog,
        submission.target,
        Road.FORM,
        submission.kind,
        submission.via,
        address=_address(request.POST, submission),
    )
    since_ms = submission.looked_at_ms
    try:
        served().pace.admit(network_of(request), has_proof=False)
        taken = take(told)
    except TooOften:
        return _back(slug, token, OFTEN)
    except TableeError:
        return _back(slug, token, CLOSED)
    if not taken.is_queued or taken.submission is None:
        return _back(slug, token, SOON)
    after = wait_for(taken.submission, since_ms)
    return to_status(slug, token, after, since_ms, told_at(after, told.address))


@require_POST
def ask_somebody(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Have a person look at what we refused."""
    site = current()
    submission, _is_own = _submission(slug, token)
    address = _address(request.POST, submission)
    try:
        served().pace.admit(network_of(request), has_proof=False)
        asked = ask_person(site.desks, site.clock, slug, submission.number, address)
    except TooOften:
        return _back(slug, token, OFTEN)
    except TableeError:
        return _back(slug, token, CLOSED)
    if asked.outcome is Outcome.REFUSED and not asked.act_number:
        return _back(slug, token, FULL)
    return to_status(slug, token, wait_for(asked), asked=told_at(asked, address))


def _campaign(slug: str) -> tuple[int, Terms]:
    """Return a campaign's id and terms: pages that wait ask often, and need no more of it."""
    site = current()
    with site.desks.read() as desk:
        campaign = desk.campaigns.see(slug)
    return campaign.id, campaign.version_at(site.clock.now_ms()).terms


def _submission(slug: str, token: str) -> tuple[Submission, bool]:
    """Return the submission of a token, and whether it is in the hands of who told us first.

    Raises:
        UnknownCampaign, UnknownAct: this site never made that token for that campaign, or what
            it told of was erased.
    """
    key = read_post_key(slug, token)
    submission = read_submission(current(), key.number)
    if submission.campaign_id != _campaign(slug)[0] or not submission.source:
        raise UnknownAct
    return submission, key.is_own


def _address(asked: Mapping[str, str], submission: Submission) -> str:
    """Return where to ask for the page, if *asked* says so and it is the same page."""
    address = asked.get(AT, "")
    try:
        is_same = served().networks.named(address).canonical == submission.source
    except InvalidClaim:
        return ""
    return address if is_same else ""


def _receipt(seen: Seen, submission: Submission) -> ReceiptView | None:
    if not submission.act_number:
        return None
    site = current()
    with site.desks.read() as desk:
        found = find_receipt(desk, seen.campaign.slug, submission.act_number)
    return receipt_view(seen, found)


def _receipt_path(slug: str, submission: Submission, *, is_own: bool) -> str:
    if not submission.act_number:
        return ""
    token = receipt_key(slug, submission.act_number, is_own=is_own)
    return reverse("receipt", args=[slug, token])


def _document(request: HttpRequest, found: Progress, path: str) -> HttpResponse:
    """Return what machines read: nothing in it says who wrote or sent the page."""
    document = {
        "outcome": str(found.look),
        "reason": "" if found.is_waiting else str(found.submission.reason),
        "sentence": f"{found.headline} {found.why}".strip(),
        "remedy": found.remedy,
        "receipt": root(request) + path if path else None,
    }
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Vary"] = "Accept"
    return response


def _following(request: HttpRequest, found: Progress) -> dict[str, Any]:
    """Return when a page without JavaScript shows itself anew; a link on it stops that."""
    times = min(_number(request, FOLLOW, 0), TIMES)
    if not found.is_waiting or not times:
        return {"follow": ""}
    asked = request.GET.copy()
    asked[FOLLOW] = str(times - 1)
    return {"follow": f"?{asked.urlencode()}"}


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else otherwise  # noqa: PLR2004


def _back(slug: str, token: str, what: str) -> HttpResponse:
    path = reverse("post", args=[slug, token], query={TROUBLE: what})
    return HttpResponseRedirect(path)


def _troubles() -> dict[str, str]:
    return {
        SOON: _("We looked less than half a minute ago: that answer stands. Try again in a while."),
        OFTEN: _("We were asked very often from your network. Wait a minute, then press again."),
        CLOSED: _("The campaign takes no posts any more."),
        FULL: _("Very many pages wait for a person. Nothing is lost: ask again tomorrow."),
    }
