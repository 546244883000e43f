"""Find the posts of campaigns in the stream of all posts: most frames are passed by unread."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from tablee.connectors.bluesky.frames import News, Told, Unreadable
from tablee.connectors.bluesky.origin import Origin
from tablee.connectors.bluesky.record import fold, hashtags, links, named, shown
from tablee.core.post.sighting import Haul, Sighting
from tablee.evidence.page import Target

NETWORK = "bluesky"
_CREATION = b'"operation":"create"'
_TAG = b'"tag'
_ODD_TAG = re.compile(rb'"tags?"\s*:\s*(?:"[^"]*[\\\x80-\xff]|\[[^\]]*[\\\x80-\xff])')
"""A hashtag that is written with more than plain letters, or written in a roundabout way."""


class Wanted(NamedTuple):
    """A campaign whose posts are looked for."""

    id: int
    target: Target

    @property
    def slug(self) -> str:
        """The campaign's name."""
        return self.target.slug


class Scan:
    """Takes frames one by one and keeps what concerns the campaigns, until it is drawn off."""

    def __init__(self, origin: Origin, wanted: Sequence[Wanted]) -> None:
        self._read = origin.read
        self._wanted = [(fold(each.target.hashtag), each) for each in wanted]
        self._plain = [tag.encode() for tag, _ in self._wanted if tag.isascii()]
        self._last = b""
        self._seen: dict[str, dict[str, Sighting]] = {each.slug: {} for each in wanted}
        self._edited: dict[str, dict[str, None]] = {each.slug: {} for each in wanted}
        self._lost: dict[str, None] = {}
        self._gone: dict[str, None] = {}
        self.position = 0
        """How far the stream has been read; brought up to date by `arrive`."""
        self.frames = 0
        self.decoded = 0
        self.unreadable = 0
        self.notices: list[str] = []
        self.end = ""
        """Why the server hangs up, once it has said so."""

    @property
    def size(self) -> int:
        """How much has been found."""
        seen = sum(len(each) for each in self._seen.values())
        edited = sum(len(each) for each in self._edited.values())
        return seen + edited + len(self._lost) + len(self._gone)

    @property
    def has_seen(self) -> bool:
        """Whether there are posts among it."""
        return any(self._seen.values())

    def take(self, frame: bytes) -> None:
        """Take the next frame."""
        self.frames += 1
        self._last = frame
        if self._may_matter(frame):
            self._take(frame)

    def arrive(self) -> int:
        """Return how far the stream has been read."""
        if self._last:
            with suppress(Unreadable):  # then the position before it stands
                self.position = max(self.position, self._read(self._last).position)
            self._last = b""
        return self.position

    def draw(self, slug: str) -> Haul:
        """Return what was found for one campaign; `clear` forgets it."""
        lost = tuple(self._lost | self._edited[slug])
        return Haul(slug, tuple(self._seen[slug].values()), lost, tuple(self._gone))

    def clear(self) -> None:
        """Forget what was found: it is written."""
        for seen in self._seen.values():
            seen.clear()
        for lost in (*self._edited.values(), self._lost, self._gone):
            lost.clear()

    def _may_matter(self, frame: bytes) -> bool:
        """Say whether a frame must be decoded; never no for one that matters.

        New posts are nearly all there is: of them, those pass whose bytes have the hashtag in
        plain letters, or have any hashtag in which other letters may stand for plain ones.
        """
        if _CREATION not in frame:
            return True
        lowered = frame.lower()
        for tag in self._plain:
            if tag in lowered:
                return True
        return _TAG in frame and _ODD_TAG.search(frame) is not None

    def _take(self, frame: bytes) -> None:
        self.decoded += 1
        try:
            news = self._read(frame)
        except Unreadable:
            self.unreadable += 1
            return
        # Numbers do not go back; of moments, the latest counts.
        self.position = max(self.position, news.position)
        match news.told:
            case Told.POST:
                self._take_post(news)
            case Told.LOST:
                self._lose(named(news.author, news.key))
            case Told.GONE:
                self._gone[news.author] = None
            case Told.NOTICE:
                self.notices.append(news.words)
            case Told.END:
                self.end = news.words
            case _:
                pass

    def _take_post(self, news: News) -> None:
        name = named(news.author, news.key)
        if not name:
            return
        tags = hashtags(news.record)
        matching = [each for tag, each in self._wanted if tag in tags]
        is_edit = news.is_edit or name in self._lost
        self._lost.pop(name, None)
        for each in matching:
            self._seen[each.slug][name] = _sighting(name, news, each)
            self._edited[each.slug].pop(name, None)
        if is_edit:
            # It may have had the hashtags that it has no more.
            for _, each in self._wanted:
                if each not in matching:
                    self._edited[each.slug][name] = None

    def _lose(self, name: str) -> None:
        if name:
            self._lost[name] = None


def _sighting(name: str, news: News, wanted: Wanted) -> Sighting:
    ours = [each for each in links(news.record) if wanted.target.is_at(each)]
    personal = [each for each in ours if f"/c/{wanted.slug}/r/" in each]
    return Sighting(
        object=name,
        author=news.author,
        address=f"https://bsky.app/profile/{news.author}/post/{news.key}",
        network=NETWORK,
        posted_at_ms=news.at_ms,
        display=shown(news.record),
        via=next(iter(personal or ours), ""),
        is_at_origin=True,
    )
