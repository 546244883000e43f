"""What a post of the fediverse shows: who wrote it, for whom, with which hashtags and links."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from tablee.core.post.finding import Display
from tablee.evidence.activity.document import (
    PUBLIC,
    Document,
    NotReadable,
    host_of,
    id_of,
    ids,
    kinds,
    moment_ms,
    text,
    values,
)
from tablee.evidence.page.tame import tame
from tablee.evidence.text.clean import clean

POSTS = frozenset({"Article", "Audio", "Event", "Image", "Note", "Page", "Question", "Video"})
MOST_LINKS = 1_000
LONGEST_TITLE = 200
LONGEST_EXCERPT = 300
LONGEST_TAG = 200
OPT_OUTS = frozenset({"nobot", "nobots", "nobridge"})
"""What people write into a post or beside their name who want no program to use it."""
_EDGES = re.compile(r"^[\s#]+|\s+$")
_HTML_TYPES = frozenset({"", "text/html"})


class Note(NamedTuple):
    """One post."""

    id: str
    author: str
    address: str
    """Where people see it."""
    is_public: bool
    """Whether it is addressed to everybody; in the second line (``cc``) is enough."""
    hashtags: frozenset[str]
    """Folded."""
    mentions: frozenset[str]
    """The ids of the actors it names."""
    links: tuple[str, ...]
    posted_at_ms: int
    display: Display


def read_note(document: Document) -> Note:
    """Return what a post shows.

    Raises:
        NotReadable: it is no post, or has no id, or no author on its own host.
    """
    name = id_of(document)
    if not name or not POSTS & set(kinds(document)):
        raise NotReadable("That is no post.")
    here = host_of(name)
    author = next((each for each in ids(document, "attributedTo") if host_of(each) == here), "")
    if not author:
        raise NotReadable("A post is somebody's on its own host.")
    page = _Content(text(document, "content"), _media_type(document))
    posted_at_ms = moment_ms(document, "published")
    return Note(
        id=name,
        author=author,
        address=_address(document, name),
        is_public=_is_public(document),
        hashtags=frozenset(_hashtags(document)) | page.hashtags,
        mentions=frozenset(_mentions(document)),
        links=tuple(dict.fromkeys([*page.links, *_links_beside(document)])),
        posted_at_ms=posted_at_ms,
        display=Display(
            title=clean(text(document, "name"), LONGEST_TITLE),
            excerpt=clean(text(document, "summary") or page.words, LONGEST_EXCERPT),
            language=_language(document),
            published_at_ms=posted_at_ms,
        ),
    )


def _is_public(document: Document) -> bool:
    """Return whether everybody is among those to whom it is addressed."""
    named = (each for name in ("to", "cc") for each in values(document, name))
    said = (each.get("id") if isinstance(each, dict) else each for each in named)
    return any(isinstance(each, str) and each in PUBLIC for each in said)


def is_tombstone(document: Document) -> bool:
    """Return whether a document says that what was there is deleted."""
    return "Tombstone" in kinds(document)


def fold_tag(tag: str) -> str:
    r"""Return a hashtag so that what reads the same is the same.

    >>> fold_tag("#\uff32estos2012") == fold_tag("RESTOS2012")
    True
    """
    once = unicodedata.normalize("NFKC", tag[:LONGEST_TAG]).casefold()
    return _EDGES.sub("", unicodedata.normalize("NFKC", once))


class _Content:
    """The words of a post, in HTML or plain, and where its links lead."""

    def __init__(self, content: str, media_type: str) -> None:
        self.words = content
        self.links: list[str] = []
        self.hashtags: frozenset[str] = frozenset()
        if media_type in _HTML_TYPES and "<" in content:
            self._read(content)

    def _read(self, content: str) -> None:
        try:
            tree = LexborHTMLParser(tame(content.encode("utf-8", "replace"))[0])
        except SelectolaxError:
            self.words = ""
            return
        tags: set[str] = set()
        for node in tree.css("a[href]")[:MOST_LINKS]:
            attributes = node.attributes
            self.links.append((attributes.get("href") or "").strip())
            words = node.text().strip()
            if words.startswith("#") and _is_tag(attributes):
                tags.add(fold_tag(words))
        self.hashtags = frozenset(tags - {""})
        for node in reversed(tree.css("script,style,template")):
            node.decompose()
        for node in tree.css("br,p,li,div"):
            node.insert_after(" ")
        self.words = tree.body.text() if tree.body else ""


def _is_tag(attributes: dict[str, str | None]) -> bool:
    rel, marks = attributes.get("rel") or "", attributes.get("class") or ""
    return "tag" in rel.split() or "hashtag" in marks.split()


def _media_type(document: Document) -> str:
    named = document.get("mediaType")
    return named.partition(";")[0].strip().lower() if isinstance(named, str) else ""


def _tags(document: Document, kind: str) -> Iterator[Document]:
    return (
        each for each in values(document, "tag") if isinstance(each, dict) and kind in kinds(each)
    )


def _hashtags(document: Document) -> Iterator[str]:
    for each in _tags(document, "Hashtag"):
        named, href = each.get("name"), each.get("href")
        if isinstance(named, str) and fold_tag(named):
            yield fold_tag(named)
        elif isinstance(href, str) and host_of(href):
            yield fold_tag(unquote(urlsplit(href).path.rpartition("/")[2]))


def _mentions(document: Document) -> Iterator[str]:
    for each in _tags(document, "Mention"):
        href = each.get("href")
        if isinstance(href, str) and host_of(href):
            yield href


def _links_beside(document: Document) -> Iterator[str]:
    """Give where a post's card leads: what Lemmy and others attach."""
    for each in values(document, "attachment"):
        if isinstance(each, dict) and {"Link", "Page"} & set(kinds(each)):
            href = each.get("href", each.get("url"))
            if isinstance(href, str):
                yield href


def _address(document: Document, name: str) -> str:
    """Return where people see it: an address on its own host, or its id."""
    here = host_of(name)
    for each in values(document, "url"):
        address = _href(each)
        if address and host_of(address) == here:
            return address
    return name


def _href(value: Any) -> str:
    if isinstance(value, dict):
        media = value.get("mediaType", "text/html")
        value = value.get("href") if media == "text/html" else ""
    return value if isinstance(value, str) else ""


def _language(document: Document) -> str:
    spoken = document.get("contentMap")
    language = next(iter(spoken), "") if isinstance(spoken, dict) and len(spoken) == 1 else ""
    context = language or next(
        (
            each["@language"]
            for each in values(document, "@context")
            if isinstance(each, dict) and isinstance(each.get("@language"), str)
        ),
        "",
    )
    found = context[:2].lower()
    return found if found.isascii() and found.isalpha() else ""
