"""The verb `poll`: ask a registered blog for its posts, and find its feed the first time."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from tablee.connectors.feeds.rhythm import LEAST_MS, next_poll_ms, retry_ms
from tablee.core.campaign import Stage
from tablee.core.errors import InvalidClaim
from tablee.core.post.submission import Road
from tablee.core.post.target import campaign_path
from tablee.evidence.address import canonical, named
from tablee.evidence.feed import Entry, Feed, NotAFeed, find_feeds, read_feed
from tablee.ports.blogs import Blog
from tablee.ports.desk import Desk
from tablee.ports.fetch import Ask, Fetched, NotFetched, Obstacle
from tablee.ports.tasks import Task
from tablee.ports.verb import Done, Labour, NotNow
from tablee.usecases.blogs.note_poll import Poll, note_poll
from tablee.usecases.posts.submit_posts import Told
from tablee.wiring import Site

FEEDS = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/html;q=0.5, */*;q=0.1"
)
OK, NOT_CHANGED, GONE = 200, 304, 410

NO_ANSWER = "no_answer"
NO_FEED = "no_feed"
IS_GONE = "gone"
REFUSES = "refuses"
"""What can go wrong; the pages have a sentence for each."""


class Errand(NamedTuple):
    """Which blog to ask, and for which campaign."""

    blog: Blog
    slug: str


class Trouble(Exception):
    """There is no feed to read now; *code* says why, *headers* what the server wishes."""

    def __init__(self, code: str, fetched: Fetched | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.headers = fetched.headers if fetched else {}


class Polls:
    """Asks blogs for their feeds, conditionally; every entry is told as anybody could tell it."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._readers = asyncio.Semaphore(1)

    def begin(self, tasks: Sequence[Task]) -> list[Labour | None]:
        """Find the blogs; those of campaigns that are over are left alone."""
        with self._site.desks.read() as desk:
            return [self._labour(desk, task) for task in tasks]

    def settle(self, done: Sequence[Done], holder: str) -> None:
        """Store how each poll went, with the posts it told of."""
        for each in done:
            note_poll(self._site.desks, self._site.clock, each.outcome)
        with self._site.desks.write() as desk:
            desk.tasks.done([each.task for each in done], holder)

    def close(self) -> None:
        """Do nothing: the gate is everybody's."""

    def _labour(self, desk: Desk, task: Task) -> Labour | None:
        blog = desk.blogs.get(int(task.body["blog"]))
        if blog is None:
            return None
        campaign = desk.campaigns.by_id(blog.campaign_id)
        if campaign.stage is not Stage.OPEN:
            return None
        return partial(self._poll, Errand(blog, campaign.slug))

    async def _poll(self, errand: Errand) -> Poll:
        blog = errand.blog
        try:
            fetched = await self._fetched(blog.feed, _conditions(blog))
            if fetched.status == NOT_CHANGED:
                return self._unchanged(blog, fetched)
            read, feed = await self._feed(fetched)
        except Trouble as trouble:
            now_ms = self._site.clock.now_ms()
            is_over = trouble.code == IS_GONE
            again_ms = 0 if is_over else retry_ms(blog, trouble.headers, now_ms)
            return Poll(blog.number, (), again_ms, trouble=trouble.code)
        return Poll(
            blog.number,
            tuple(self._told(errand, feed)),
            next_poll_ms(blog, read.headers, self._site.clock.now_ms()),
            read.headers.get("etag", ""),
            read.headers.get("last-modified", ""),
            feed.title,
            feed.hub,
            feed=_address(fetched, read, feed),
        )

    def _unchanged(self, blog: Blog, fetched: Fetched) -> Poll:
        next_ms = next_poll_ms(blog, fetched.headers, self._site.clock.now_ms())
        return Poll(blog.number, (), next_ms, blog.etag, blog.modified, hub=blog.hub)

    async def _feed(self, fetched: Fetched) -> tuple[Fetched, Feed]:
        """Return the feed that was fetched, or the first one that the page offers.

        Raises:
            Trouble: there is none.
        """
        async with self._readers:
            found = await asyncio.to_thread(_feed_or_addresses, fetched)
        if isinstance(found, Feed):
            return fetched, found
        if not found:
            raise Trouble(NO_FEED, fetched)
        fetched = await self._fetched(found[0], {})
        async with self._readers:
            again = await asyncio.to_thread(_feed_or_addresses, fetched)
        if not isinstance(again, Feed):
            raise Trouble(NO_FEED, fetched)
        return fetched, again

    async def _fetched(self, address: str, conditions: dict[str, str]) -> Fetched:
        """Return an answer that can be used.

        Raises:
            Trouble: there is none.
            NotNow: the blog is being asked for enough already.
        """
        ask = Ask(address, FEEDS, headers=conditions, is_patient=False)
        try:
            fetched = await self._site.fetcher.fetch(ask)
        except NotFetched as obstacle:
            if obstacle.obstacle is Obstacle.BUSY:
                raise NotNow(LEAST_MS, "the blog is being asked for enough already") from None
            raise Trouble(NO_ANSWER) from obstacle
        if fetched.status == GONE:
            raise Trouble(IS_GONE, fetched)
        if fetched.status not in {OK, NOT_CHANGED}:
            raise Trouble(REFUSES, fetched)
        return fetched

    def _told(self, errand: Errand, feed: Feed) -> list[Told]:
        """Return the entries that are the blog's own; what it says of others is not its to tell."""
        settings = self._site.settings
        ours = settings.public_url or f"http://{settings.host}:{settings.port}"
        target = f"{ours}{campaign_path(errand.slug)}"
        return [
            Told(
                errand.slug,
                canonical(each.address),
                errand.blog.blog,
                target,
                Road.FEED,
                published_at_ms=each.published_at_ms,
                address=each.address,
            )
            for each in feed.entries
            if _is_own(each, errand.blog)
        ]


def _feed_or_addresses(fetched: Fetched) -> Feed | tuple[str, ...]:
    try:
        return read_feed(fetched)
    except NotAFeed:
        return find_feeds(fetched)


def _conditions(blog: Blog) -> dict[str, str]:
    given = {"if-none-match": blog.etag, "if-modified-since": blog.modified}
    return {name: value for name, value in given.items() if value}


def _is_own(entry: Entry, blog: Blog) -> bool:
    try:
        return named(entry.address).blog == blog.blog
    except InvalidClaim:
        return False


def _address(asked: Fetched, read: Fetched, feed: Feed) -> str:
    """Return where the feed is: as it says itself, or where a page said; else as before.

    A place to which it only redirects is not kept: tomorrow it may lead elsewhere.
    """
    try:
        is_same = canonical(feed.self_link) == canonical(read.address)
    except InvalidClaim:
        is_same = False
    if is_same:
        return feed.self_link
    return read.address if read is not asked else ""
