"""Take the address of a post: we look at it at once, and say what we found."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tablee.core.errors import InvalidClaim, TableeError
from tablee.core.post.submission import Road, Submission
from tablee.core.post.target import campaign_path, read_target
from tablee.usecases.posts.submit_posts import Taken, Told, submit_posts
from tablee.web.following import via
from tablee.web.keys import post_key
from tablee.web.site import current, root, served
from tablee.web.waiting import is_waiting, wait_for
from tablee.web.words.sentences import trouble

Query = dict[str, str | int]

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
        post = served().networks.named(form.cleaned_data["address"])
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
    token = post_key(slug, submission.number, is_own=taken.is_new)
    known: Query = {} if taken.is_new else {KNOWN: 1}
    return to_status(slug, token, submission, asked=known | told_at(submission, told.address))


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
    slug: str, token: str, submission: Submission, since_ms: int = -1, asked: Query | None = None
) -> HttpResponse:
    """Lead to the page that says how it stands with *submission*, with more in its query."""
    query: Query = dict(asked or {})
    if is_waiting(submission, since_ms):
        query[FOLLOW] = TIMES
        if since_ms >= 0:
            query[SINCE] = since_ms
    return HttpResponseRedirect(reverse("post", args=[slug, token], query=query or None))


def told_at(submission: Submission, address: str) -> Query:
    """Return what to remember of where to ask for a page, where its name does not say it."""
    return {} if address in {"", submission.source} else {AT: address}
