"""Bring a page to a form whose parsing costs little, however it was made.

The parser is fast, but some documents make it slow (each is quadratic: depth times tags,
attributes of one tag) or large (open formatting tags, which HTML repeats in every block that
follows). Such a document is cut where it begins to be unlike any that people read, and
formatting tags, which say nothing that we look for, are made into plain ones.
"""

import re
from itertools import islice

MOST_TAGS = 20_000
MOST_ATTRIBUTES = 64
_STRETCH = 16_384

_FORMATTING = rb"(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])"
_OPENING = re.compile(rb"<" + _FORMATTING, re.IGNORECASE)
_CLOSING = re.compile(rb"</" + _FORMATTING, re.IGNORECASE)
_ATTRIBUTE = (
    rb"[\s/]*+[^\s/>][^\s/>=]*+"
    rb"""(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+)?+"""
)
# Tried at every tag, also where a comment or a script hides it: too many are found rather
# than one missed.
_CROWDED = re.compile(rb"<[A-Za-z][^\s/>]*+(?:%b){%d}" % (_ATTRIBUTE, MOST_ATTRIBUTES))


def tame(page: bytes) -> tuple[bytes, bool]:
    """Return *page* as it can be parsed, and whether that is all of it."""
    kept = bounded(page)
    plain = _CLOSING.sub(b"</span", _OPENING.sub(b"<span", kept))
    return plain, len(kept) == len(page)


def bounded(page: bytes) -> bytes:
    """Return *page* up to where its tags, or the attributes of one, get too many."""
    kept = page
    if page.count(b"<") > MOST_TAGS:
        kept = page[: next(islice(re.finditer(rb"<", page), MOST_TAGS, None)).start()]
    return kept[: _first_crowded(kept)]


def _first_crowded(page: bytes) -> int:
    """Return where the first tag with too many attributes begins; the end if there is none.

    It is looked for stretch by stretch, each seen with the one behind it: a search holds up all
    other threads, and attributes too long to be seen so are too few to matter.
    """
    for start in range(0, len(page), _STRETCH):
        crowded = _CROWDED.search(page, start, start + 2 * _STRETCH)
        if crowded:
            return crowded.start()
    return len(page)
