"""Ask a service that speaks as Akismet does whether a post is spam."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlencode

from tablee.config import Settings
from tablee.outside.fetch import Gate, rules_of
from tablee.ports.fetch import Ask, Fetcher, NotFetched

LONGEST_TEXT = 20_000
PER_MINUTE = 6_000
"""A service of the operator's choice is not a stranger to be spared; two at once go there."""
HTTP_OK = 200
DISCARD = "discard"


class Opinion(StrEnum):
    """What the service thinks."""

    SPAM = "spam"
    DISCARD = "discard"
    """Spam so plain that the service would not keep it."""
    HAM = "ham"
    UNKNOWN = "unknown"
    """It could not be asked, or said nothing that can be understood: somebody must look."""

    @property
    def is_spam(self) -> bool | None:
        """Whether it is spam; nothing when that is not known."""
        if self is Opinion.UNKNOWN:
            return None
        return self is not Opinion.HAM


class Comment(NamedTuple):
    """What is said of a post. Nothing of the person who told us of it: no address, no browser."""

    address: str
    """Of the post."""
    target: str
    """The page of ours that it links to."""
    author: str = ""
    text: str = ""
    language: str = ""
    kind: str = "pingback"


class Akismet:
    """A service that answers ``comment-check``.

    It is off by default. When it fails, a person looks: an act is neither lost nor counted
    because a service is down.
    """

    def __init__(self, fetcher: Fetcher, *, url: str, key: str, blog: str) -> None:
        """Ask at *url* with *key* on behalf of *blog*, our own front page."""
        self._fetcher = fetcher
        self._url = url
        self._known = {"api_key": key, "blog": blog}

    async def ask(self, comment: Comment) -> Opinion:
        """Return what the service thinks of *comment*; it never raises for what others do."""
        said = {
            **self._known,
            "user_ip": "",
            "comment_type": comment.kind,
            "comment_author": comment.author[:LONGEST_TEXT],
            "comment_author_url": comment.address,
            "comment_content": comment.text[:LONGEST_TEXT],
            "permalink": comment.target,
            "blog_lang": comment.language,
            "blog_charset": "UTF-8",
        }
        ask = Ask(
            self._url,
            accept="text/plain",
            method="POST",
            body=urlencode(said, errors="replace").encode("ascii"),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
        try:
            answer = await self._fetcher.fetch(ask)
        except NotFetched:
            return Opinion.UNKNOWN
        words = answer.body.strip() if answer.status == HTTP_OK else b""
        if words == b"true":
            is_plain = answer.headers.get("x-akismet-pro-tip", "").strip().lower() == DISCARD
            return Opinion.DISCARD if is_plain else Opinion.SPAM
        return Opinion.HAM if words == b"false" else Opinion.UNKNOWN

    async def close(self) -> None:
        """Let go of every connection."""
        await self._fetcher.close()


def open_akismet(settings: Settings, *, domain_of: Callable[[str], str]) -> Akismet | None:
    """Return the service that *settings* name, behind a gate of its own; nothing if none."""
    if not settings.akismet_url:
        return None
    rules = replace(rules_of(settings), per_minute=PER_MINUTE)
    return Akismet(
        Gate(rules, domain_of=domain_of),
        url=settings.akismet_url,
        key=settings.akismet_key,
        blog=settings.public_url,
    )
