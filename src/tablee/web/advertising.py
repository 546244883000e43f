"""How campaign pages say by which protocols they can be told of posts."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tablee.core.post.target import campaign_path
from tablee.ports.receiver import Offer
from tablee.web.site import root, served
from tablee.web.words.figures import speaking
from tablee.wire.offering import here, offered_headers


class OfferedWay(NamedTuple):
    """One protocol, as pages for people name it."""

    path: str
    title: str


class Offered(NamedTuple):
    """What a campaign's pages carry."""

    elements: SafeString
    """Elements of the page's head."""
    embedded: SafeString
    """What stands in a comment."""
    ways: tuple[OfferedWay, ...]


class _Names(NamedTuple):
    """What is filled in."""

    page: str
    title: str

    def here(self, offer: Offer) -> str:
        """Return the address at which an offer is taken up."""
        return here(offer, self.page)


def offered(request: HttpRequest, slug: str, title: str) -> Offered:
    """Return how the campaign named *slug* can be told of posts."""
    names = _Names(root(request) + campaign_path(slug), in_comment(title))
    offers = served().offers
    return Offered(
        elements=_filled([(each, each.element) for each in offers], names),
        embedded=_filled([(each, each.embedded) for each in offers], names),
        ways=tuple(
            OfferedWay(campaign_path(slug) + each.leaf, each.title.say(speaking()))
            for each in offers
        ),
    )


def advertise(request: HttpRequest, response: HttpResponse, slug: str) -> HttpResponse:
    """Add the headers by which blogs find out where to tell us; return the response.

    They are on every address that mentions a campaign, also on those that only lead on to its
    page: WordPress asks with HEAD, and follows no redirect.
    """
    for name, said in offered_headers(served().offers, root(request) + campaign_path(slug)):
        known = response.headers.get(name)
        response.headers[name] = f"{known}, {said}" if known else said
    return response


def _filled(texts: list[tuple[Offer, str]], names: _Names) -> SafeString:
    """Return the parts of offers, their names filled in and escaped."""
    filled = [
        (format_html(text, here=names.here(offer), page=names.page, title=names.title),)
        for offer, text in texts
        if text
    ]
    return format_html_join("\n", "{}", filled)


def in_comment(title: str) -> str:
    """Return a title that does not end the comment it stands in."""
    return title.replace("--", "\u2013")
