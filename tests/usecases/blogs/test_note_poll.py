"""How asking a blog went is kept in the transaction that submits its posts."""

from dataclasses import replace

import pytest
from tests import make
from tests.usecases.posts.web import EMIL, FAY, Web

from tablee.core.post.submission import Road
from tablee.core.rulebook import as_ms
from tablee.core.terms import Proof
from tablee.ports.tasks import Hold
from tablee.usecases.blogs.note_poll import Poll, note_hub, note_poll
from tablee.usecases.blogs.register_blog import Registration, register_blog
from tablee.usecases.posts.submit_posts import Told

HOUR_MS = 3_600_000
HUB = "https://hub.example/"


@pytest.fixture
def web():
    """Emil's blog is registered as number 1."""
    web = Web()
    feed = Registration("https://emil.example/feed", "https://emil.example/", "emil.example")
    register_blog(web.desks, web.clock, make.SLUG, feed)
    return web


def told(source=EMIL, **changes):
    return Told(make.SLUG, source, make.blog_of(source), "", Road.FEED, **changes)


def note(web, *posts, **changes):
    poll = Poll(1, posts, web.clock.ms + HOUR_MS)._replace(**changes)
    return note_poll(web.desks, web.clock, poll)


def blog(web):
    with web.desks.read() as desk:
        return desk.blogs.get(1)


def test_a_feed_that_answers_is_remembered_and_its_posts_are_submitted(web):
    (taken,) = note(web, told(), etag='"1"', modified="Sun", title="Emil writes")
    assert taken.is_new
    known = blog(web)
    assert (known.etag, known.modified, known.title) == ('"1"', "Sun", "Emil writes")
    assert (known.polled_at_ms, known.next_poll_ms) == (web.clock.ms, web.clock.ms + HOUR_MS)
    web.work()
    assert len(web.acts()) == 1


def test_a_feed_that_does_not_answer_loses_nothing(web):
    note(web, etag='"1"', title="Emil writes")
    note(web, trouble="no answer")
    note(web, trouble="no answer")
    known = blog(web)
    assert (known.etag, known.title) == ('"1"', "Emil writes")
    assert (known.failures, known.trouble) == (2, "no answer")
    note(web, etag='"2"')
    assert (blog(web).failures, blog(web).trouble) == (0, "")


def test_posts_older_than_their_kind_are_left_out():
    begins = make.OPENS_AT.replace(day=25)
    phase = make.phase(opens_at=begins)
    kinds = (make.kind(proof=Proof.LINK, phase="first"), make.kind("drawing", proof=Proof.LINK))
    web = Web(replace(make.post_terms(), kinds=kinds, phases=(phase,)))
    feed = Registration("https://emil.example/feed", "https://emil.example/", "emil.example")
    register_blog(web.desks, web.clock, make.SLUG, feed)
    begins_ms = as_ms(begins)
    taken = note(
        web,
        told("https://emil.example/old", published_at_ms=begins_ms - 1),
        told("https://emil.example/drawn", published_at_ms=begins_ms - 1, kind="drawing"),
        told("https://emil.example/new", published_at_ms=begins_ms),
        told("https://emil.example/undated"),
        told("https://emil.example/other", kind="dance"),
    )
    names = [each.submission and each.submission.source.split("/")[-1] for each in taken]
    assert names == ["drawn", "new", "undated", None]


def test_a_hub_is_asked_until_it_tells_us_and_again_before_it_stops(web):
    def asked():
        with web.desks.write() as desk:
            hold = Hold("worker", web.clock.ms + 1)
            tasks = desk.tasks.take(["subscribe"], hold, web.clock.ms, 9)
            desk.tasks.done(tasks, "worker")
            return len(tasks)

    note(web)
    assert asked() == 0
    note(web, hub=HUB)
    assert asked() == 1
    known = note_hub(web.desks, 1, "a secret", web.clock.ms + 48 * HOUR_MS)
    assert (known.hub, known.hub_secret) == (HUB, "a secret")
    note(web, hub=HUB)
    assert asked() == 0
    web.clock.ms += 25 * HOUR_MS
    note(web, hub=HUB)
    assert asked() == 1
    note(web)
    assert blog(web).hub == "", "it is named no more"


def test_a_blog_that_is_not_registered_tells_us_nothing(web):
    assert note_poll(web.desks, web.clock, Poll(99, [told(FAY)], 5)) == []
    assert note_hub(web.desks, 99, "a secret", 5) is None
    assert web.told(FAY) is None


def test_once_the_campaign_is_closed_no_blog_is_asked_any_more(web):
    web.close()
    note(web, told())
    assert blog(web).next_poll_ms == 0
    assert web.told() is None
