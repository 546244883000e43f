"""What a post's record says: its hashtags, its links, its words. Strangers write records."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from tablee.connectors.bluesky.frames import POSTS, read_moment
from tablee.core.post.finding import Display

MOST_FACETS = 10_000
MOST_TAGS = 100
LONGEST_TAG_BYTES = 640
LONGEST_EXCERPT = 300
_TAG = "app.bsky.richtext.facet#tag"
_LINK = "app.bsky.richtext.facet#link"
_DID = re.compile(r"did:[a-z]{1,20}:[A-Za-z0-9._:%-]{1,200}")
_KEY = re.compile(r"[A-Za-z0-9._:~-]{1,512}")


def fold(tag: str) -> str:
    r"""Return a hashtag so that what reads the same is the same.

    >>> fold("#\uff32estos2012") == fold("RESTOS2012")
    True
    """
    once = unicodedata.normalize("NFKC", tag).casefold()
    return unicodedata.normalize("NFKC", once).strip().lstrip("#")


def named(author: str, key: str) -> str:
    """Return what makes a post unique; empty where nobody can be called so.

    >>> named("did:plc:emil", "3l3q")
    'at://did:plc:emil/app.bsky.feed.post/3l3q'
    """
    if not (_DID.fullmatch(author) and _KEY.fullmatch(key)):
        return ""
    return f"at://{author}/{POSTS}/{key}"


def hashtags(record: Any) -> set[str]:
    """Return the hashtags of a post, folded: those in its text, and those beside it.

    A hashtag whose range is not in the text stands nowhere, and does not count.
    """
    if not isinstance(record, dict):
        return set()
    found = {tag for kind, tag in _features(record) if kind == _TAG}
    tags = record.get("tags")
    if isinstance(tags, list):
        found |= {tag for tag in tags[:MOST_TAGS] if isinstance(tag, str)}
    return {fold(tag) for tag in found if len(tag.encode("utf-8", "replace")) <= LONGEST_TAG_BYTES}


def links(record: Any) -> list[str]:
    """Return the addresses to which a post links, in its text and on its card."""
    if not isinstance(record, dict):
        return []
    found = [address for kind, address in _features(record) if kind == _LINK]
    embed = record.get("embed")
    for part in (embed, _part(embed, "media")):
        address = _part(_part(part, "external"), "uri")
        if isinstance(address, str):
            found.append(address)
    return found


def shown(record: Any) -> Display:
    """Return what is shown of a post, as text."""
    text, languages = _part(record, "text"), _part(record, "langs")
    language = languages[0] if isinstance(languages, list) and languages else ""
    return Display(
        excerpt=_clean(text)[:LONGEST_EXCERPT],
        language=_clean(language)[:2].lower(),
        published_at_ms=max(0, read_moment(_part(record, "createdAt"))),
    )


def _features(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give each hashtag and link with the name of its sort, if its range is in the text."""
    text, facets = record.get("text"), record.get("facets")
    if not isinstance(text, str) or not isinstance(facets, list):
        return
    length = len(text.encode("utf-8", "replace"))
    for facet in facets[:MOST_FACETS]:
        features = _part(facet, "features")
        if not isinstance(features, list) or not _is_inside(_part(facet, "index"), length):
            continue
        for feature in features[:MOST_TAGS]:
            kind = _part(feature, "$type")
            value = _part(feature, "tag" if kind == _TAG else "uri")
            if isinstance(kind, str) and isinstance(value, str):
                yield kind, value


def _is_inside(index: Any, length: int) -> bool:
    start, end = _part(index, "byteStart"), _part(index, "byteEnd")
    is_whole = type(start) is int and type(end) is int
    return is_whole and 0 <= start < end <= length


def _part(whole: Any, name: str) -> Any:
    return whole.get(name) if isinstance(whole, dict) else None


def _clean(text: Any) -> str:
    if not isinstance(text, str):
        return ""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()
