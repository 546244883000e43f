"""What a page tells machines of itself: its own address, its date, its author; or that it is gone.

None of it is believed further than it goes: addresses within the same blog, words as words.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from tablee.core.post.finding import Display
from tablee.evidence.text.clean import clean

LONGEST_TITLE, LONGEST_AUTHOR, LONGEST_EXCERPT = 200, 100, 300
_FIRST_YEAR = 1990
_PARAGRAPHS = 20
_SAYING = 40
"""Letters of a paragraph that says something, at least."""
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,30})?\s*")
_LINK_HEADER = re.compile(r"<([^<>]{1,2048})>((?:\s*;[^,<]{0,400})?)")
_REL = re.compile(r"""(?:^|;)\s*rel\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))""", re.IGNORECASE)
_GONE = re.compile(r"\s*410\b")
_PUBLISHED = ("article:published_time", "og:published_time", "datepublished", "date", "dc.date")


class Told(NamedTuple):
    """What a page tells of itself."""

    metas: Mapping[str, str]
    """By name in lower case; the first of each."""
    claimed: str
    """The address that it says is its own; empty when it does not say."""
    is_gone: bool
    is_opted_out: bool


def read_told(tree: LexborHTMLParser, headers: Mapping[str, str]) -> Told:
    """Return what the page and its *headers* tell."""
    metas: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        for kind in ("name", "property", "http-equiv", "itemprop"):
            name = (attributes.get(kind) or "").strip().lower()
            if name:
                prefix = "http-equiv:" if kind == "http-equiv" else ""
                metas.setdefault(prefix + name, attributes.get("content") or "")
    return Told(
        metas,
        _claimed(tree, headers, metas),
        _GONE.match(metas.get("http-equiv:status", "")) is not None,
        _is_opted_out(metas.get("robots", ""), headers.get("x-robots-tag", "")),
    )


def header_links(headers: Mapping[str, str], relation: str) -> Iterator[str]:
    """Give the addresses in the Link header that stand in *relation* to the page."""
    for address, parameters in _LINK_HEADER.findall(headers.get("link", "")[:16_384]):
        found = _REL.search(parameters)
        if found and relation in "".join(found.groups(default="")).lower().split():
            yield address


def display_of(tree: LexborHTMLParser, told: Told, headers: Mapping[str, str]) -> Display:
    """Return what can be shown of the page, from what is cheap to find."""
    metas = told.metas
    title = metas.get("og:title") or _text(tree, "title") or _text(tree, "h1")
    author = metas.get("author") or metas.get("dc.creator") or metas.get("article:author", "")
    if not author or "://" in author:
        author = _text(tree, "[rel~=author],.p-author,.author")
    excerpt = metas.get("og:description") or metas.get("description") or _first_words(tree)
    root = tree.root.attributes if tree.root else {}
    languages = (root.get("lang"), headers.get("content-language"), metas.get("og:locale"))
    return Display(
        clean(title, LONGEST_TITLE),
        clean(author, LONGEST_AUTHOR),
        clean(excerpt, LONGEST_EXCERPT),
        next((code for code in map(language_of, languages) if code), ""),
        next((date for date in map(date_ms, _dates(tree, metas)) if date), 0),
    )


def language_of(tag: str | None) -> str:
    """Return the language in *tag*, as `fr` for `fr-FR`; nothing when it is none.

    >>> language_of("fr-FR"), language_of("FR_ca"), language_of("french")
    ('fr', 'fr', '')
    """
    found = _LANGUAGE.fullmatch(tag or "")
    return found[1].lower() if found else ""


def date_ms(written: str) -> int:
    """Return the moment in *written*, as pages do (ISO 8601); 0 when it is none.

    >>> date_ms("2012-02-20T10:00:00+01:00"), date_ms("yesterday")
    (1329728400000, 0)
    """
    try:
        moment = datetime.fromisoformat(written.strip()[:40])
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        is_date = moment.year >= _FIRST_YEAR
        return int(moment.timestamp()) * 1000 if is_date else 0
    except (ValueError, OverflowError):
        return 0


def times_of(tree: LexborHTMLParser) -> Iterator[str]:
    """Give the machine-readable dates on the page, at most fifty."""
    for node in tree.css("time[datetime]")[:50]:
        yield node.attributes.get("datetime") or ""


def _dates(tree: LexborHTMLParser, metas: Mapping[str, str]) -> Iterator[str]:
    yield from (metas[name] for name in _PUBLISHED if name in metas)
    yield from times_of(tree)


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return node.text() if node else ""


def _first_words(tree: LexborHTMLParser) -> str:
    """Return the first paragraph that says something."""
    texts = (node.text() for node in tree.css("p")[:_PARAGRAPHS])
    return next((text for text in texts if len(text.strip()) >= _SAYING), "")


def _claimed(tree: LexborHTMLParser, headers: Mapping[str, str], metas: Mapping[str, str]) -> str:
    """Return the address the page says is its own; only its head is heard, not its comments."""
    by_header = next(header_links(headers, "canonical"), "")
    if by_header:
        return by_header
    head = tree.head
    if head is None:
        return ""
    for node in head.css("link[rel][href]"):
        if "canonical" in (node.attributes.get("rel") or "").lower().split():
            return node.attributes.get("href") or ""
    is_in_head = "og:url" in metas and head.css_first('meta[property="og:url"]') is not None
    return metas["og:url"] if is_in_head else ""


def _is_opted_out(meta: str, header: str) -> bool:
    """Return whether robots are asked not to index; what is asked of one robot is not for us."""
    words = {word.strip().lower() for word in f"{meta},{header}".split(",")}
    return not words.isdisjoint({"noindex", "none"})
