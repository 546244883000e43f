"""A look asks for the page that was told, reads it, keeps evidence, and lets it be settled."""

import gzip
import time
from collections import Counter
from dataclasses import replace

import pytest
from tests import make

from tablee.core.post.submission import Outcome, Road
from tablee.core.reason import Reason
from tablee.core.terms import Proof
from tablee.jobs.clerk import Clerk
from tablee.jobs.courtesy import LONGEST_MS, Courtesy
from tablee.jobs.describe import Descriptions
from tablee.jobs.look import Looks
from tablee.jobs.rounds import ask_for_looks, erase_old_exhibits
from tablee.jobs.worker import Pace, Worker
from tablee.outside.akismet import Akismet
from tablee.outside.clock import SetClock
from tablee.outside.exhibits import HeldExhibits
from tablee.ports.fetch import Fetched, NotFetched, Obstacle
from tablee.usecases.close_campaign import close_campaign
from tablee.usecases.posts.submit_posts import Told, submit_posts
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.settle_campaign import settle_campaign
from tablee.wiring import memory_site

OURS = f"https://meals.example/c/{make.SLUG}/"
SPAM = "https://spam.example/1.1/comment-check"
QUICK = Pace(at_once=4, poll_s=0.02)
PATIENCE_S = 20


class Web:
    """A web of a few pages, without any network: addresses lead to bodies or obstacles."""

    def __init__(self):
        self.pages = {}
        self.asked = Counter()

    async def fetch(self, ask):
        self.asked[ask.address] += 1
        found = self.pages.get(ask.address, Obstacle.NO_SUCH_HOST)
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        if isinstance(found, Obstacle):
            raise NotFetched(found, ask.address)
        body, status = found if isinstance(found, tuple) else (found, 200)
        headers = {"content-type": "text/html"}
        return Fetched(ask.address, status, headers, body.encode(), is_whole=True)

    async def close(self):
        self.asked["closed"] += 1


class Shelf(HeldExhibits):
    """Exhibits one can count."""

    @property
    def kept(self):
        return self._kept


def page(*links):
    shown = "".join(f'<p>We ate together. <a href="{link}">A table</a></p>' for link in links)
    return f"<!doctype html><title>Soup</title><article>{shown}</article>"


class Stage:
    """Ada's campaign on a site in memory, with a web around it."""

    def __init__(self, spam_service=""):
        self.web = Web()
        self.clock = SetClock(make.MIDDLE_MS)
        self.shelf = Shelf()
        akismet = Akismet(self.web, url=spam_service, key="k", blog=OURS) if spam_service else None
        site = memory_site(clock=self.clock, fetcher=self.web)
        self.site = replace(site, exhibits=self.shelf, akismet=akismet)
        kinds = (make.kind(proof=Proof.LINK), make.kind("drawing", 3))
        terms = make.terms(kinds=kinds, pools=make.terms().pools[:1], pledges=(make.pledge(),))
        publish_terms(self.site.desks, self.clock, Publication(terms))

    def tell(self, name="emil.example/1", address=None):
        told = Told(
            make.SLUG,
            f"https://{name}",
            name.partition("/")[0],
            OURS,
            Road.WEBMENTION,
            address=f"http://{name}" if address is None else address,
        )
        (taken,) = submit_posts(self.site.desks, self.clock, [told])
        return taken.submission.number

    def work(self, verb="look", of=Looks):
        """Let the worker do all there is to do now."""
        clerk = Clerk(self.site.desks, self.clock, {verb: of(self.site)})
        with Worker(clerk, QUICK, close=self.web.close):
            deadline_s = time.monotonic() + PATIENCE_S
            while self.busy(verb) and time.monotonic() < deadline_s:
                time.sleep(0.01)

    def busy(self, verb):
        now_ms = self.clock.now_ms()
        with self.site.desks.read() as desk:
            queues = [each for each in desk.tasks.queues() if each.verb == verb]
        return any(each.held or 0 < each.oldest_due_ms <= now_ms for each in queues)

    def submission(self, number):
        with self.site.desks.read() as desk:
            return desk.submissions.get(number)

    def post(self, act_number):
        with self.site.desks.read() as desk:
            return desk.posts.get(desk.campaigns.see(make.SLUG).id, act_number)


@pytest.fixture
def stage():
    return Stage()


def test_a_page_with_our_link_becomes_an_act_with_its_snapshot(stage):
    stage.web.pages["http://emil.example/1"] = page(OURS)
    number = stage.tell()
    stage.work()
    found = stage.submission(number)
    assert found.outcome is Outcome.VERIFIED
    post = stage.post(found.act_number)
    assert post.display.title == "Soup"
    assert gzip.decompress(stage.shelf.kept[post.exhibit]).startswith(b"WARC/1.1")
    assert stage.web.asked == Counter({"http://emil.example/1": 1, "closed": 1})


def test_a_page_without_our_link_is_refused_and_nothing_of_it_is_kept(stage):
    stage.web.pages["http://emil.example/1"] = page("https://elsewhere.example/")
    number = stage.tell()
    stage.work()
    assert stage.submission(number).outcome is Outcome.REFUSED
    assert stage.submission(number).reason is Reason.NO_LINK
    assert not stage.shelf.kept


@pytest.mark.parametrize(
    ("obstacle", "outcome", "reason"),
    [
        (Obstacle.NOT_PUBLIC, Outcome.REFUSED, Reason.NOT_FOUND),
        (Obstacle.NO_SUCH_HOST, Outcome.REFUSED, Reason.NOT_FOUND),
        (Obstacle.BAD_ADDRESS, Outcome.REFUSED, Reason.NOT_FOUND),
        (Obstacle.BAD_REDIRECT, Outcome.REFUSED, Reason.NOT_FOUND),
        (Obstacle.TOO_SLOW, Outcome.QUEUED, Reason.NOT_FOUND),
        (Obstacle.UNREACHABLE, Outcome.QUEUED, Reason.NOT_FOUND),
        (Obstacle.BAD_ANSWER, Outcome.QUEUED, Reason.NOT_FOUND),
    ],
)
def test_an_obstacle_ends_it_only_where_waiting_is_of_no_use(stage, obstacle, outcome, reason):
    stage.web.pages["http://emil.example/1"] = obstacle
    number = stage.tell()
    stage.work()
    found = stage.submission(number)
    assert (found.outcome, found.reason) == (outcome, reason)


@pytest.mark.conformance("FX-01")
def test_nobody_learns_from_us_which_names_there_are_inside(stage):
    stage.web.pages["http://emil.example/1"] = Obstacle.NOT_PUBLIC
    stage.web.pages["http://fay.example/1"] = Obstacle.NO_SUCH_HOST
    inside, nowhere = stage.tell("emil.example/1"), stage.tell("fay.example/1")
    stage.work()
    seen, unseen = stage.submission(inside), stage.submission(nowhere)
    assert (seen.outcome, seen.reason) == (unseen.outcome, unseen.reason)
    assert seen.outcome is Outcome.REFUSED


@pytest.mark.conformance("VF-10")
def test_a_page_that_does_not_answer_is_asked_again_where_it_was_told(stage):
    stage.web.pages["http://emil.example/1"] = [Obstacle.TOO_SLOW, page(OURS)]
    number = stage.tell()
    stage.work()
    stage.clock.advance(10 * 60_000)
    stage.work()
    assert stage.submission(number).outcome is Outcome.VERIFIED
    assert stage.web.asked["http://emil.example/1"] == 2


def test_a_busy_blog_is_come_back_to_without_counting_it_as_a_look(stage):
    stage.web.pages["http://emil.example/1"] = [Obstacle.BUSY, page(OURS)]
    number = stage.tell()
    stage.work()
    assert stage.submission(number).looks == 0
    assert stage.submission(number).outcome is Outcome.QUEUED
    stage.clock.advance(60_000)
    stage.work()
    assert stage.submission(number).outcome is Outcome.VERIFIED


def test_where_only_the_name_of_a_page_is_known_http_is_tried_after_https(stage):
    stage.web.pages["https://emil.example/1"] = Obstacle.UNREACHABLE
    stage.web.pages["http://emil.example/1"] = page(OURS)
    number = stage.tell(address="")
    stage.work()
    assert stage.submission(number).outcome is Outcome.VERIFIED


@pytest.mark.conformance("VF-11")
def test_a_changed_page_gets_a_new_snapshot_and_an_unchanged_one_none(stage):
    stage.web.pages["http://emil.example/1"] = page(OURS)
    number = stage.tell()
    stage.work()
    first = stage.post(1).exhibit
    stage.clock.advance(60_000)
    stage.tell()
    stage.work()
    assert stage.post(1).exhibit == first
    stage.web.pages["http://emil.example/1"] = page(OURS, "https://soup.example/")
    stage.clock.advance(60_000)
    stage.tell()
    stage.work()
    assert [*stage.shelf.kept] == [stage.post(1).exhibit] != [first]
    assert stage.submission(number).act_number == 1


def test_what_is_shown_of_a_post_is_read_from_its_snapshot_by_a_process_apart(stage):
    entry = f"""<article class="h-entry"><h2 class="p-name">Soup for all</h2>
        by <span class="p-author">Emil <script>alert(1)</script></span>
        <p class="e-content">We cooked for <a href="{OURS}">the table</a>.</p></article>"""
    stage.web.pages["http://emil.example/1"] = f"<title>Blog</title>{entry}"
    stage.tell()
    stage.work()
    stage.work("describe", Descriptions)
    shown = stage.post(1).display
    assert (shown.title, shown.author) == ("Soup for all", "Emil")
    assert stage.web.asked["http://emil.example/1"] == 1


@pytest.mark.parametrize("left", [b"", b"no snapshot", None])
def test_a_post_whose_snapshot_is_gone_or_damaged_stays_as_it_is(stage, left):
    stage.web.pages["http://emil.example/1"] = page(OURS)
    stage.tell()
    stage.work()
    before = stage.post(1)
    if left is None:
        stage.shelf.kept.clear()
    else:
        stage.shelf.kept[before.exhibit] = left
    stage.work("describe", Descriptions)
    assert stage.post(1) == before
    assert not stage.busy("describe")


@pytest.mark.conformance("VF-08")
def test_the_clock_asks_for_a_further_look_which_takes_back_a_post_that_is_gone(stage):
    stage.web.pages["http://emil.example/1"] = page(OURS)
    number = stage.tell()
    stage.work()
    stage.web.pages["http://emil.example/1"] = ("", 410)
    stage.clock.advance(2 * 3_600_000)
    ask_for_looks(stage.site)
    stage.work()
    found = stage.submission(number)
    assert (found.outcome, found.reason) == (Outcome.DELETED, Reason.GONE)


def test_snapshots_are_erased_when_they_have_been_kept_long_enough(stage):
    stage.web.pages["http://emil.example/1"] = page(OURS)
    stage.tell()
    stage.work()
    erase_old_exhibits(stage.site)
    assert stage.shelf.kept
    stage.clock.advance(366 * make.DAY_MS)
    erase_old_exhibits(stage.site)
    assert not stage.shelf.kept
    assert stage.post(1).exhibit == ""


@pytest.mark.conformance("AB-03")
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("false", Outcome.VERIFIED),
        ("true", Outcome.FLAGGED),
        ("invalid", Outcome.FLAGGED),
        (Obstacle.TOO_SLOW, Outcome.FLAGGED),
    ],
)
def test_a_spam_service_makes_a_person_look_and_pays_nobody_when_it_fails(answer, outcome):
    stage = Stage(spam_service=SPAM)
    stage.web.pages[SPAM] = answer
    stage.web.pages["http://emil.example/1"] = page(OURS)
    stage.web.pages["http://fay.example/1"] = page()
    posts = [stage.tell("emil.example/1"), stage.tell("fay.example/1")]
    stage.work()
    assert [stage.submission(each).outcome for each in posts] == [outcome, Outcome.REFUSED]
    stage.clock.advance(60_000)
    stage.tell("emil.example/1")
    stage.work()
    assert stage.web.asked[SPAM] == 1


def test_nobody_is_asked_once_the_figures_are_final(stage):
    stage.web.pages["http://emil.example/1"] = page(OURS)
    number = stage.tell()
    close_campaign(stage.site.desks, stage.clock, make.SLUG, "Ada")
    settle_campaign(stage.site.desks, stage.clock, make.SLUG, waits=False)
    stage.work()
    assert stage.submission(number).reason is Reason.CAMPAIGN_CLOSED
    assert stage.web.asked == Counter({"closed": 1})


def test_everybody_who_must_come_back_to_a_blog_gets_a_moment_of_their_own():
    courtesy = Courtesy(per_minute=60)
    assert [courtesy.pause_ms("emil.example", 0) for _ in range(3)] == [1_000, 2_000, 3_000]
    assert courtesy.pause_ms("fay.example", 0) == 1_000
    assert courtesy.pause_ms("emil.example", 60_000) == 1_000


def test_nobody_waits_for_longer_than_an_hour_and_blogs_are_forgotten():
    courtesy = Courtesy(per_minute=1)
    pauses = [courtesy.pause_ms("emil.example", 0) for _ in range(100)]
    assert max(pauses) == LONGEST_MS
    for number in range(10_002):
        courtesy.pause_ms(f"b{number}.example", 0)
    courtesy.pause_ms("late.example", 10**9)
    assert courtesy.pause_ms("b1.example", 10**9) == 60_000
