"""Look at one post whose address somebody pasted: the network's public view is asked."""

import hashlib
import re
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import msgspec

from tablee.connectors.bluesky.frames import POSTS, read_moment
from tablee.connectors.bluesky.record import fold, hashtags, links, named, shown
from tablee.core.post.finding import Display, Finding
from tablee.evidence.page import Target
from tablee.ports.fetch import Ask, Fetched, NotFetched, Obstacle
from tablee.wiring import Site

VIEW = "https://public.api.bsky.app/xrpc/"
PAGES = frozenset({"bsky.app", "www.bsky.app", "staging.bsky.app"})
_PATH = re.compile(r"/profile/([^/]{1,253})/post/([A-Za-z0-9._:~-]{1,512})/?")
_HANDLE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,62}")
_OBJECT = re.compile(rf"at://([^/]+)/{re.escape(POSTS)}/([^/]+)")
_SIGNED_IN_ONLY = "!no-unauthenticated"
_JSON = "application/json"


def recognise(address: str) -> str | None:
    """Return the post that is shown at an address of bsky.app; nothing when none is.

    A post's own name is one of its addresses. An author may stand there by a handle, which can
    change hands: `PublicView.see` finds out whose it is.

    >>> recognise("https://bsky.app/profile/emil.example/post/3l3q")
    'at://emil.example/app.bsky.feed.post/3l3q'
    """
    if _OBJECT.fullmatch(address):
        return address
    try:
        parts = urlsplit(address.strip())
        is_there = parts.scheme in {"http", "https"} and parts.hostname in PAGES
        is_plain = parts.port is None and parts.username is None
    except ValueError:
        return None
    found = _PATH.fullmatch(parts.path) if is_there and is_plain else None
    if found is None:
        return None
    author, key = found[1].replace("%3A", ":").replace("%3a", ":"), found[2]
    if _HANDLE.fullmatch(author.lower()):
        return f"at://{author.lower()}/{POSTS}/{key}"
    return named(author, key) or None


class _Answer(NamedTuple):
    fetched: Fetched
    said: dict[str, Any]


class PublicView:
    """A `NetworkLook`: asks what everybody may ask, without an account."""

    def __init__(self, site: Site) -> None:
        self._fetcher = site.fetcher

    async def see(self, object_: str, target: Target) -> Finding:
        """Return what a post shows to people who are not signed in.

        Raises:
            NotFetched: the network does not answer.
        """
        found = _OBJECT.fullmatch(object_)
        author, key = (found[1], found[2]) if found else ("", "")
        if author and not author.startswith("did:"):
            answer = await self._ask("com.atproto.identity.resolveHandle", handle=author)
            author = str(answer.said.get("did", ""))
        name = named(author, key)
        if not name:
            return _missing(object_, author)
        answer = await self._ask("app.bsky.feed.getPosts", uris=name)
        posts = answer.said.get("posts")
        post = posts[0] if isinstance(posts, list) and posts else None
        if not isinstance(post, dict) or post.get("uri") != name:
            return _missing(name, author)
        return _finding(name, post, target, answer.fetched)

    async def _ask(self, method: str, **words: str) -> _Answer:
        address = f"{VIEW}{method}?{urlencode(words)}"
        fetched = await self._fetcher.fetch(Ask(address, _JSON, is_patient=False))
        if fetched.status not in {HTTPStatus.OK, HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND}:
            raise NotFetched(Obstacle.UNREACHABLE, address, str(fetched.status))
        try:
            said = msgspec.json.decode(fetched.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise NotFetched(Obstacle.BAD_ANSWER, address) from None
        if not isinstance(said, dict):
            raise NotFetched(Obstacle.BAD_ANSWER, address)
        return _Answer(fetched, said)


def _finding(name: str, post: dict[str, Any], target: Target, fetched: Fetched) -> Finding:
    record, author = post.get("record"), post.get("author")
    writer: dict[str, Any] = author if isinstance(author, dict) else {}
    labels = writer.get("labels")
    marks = [each.get("val") for each in labels if isinstance(each, dict)] if labels else []
    display = shown(record)
    return Finding(
        address=_page(name),
        canonical=name,
        blog=_author(name),
        status=HTTPStatus.OK,
        is_readable=True,
        is_whole=fetched.is_whole,
        links=tuple(each for each in links(record) if target.is_at(each)),
        is_naming=bool(target.hashtag) and fold(target.hashtag) in hashtags(record),
        is_opted_out=_SIGNED_IN_ONLY in marks,
        content_hash=hashlib.sha256(fetched.body).hexdigest(),
        display=display._replace(
            author=str(writer.get("displayName") or writer.get("handle") or "")[:100],
            published_at_ms=display.published_at_ms or max(0, read_moment(post.get("indexedAt"))),
        ),
    )


def _missing(name: str, author: str) -> Finding:
    """Return what is to be said of a post that is not there, or not for everybody."""
    return Finding(
        address=_page(name),
        canonical=name,
        blog=author,
        status=HTTPStatus.NOT_FOUND,
        is_readable=False,
        is_whole=True,
        display=Display(),
    )


def _author(name: str) -> str:
    return name.removeprefix("at://").partition("/")[0]


def _page(name: str) -> str:
    return f"https://bsky.app/profile/{_author(name)}/post/{name.rpartition('/')[2]}"
