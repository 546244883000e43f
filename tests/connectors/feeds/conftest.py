"""Emil's blog over real HTTP on this machine, and a site in memory that follows it."""

import time
from importlib.resources import files

import pytest
from tests import make
from tests.blogs import Blogs, Page

from tablee.config import read_settings
from tablee.connectors.feeds import CONNECTOR
from tablee.core.terms import Proof
from tablee.evidence.address import registrable
from tablee.jobs.clerk import Clerk
from tablee.jobs.worker import Pace, Worker
from tablee.outside.clock import SetClock
from tablee.outside.fetch import open_fetcher
from tablee.usecases.blogs.register_blog import Registration, register_blog
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import memory_site

EXAMPLES = files("tablee.connectors.feeds") / "examples"
PUBLIC_URL = "https://meals.example"
PATIENCE_S = 20


def example(name, kind="application/rss+xml", **headers) -> Page:
    """Return a page that answers what a file of the examples holds."""
    named = tuple((key.replace("_", "-"), value) for key, value in headers.items())
    return Page((EXAMPLES / name).read_text("utf-8"), headers=(("content-type", kind), *named))


class Follower:
    """A site that follows Emil's blog."""

    def __init__(self, blogs: Blogs, **environ: str) -> None:
        self.blogs = blogs
        self.clock = SetClock(make.MIDDLE_MS)
        settings = read_settings({"TABLEE_PUBLIC_URL": PUBLIC_URL} | blogs.environ | environ)
        self.site = memory_site(
            settings=settings,
            clock=self.clock,
            fetcher=open_fetcher(settings, domain_of=registrable),
        )
        self.verbs = CONNECTOR.verbs(self.site)
        kinds = (make.kind(proof=Proof.LINK),)
        terms = make.terms(kinds=kinds, pools=make.terms().pools[:1], pledges=(make.pledge(),))
        publish_terms(self.site.desks, self.clock, Publication(terms))

    def register(self, address: str) -> int:
        asked = Registration(address, address, "emil.example")
        return register_blog(self.site.desks, self.clock, make.SLUG, asked)[0].number

    def work(self) -> None:
        """Let all that is due now be done."""
        clerk = Clerk(self.site.desks, self.clock, self.verbs)
        with Worker(clerk, Pace(4, poll_s=0.02), close=self.site.fetcher.close):
            deadline_s = time.monotonic() + PATIENCE_S
            while self._is_busy():
                assert time.monotonic() < deadline_s
                time.sleep(0.01)

    def _is_busy(self) -> bool:
        now_ms = self.clock.now_ms()
        with self.site.desks.read() as desk:
            queues = [each for each in desk.tasks.queues() if each.verb in self.verbs]
        return any(each.held or 0 < each.oldest_due_ms <= now_ms for each in queues)

    def poll(self, number: int):
        """Have the blog asked once more, when that is due; return how it stands then."""
        with self.site.desks.read() as desk:
            due_ms = desk.blogs.get(number).next_poll_ms
        self.clock.move_to(max(self.clock.now_ms(), due_ms))
        with self.site.desks.read() as desk:
            again = desk.blogs.get(number)
        self.register(again.feed)
        self.work()
        return self.blog(number)

    def blog(self, number: int):
        with self.site.desks.read() as desk:
            return desk.blogs.get(number)

    def told(self) -> list[str]:
        """Return the pages the site has been told of, as they are named."""
        with self.site.desks.read() as desk:
            numbers = range(1, 100)
            return [each.source for n in numbers if (each := desk.submissions.get(n)) is not None]


@pytest.fixture
def blogs():
    with Blogs() as opened:
        yield opened


@pytest.fixture
def follower(blogs) -> Follower:
    return Follower(blogs)
