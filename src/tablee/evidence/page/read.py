"""Read one page as it was fetched: facts for the rules, which decide."""

import hashlib
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from tablee.core.errors import InvalidClaim
from tablee.core.post.finding import Display, Finding
from tablee.evidence.address.identity import PostAddress, canonical_of, named
from tablee.evidence.page.coding import as_utf8
from tablee.evidence.page.links import Links, authority_of, links_of, resolved
from tablee.evidence.page.plain import links_in_json, links_in_text
from tablee.evidence.page.tame import tame
from tablee.evidence.page.target import Target, fold, has_word
from tablee.evidence.page.told import display_of, read_told
from tablee.evidence.page.words import MOST_LETTERS, words_of
from tablee.evidence.text.likeness import likeness
from tablee.ports.fetch import Fetched

MOST_BYTES = 1_048_576
_HTTP_OK = 200
_GONE = 410
_AHEAD_MS = 24 * 3_600_000
"""A page may be dated up to a day ahead: clocks and zones differ."""
_HTML = frozenset({"text/html", "application/xhtml+xml", ""})


class _Sight(NamedTuple):
    """What was seen in the body."""

    links: Links = Links()
    claimed: str = ""
    words: str = ""
    likeness: int = 0
    is_gone: bool = False
    is_opted_out: bool = False
    is_readable: bool = True
    is_whole: bool = True
    display: Display = Display()


def read_page(fetched: Fetched, target: Target, *, now_ms: int) -> Finding:
    """Return what the page *fetched* shows of *target*; whatever the bytes, it returns.

    Answers other than 200 are not read. A page whose final address no post can have is not
    readable. When its blog began is not said: no page proves it.
    """
    try:
        here = named(fetched.address)
    except InvalidClaim:
        here = PostAddress("", "", "")
    is_read = fetched.status == _HTTP_OK and bool(here.canonical)
    sight = _look(fetched, target) if is_read else _Sight(is_readable=False)
    display = sight.display
    if display.published_at_ms > now_ms + _AHEAD_MS:
        display = display._replace(published_at_ms=0)
    return Finding(
        address=fetched.address,
        canonical=canonical_of(fetched.address, sight.claimed) if is_read else here.canonical,
        blog=here.blog,
        status=_GONE if sight.is_gone else fetched.status,
        is_readable=sight.is_readable,
        is_whole=fetched.is_whole and len(fetched.body) <= MOST_BYTES and sight.is_whole,
        links=sight.links.ours,
        is_link_visible=sight.links.is_visible,
        is_link_own=sight.links.is_own,
        is_naming=target.is_named_in(sight.words),
        outside_links=sight.links.outside,
        is_opted_out=sight.is_opted_out or has_word(sight.words, "#nobot"),
        likeness=sight.likeness,
        content_hash=hashlib.sha256(fetched.body).hexdigest(),
        display=display,
    )


def _look(fetched: Fetched, target: Target) -> _Sight:
    body = fetched.body[:MOST_BYTES]
    kind = fetched.media_type
    if kind in _HTML:
        return _look_at_html(fetched, body, target)
    if kind == "application/json" or kind.endswith("+json"):
        links = links_in_json(body, target)
        return _Sight(links=Links(links or ()), is_readable=links is not None)
    if kind == "text/plain":
        text = as_utf8(body, fetched.headers.get("content-type", "")).decode()
        words = fold(text[:MOST_LETTERS])
        return _Sight(
            links=Links(links_in_text(text, target)), words=words, likeness=likeness(words)
        )
    return _Sight(is_readable=False)


def _look_at_html(fetched: Fetched, body: bytes, target: Target) -> _Sight:
    page, is_whole = tame(as_utf8(body, fetched.headers.get("content-type", "")))
    try:
        tree = LexborHTMLParser(page)
    except SelectolaxError:
        return _Sight(is_readable=False)
    told = read_told(tree, fetched.headers)
    base = _seen_from(tree, fetched.address)
    links = links_of(tree, base, target, own=authority_of(fetched.address))
    display = display_of(tree, told, fetched.headers)
    words = words_of(tree)
    return _Sight(
        links=links,
        claimed=resolved(base, told.claimed),
        words=words.all,
        likeness=likeness(words.post),
        is_gone=told.is_gone,
        is_opted_out=told.is_opted_out,
        is_whole=is_whole,
        display=display,
    )


def _seen_from(tree: LexborHTMLParser, address: str) -> str:
    """Return the address from which the page's relative links are seen."""
    base = tree.css_first("base[href]")
    if base is None:
        return address
    return resolved(address, base.attributes.get("href") or "") or address
