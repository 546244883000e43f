"""Read what a page says of itself in microformats: title, author, summary, date.

The libraries behind this are slow and large, and were not made for strangers' pages: run it
through `isolated`. Nothing is fetched, not even an author's page that the post names.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import mf2py  # type: ignore[import-untyped]

from tablee.core.errors import InvalidClaim
from tablee.core.post.finding import Display
from tablee.evidence.address.identity import canonical
from tablee.evidence.display.basic import basic_display, page_of
from tablee.evidence.page.told import (
    LONGEST_AUTHOR,
    LONGEST_EXCERPT,
    LONGEST_TITLE,
    date_ms,
    language_of,
)
from tablee.evidence.text.clean import clean

_DEEPEST = 5
_ENTRY, _FEED = "h-entry", "h-feed"
_Properties = Mapping[str, Any]


def describe(content: bytes, content_type: str, address: str) -> Display:
    """Return what is shown of the post in *content*: always text, never markup or pictures.

    What microformats do not say is taken from the rest of the page. Libraries may raise what
    they like.
    """
    page = page_of(content, content_type)
    basic = basic_display(page)
    if not page:
        return basic
    found = mf2py.Parser(doc=page.decode(), url=address, html_parser="html.parser").to_dict()
    entry = _entry_of(found["items"], address)
    if entry is None:
        return basic
    said = entry.get("properties", {})
    return Display(
        clean(_first(said, "name"), LONGEST_TITLE) or basic.title,
        clean(_first(said, "author"), LONGEST_AUTHOR) or basic.author,
        clean(_first(said, "summary") or _first(said, "content"), LONGEST_EXCERPT) or basic.excerpt,
        language_of(str(entry.get("lang", ""))) or basic.language,
        date_ms(_first(said, "published")) or basic.published_at_ms,
    )


def _entry_of(roots: list[Any], address: str) -> _Properties | None:
    """Return the one entry of the page; of several, the one that is at *address*."""
    entries = [*_entries(roots, 0)]
    if len(entries) == 1:
        return entries[0]
    here = _name_of(address)
    at_address = (each for each in entries if _name_of(_first(each["properties"], "url")) == here)
    return next(at_address, None) if here else None


def _entries(roots: object, depth: int) -> Iterator[_Properties]:
    for root in roots if isinstance(roots, list) else ():
        kinds = root.get("type", ()) if isinstance(root, dict) else ()
        if _ENTRY in kinds:
            yield root
        elif _FEED in kinds and depth < _DEEPEST:
            yield from _entries(root.get("children"), depth + 1)


def _name_of(address: str) -> str:
    try:
        return canonical(address)
    except InvalidClaim:
        return ""


def _first(properties: _Properties, name: str) -> str:
    """Return the first text of the property *name*; of a person, the name."""
    value: Any = next(iter(properties.get(name) or ()), "")
    for _ in range(_DEEPEST):
        if not isinstance(value, dict):
            break
        inner = value.get("properties", {}).get("name")
        value = inner[0] if inner else value.get("value", "")
    return value if isinstance(value, str) else ""
