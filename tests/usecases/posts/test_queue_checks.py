"""The clock asks for looks and polls that are due, each once."""

import pytest
from tests import make
from tests.usecases.posts.web import FAY, MINUTE_MS, Web

from tablee.usecases.blogs.register_blog import Registration, register_blog
from tablee.usecases.posts.queue_checks import AGAIN_MS, queue_checks, queue_polls


@pytest.fixture
def web():
    return Web()


def registered(web, name="emil"):
    feed = Registration(f"https://{name}.example/feed", f"https://{name}.example/", name)
    return register_blog(web.desks, web.clock, make.SLUG, feed)[0]


def test_a_post_whose_check_is_due_is_queued_once(web):
    web.post()
    web.post(FAY)
    assert queue_checks(web.desks, web.clock) == 0
    web.clock.ms = web.kept(1).next_check_at_ms
    assert queue_checks(web.desks, web.clock) == 2
    assert queue_checks(web.desks, web.clock) == 0
    assert len(web.due()) == 2


def test_one_that_leaves_no_trace_is_queued_again(web):
    web.post()
    web.clock.ms = web.kept(1).next_check_at_ms
    assert queue_checks(web.desks, web.clock) == 1
    web.clock.ms += AGAIN_MS
    assert queue_checks(web.desks, web.clock) == 1
    assert len(web.due()) == 1, "the same look is asked for once"


def test_a_post_that_nobody_told_us_of_is_not_looked_at(web):
    web.post()
    post = web.kept(1)
    with web.desks.write() as desk:
        desk.posts.keep([post._replace(next_check_at_ms=1)])
        desk.submissions.change([web.told()._replace(act_number=0)])
    assert queue_checks(web.desks, web.clock) == 0
    assert web.kept(1).next_check_at_ms == 0


def test_a_settled_campaign_asks_for_no_looks(web):
    web.post()
    web.close()
    assert web.settle_campaign()
    web.clock.pass_days(1)
    assert queue_checks(web.desks, web.clock) == 0
    assert web.kept(1).next_check_at_ms == 0


def test_a_blog_that_is_due_is_queued_once(web):
    blog = registered(web)
    registered(web, "fay")
    assert queue_polls(web.desks, web.clock) == 0, "registering asked for the first poll"
    web.clock.ms = blog.next_poll_ms
    assert queue_polls(web.desks, web.clock) == 2
    assert queue_polls(web.desks, web.clock) == 0
    web.clock.ms += AGAIN_MS
    assert queue_polls(web.desks, web.clock) == 2


def test_a_closed_campaign_asks_no_blog(web):
    blog = registered(web)
    web.close()
    web.clock.ms = blog.next_poll_ms + MINUTE_MS
    assert queue_polls(web.desks, web.clock) == 0
    with web.desks.read() as desk:
        assert desk.blogs.get(blog.number).next_poll_ms == 0
