"""Take the address of a post: we look at it at once, and say what we found."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tablee.core.errors import InvalidClaim, TableeError
from tablee.core.post.submission import Road, Submission
from tablee.core.post.target import campaign_path, read_target
from tablee.core.post.token import submission_token
from tablee.evidence.address import named
from tablee.usecases.posts.submit_posts import Taken, Told, submit_posts
from tablee.web.following import via
from tablee.web.site import current, root
from tablee.web.waiting import is_waiting, wait_for
from tablee.web.words.sentences import trouble

KNOWN = "known"
"""Says that we had been told of the page before."""
FOLLOW = "follow"
"""How often a page without JavaScript shows itself anew, until somebody stops it."""
TIMES = 20
AT = "at"
"""Where to ask for the page, where that is not its canonical address: it may not answer there."""
SINCE = "since"
"""When we had looked last, before we were asked to look again."""


def submit(request: HttpRequest, slug: str, kind: str, form: forms.Form) -> HttpResponse | None:
    """Take the address in *form*; nothing when it is wrong, which the form then says."""
    try:
        post = named(form.cleaned_data["address"])
    except InvalidClaim:
        form.add_error("address", _("This is not the address of a page that everybody can read."))
        return None
    address = root(request)
    if read_target(form.cleaned_data["address"], {address.partition("://")[2].lower()}):
        form.add_error("address", _("This is a page of the campaign itself: give that of yours."))
        return None
    target = address + campaign_path(slug)
    referrer = via(request, slug)
    told = Told(
        slug,
        post.canonical,
        post.blog,
        target,
        Road.FORM,
        kind,
        referrer,
        address=form.cleaned_data["address"],
    )
    try:
        taken = take(told)
    except TableeError as refusal:
        form.add_error(None, trouble(refusal))
        return None
    if taken.submission is None:
        return None
    submission = wait_for(taken.submission)
    return to_status(slug, submission, is_known=not taken.is_new, address=told.address)


def take(told: Told) -> Taken:
    """Take down one page.

    Raises:
        TableeError: nothing was written.
    """
    site = current()
    (taken,) = submit_posts(site.desks, site.clock, [told])
    if taken.error is not None:
        raise taken.error
    return taken


def to_status(
    slug: str,
    submission: Submission,
    since_ms: int = -1,
    *,
    is_known: bool = False,
    address: str = "",
) -> HttpResponse:
    """Lead to the page that says how it stands with *submission*."""
    token = submission_token(current().secret, slug, submission.number)
    asked: dict[str, str | int] = {}
    if is_waiting(submission, since_ms):
        asked[FOLLOW] = TIMES
        if since_ms >= 0:
            asked[SINCE] = since_ms
    if is_known:
        asked[KNOWN] = 1
    if address not in {"", submission.source}:
        asked[AT] = address
    path = reverse("post", args=[slug, token], query=asked or None)
    return HttpResponseRedirect(path)
