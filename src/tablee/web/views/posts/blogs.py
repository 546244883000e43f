"""Register a blog once: we follow its feed, and its posts are found by themselves."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tablee.core.errors import InvalidClaim, TableeError, UnknownAct
from tablee.core.post.target import campaign_path
from tablee.core.receipt import read_token, receipt_token
from tablee.evidence.address import fetchable, named
from tablee.usecases.blogs.register_blog import Registration, register_blog
from tablee.web.advertising import advertise
from tablee.web.forms import BlogForm
from tablee.web.hurdles.asking import Asked
from tablee.web.parts.acting import ways
from tablee.web.parts.frame import frame
from tablee.web.parts.posts.following import following
from tablee.web.parts.promises import promises
from tablee.web.reading import Seen, see_campaign
from tablee.web.site import current, root
from tablee.web.views.posts.submitting import KNOWN
from tablee.web.words.sentences import trouble


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form, or take the address of a blog in it."""
    seen = see_campaign(current(), slug)
    asked = Asked(request, BlogForm, f"{slug}/blogs")
    if asked.form.is_bound and asked.form.is_from_a_machine:
        return redirect("campaign", slug)
    if asked.is_taken:
        answer = _take(seen, asked.form)
        if answer is not None:
            return answer
    page = frame(seen) | {
        "form": asked.form,
        "guard": asked.guard,
        "ways": [way for way in ways(seen) if way.kind.is_post],
        "page_address": root(request) + campaign_path(slug),
        "promises": promises(seen),
    }
    response = render(request, "tablee/blogs.html", page, status=asked.status)
    return advertise(request, asked.answered(response), slug)


@never_cache
@require_safe
def show_blog(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Say how it stands with a registered blog: its feed, and when we asked it last."""
    site = current()
    seen = see_campaign(site, slug)
    number = read_token(site.secret, _room(slug), token)
    with site.desks.read() as desk:
        blog = desk.blogs.get(number)
    if blog is None or blog.campaign_id != seen.campaign.id:
        raise UnknownAct
    page = frame(seen) | {
        "following": following(seen, blog),
        "promises": promises(seen),
        "is_known": KNOWN in request.GET,
    }
    return render(request, "tablee/blog.html", page)


def _take(seen: Seen, form: BlogForm) -> HttpResponse | None:
    """Register the blog in *form*; nothing when something is wrong, which the form then says."""
    site, slug = current(), seen.campaign.slug
    try:
        address = fetchable(form.cleaned_data["address"])
        whose = named(address).blog
    except InvalidClaim:
        form.add_error("address", _("This is not the address of a page that everybody can read."))
        return None
    try:
        asked = Registration(feed=address, home=address, blog=whose)
        blog, is_new = register_blog(site.desks, site.clock, slug, asked)
    except TableeError as refusal:
        form.add_error(None, trouble(refusal))
        return None
    token = receipt_token(site.secret, _room(slug), blog.number)
    query = None if is_new else {KNOWN: 1}
    return HttpResponseRedirect(reverse("blog", args=[slug, token], query=query))


def _room(slug: str) -> str:
    return f"{slug}/blogs"
