"""The help page of each protocol by which blogs tell us of posts, at its own address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tablee.core.post.target import campaign_path
from tablee.web.advertising import advertise, offered
from tablee.web.parts.frame import frame
from tablee.web.parts.promises import promises
from tablee.web.reading import see_campaign
from tablee.web.site import current, root, served
from tablee.web.words.figures import speaking

WRONG = "wrong"
"""Says what was wrong with what somebody told us by hand."""
BY_HAND = "webmention"
"""The relation of the protocol that can be spoken with a plain form."""


@require_safe
def show_offer(request: HttpRequest, slug: str, leaf: str) -> HttpResponse:
    """Say how a blog tells us of its posts by one protocol."""
    offer = next((each for each in served().offers if each.leaf == leaf), None)
    if offer is None:
        raise Http404
    seen = see_campaign(current(), slug)
    language = speaking()
    post_kind = seen.terms.post_kind
    page = frame(seen) | {
        "title": offer.title.say(language),
        "paragraphs": [text.say(language) for text in offer.help],
        "page_address": root(request) + campaign_path(slug),
        "here": root(request) + request.path,
        "wrong": _troubles().get(request.GET.get(WRONG, ""), ""),
        "is_by_hand": offer.rel == BY_HAND,
        "post_kind": post_kind.name if post_kind else "",
        "promises": promises(seen),
        "offered": offered(request, slug, seen.terms.title.say(language)),
    }
    return advertise(request, render(request, "tablee/offer.html", page), slug)


def _troubles() -> dict[str, str]:
    return {
        "source": _("This is not the address of a page that everybody can read."),
        "target": _("The campaign takes no posts any more."),
        "closed": _("The campaign takes no posts any more."),
        "often": _("We were asked very often from your network. Wait a minute, then press again."),
    }
