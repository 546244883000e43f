"""Find the feeds that a page offers."""

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from tablee.core.errors import InvalidClaim
from tablee.evidence.address.parts import fetchable
from tablee.evidence.display.basic import page_of
from tablee.evidence.page.links import resolved
from tablee.ports.fetch import Fetched

MOST_FEEDS = 10
_KINDS = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
        "application/xml",
        "text/xml",
    }
)


def find_feeds(fetched: Fetched) -> tuple[str, ...]:
    """Return the addresses of the feeds that the page in *fetched* offers, posts before comments.

    Nothing for what is no page; whether it is a feed itself, `read_feed` tells.
    """
    page = page_of(fetched.body, fetched.headers.get("content-type", ""))
    try:
        tree = LexborHTMLParser(page)
    except SelectolaxError:
        return ()
    base = tree.css_first("base[href]")
    here = fetched.address
    if base is not None:
        here = resolved(here, base.attributes.get("href") or "") or here
    found: dict[str, None] = {}
    for node in tree.css("link[rel][href]"):
        attributes = node.attributes
        relations = (attributes.get("rel") or "").lower().split()
        kind = (attributes.get("type") or "").partition(";")[0].strip().lower()
        if "feed" in relations or ("alternate" in relations and kind in _KINDS):
            address = _address(here, attributes.get("href") or "")
            if address and len(found) < MOST_FEEDS:
                found[address] = None
    return tuple(sorted(found, key=lambda address: "comment" in address))


def _address(here: str, written: str) -> str:
    try:
        return fetchable(resolved(here, written))
    except InvalidClaim:
        return ""
