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
    kept = up_to_tags(page, MOST_TAGS)
    crowded = _CROWDED.search(kept)
    if crowded:
        kept = kept[: crowded.start()]
    plain = _CLOSING.sub(b"</span", _OPENING.sub(b"<span", kept))
    return plain, len(kept) == len(page)


def up_to_tags(page: bytes, most: int) -> bytes:
    """Return *page* up to where its tags, or what may be one, get more than *most*."""
    if page.count(b"<") <= most:
        return page
    return page[: next(islice(re.finditer(rb"<", page), most, None)).start()]
