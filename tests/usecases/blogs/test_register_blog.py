"""A blog is registered once, and asked for its posts at once."""

import pytest
from tests import make
from tests.usecases.posts.web import Web

from tablee.core.errors import CampaignClosed, UnknownCampaign, UnknownKind
from tablee.ports.tasks import Hold
from tablee.usecases.blogs.register_blog import Registration, register_blog

EMILS = Registration("https://emil.example/feed", "https://emil.example/", "emil.example", "Emil")


@pytest.fixture
def web():
    return Web()


def register(web, slug=make.SLUG):
    return register_blog(web.desks, web.clock, slug, EMILS)


def test_a_blog_is_written_down_once_and_asked_at_once(web):
    blog, is_new = register(web)
    assert (blog.feed, blog.home, blog.blog, blog.title, is_new) == (*EMILS[:4], True)
    assert register(web) == (blog, False)
    with web.desks.write() as desk:
        hold = Hold("worker", web.clock.ms + 1)
        (task,) = desk.tasks.take(["poll"], hold, web.clock.ms, 9)
    assert task.body == {"blog": blog.number}


def test_one_that_was_given_up_is_asked_again(web):
    blog, _ = register(web)
    with web.desks.write() as desk:
        desk.blogs.change(blog._replace(next_poll_ms=0, failures=9, trouble="no answer"))
    again, is_new = register(web)
    assert (again, is_new) == (blog, False)


def test_it_is_refused_where_no_post_would_count(web):
    with pytest.raises(UnknownCampaign):
        register(web, "nowhere")
    with pytest.raises(UnknownKind):
        register(Web(make.terms()))
    web.close()
    with pytest.raises(CampaignClosed):
        register(web)
