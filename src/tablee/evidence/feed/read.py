"""Read a feed: RSS, RDF and Atom by feedparser, JSON Feed by ourselves.

Of each entry only its address, title, date and name are taken; its text is not, for a post is
judged by its page.
"""

import calendar
import time
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped]
import msgspec

from tablee.core.errors import InvalidClaim
from tablee.evidence.address.parts import fetchable
from tablee.evidence.page.tame import bounded
from tablee.evidence.page.told import LONGEST_TITLE, date_ms, header_links
from tablee.evidence.text.clean import clean
from tablee.ports.fetch import Fetched

MOST_BYTES = 1_048_576
MOST_ENTRIES = 100
LONGEST_GUID = 500
_FIRST_YEAR = 1990


class NotAFeed(Exception):
    """What was fetched is no feed that can be read."""


class Entry(NamedTuple):
    """One post in a feed."""

    address: str
    title: str
    published_at_ms: int
    """As the feed says; 0 when it does not."""
    guid: str
    """The name by which the feed knows it; its address where it gives none."""


class Feed(NamedTuple):
    """What a feed says, in its order."""

    title: str
    entries: tuple[Entry, ...]
    """At most a hundred; those without the address of a web page are left out."""
    hub: str = ""
    """Where one may ask to be told of new posts (WebSub); empty when nowhere."""
    self_link: str = ""
    """The address by which the hub knows the feed."""


def read_feed(fetched: Fetched) -> Feed:
    """Return what the feed in *fetched* says, in clean text.

    Raises:
        NotAFeed: there is no feed in it, or one too broken to read.
    """
    body = fetched.body[:MOST_BYTES]
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        feed = _by_json(body, fetched.address)
    else:
        feed = _by_xml(body, fetched)
    return feed._replace(
        hub=_link(fetched, "hub") or feed.hub,
        self_link=_link(fetched, "self") or feed.self_link,
    )


def _by_xml(body: bytes, fetched: Fetched) -> Feed:
    kind = fetched.headers.get("content-type", "application/xml")
    try:
        # From a stream only: given a text, feedparser would fetch what looks like an address.
        found = feedparser.parse(
            BytesIO(bounded(body)),  # 30 µs for a tag; the newest posts come first
            response_headers={"content-type": kind, "content-location": fetched.address},
            sanitize_html=False,  # we take words only, and clean them ourselves
            resolve_relative_uris=False,
        )
        feed = _xml_feed(found, fetched.address) if found["version"] else None
    except Exception as broken:
        raise NotAFeed("The feed is too broken to read.") from broken
    if feed is None:
        raise NotAFeed("There is no feed in it.")
    return feed


def _xml_feed(found: Mapping[str, Any], here: str) -> Feed:
    links = found["feed"].get("links", [])
    return Feed(
        clean(str(found["feed"].get("title", "")), LONGEST_TITLE),
        tuple(_xml_entries(found["entries"], here)),
        _related(links, "hub", here),
        _related(links, "self", here),
    )


def _xml_entries(entries: list[Mapping[str, Any]], here: str) -> Iterator[Entry]:
    for entry in entries[:MOST_ENTRIES]:
        address = _address(here, entry.get("link"))
        if address:
            moment = entry.get("published_parsed") or entry.get("updated_parsed")
            title = clean(str(entry.get("title", "")), LONGEST_TITLE)
            guid = clean(str(entry.get("id") or address), LONGEST_GUID)
            yield Entry(address, title, _moment_ms(moment), guid)


def _by_json(body: bytes, here: str) -> Feed:
    try:
        found = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
        raise NotAFeed("It is no JSON.") from broken
    version = found.get("version") if isinstance(found, dict) else None
    entries = found.get("items") if isinstance(found, dict) else None
    if "jsonfeed.org/version/" not in str(version)[:100] or not isinstance(entries, list):
        raise NotAFeed("There is no feed in it.")
    hubs = found.get("hubs")
    websub = [each for each in hubs if _is_websub(each)] if isinstance(hubs, list) else []
    return Feed(
        clean(_text(found, "title"), LONGEST_TITLE),
        tuple(_json_entries(entries, here)),
        _address(here, websub[0].get("url")) if websub else "",
        _address(here, found.get("feed_url")),
    )


def _json_entries(entries: list[Any], here: str) -> Iterator[Entry]:
    for entry in entries[:MOST_ENTRIES]:
        address = _address(here, entry.get("url")) if isinstance(entry, dict) else ""
        if address:
            published = _text(entry, "date_published") or _text(entry, "date_modified")
            title = clean(_text(entry, "title"), LONGEST_TITLE)
            guid = clean(_text(entry, "id") or address, LONGEST_GUID)
            yield Entry(address, title, date_ms(published), guid)


def _is_websub(hub: object) -> bool:
    return isinstance(hub, dict) and str(hub.get("type")).lower() == "websub"


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _link(fetched: Fetched, relation: str) -> str:
    return _address(fetched.address, next(header_links(fetched.headers, relation), ""))


def _related(links: list[Mapping[str, Any]], relation: str, here: str) -> str:
    found = (link.get("href") for link in links if relation in str(link.get("rel")).split())
    return _address(here, next(found, ""))


def _address(here: str, written: object) -> str:
    """Return where *written* leads from *here*; nothing when that is no web page."""
    if not isinstance(written, str) or not written.strip():
        return ""
    try:
        return fetchable(urljoin(here, written.strip()))
    except (ValueError, InvalidClaim):
        return ""


def _moment_ms(moment: time.struct_time | None) -> int:
    if moment is None or moment.tm_year < _FIRST_YEAR:
        return 0
    return calendar.timegm(moment) * 1000
