"""How a post is shown and described changes no figure."""

import pytest
from tests import make
from tests.usecases.posts.web import EMIL, Web

from tablee.core.errors import UnknownAct, UnknownCampaign
from tablee.core.post.finding import Display
from tablee.core.post.post import Mark
from tablee.ports.posts import Glance
from tablee.usecases.posts.describe_post import describe_posts
from tablee.usecases.posts.show_post import mark_post, show_post


@pytest.fixture
def web():
    web = Web()
    web.post()
    yield web
    assert web.faults() == []


def wall(web, **glance):
    with web.desks.read() as desk:
        return [post.act_number for post in desk.posts.wall(1, Glance(**glance))]


@pytest.mark.conformance("AB-04")
def test_a_post_counts_without_being_shown(web):
    show_post(web.desks, web.clock, make.SLUG, 1, is_shown=False)
    assert wall(web) == []
    assert web.tally().pools[0].paid == 10
    show_post(web.desks, web.clock, make.SLUG, 1, is_shown=True)
    assert wall(web) == [1]


def test_the_organiser_marks_press_and_recaps(web):
    mark_post(web.desks, web.clock, make.SLUG, 1, Mark.PRESS)
    assert wall(web, mark=Mark.PRESS) == [1]
    mark_post(web.desks, web.clock, make.SLUG, 1, Mark.NONE)
    assert wall(web, mark=Mark.PRESS) == []


def test_what_is_hidden_stays_hidden_when_it_is_looked_at(web):
    show_post(web.desks, web.clock, make.SLUG, 1, is_shown=False)
    web.put(EMIL, content_hash="bb")
    web.clock.pass_days(1)
    web.check()
    assert wall(web) == []


def test_a_description_is_kept_and_an_erased_post_stays_erased(web):
    display = Display("My soup", "Emil", "Every Friday", "fr", 5)
    describe_posts(web.desks, web.clock, 1, {1: display})
    assert web.kept(1).display == display
    describe_posts(web.desks, web.clock, 1, {99: display})
    assert web.kept(99) is None


def test_there_must_be_such_a_post(web):
    for slug, number, error in ((make.SLUG, 99, UnknownAct), ("nowhere", 1, UnknownCampaign)):
        with pytest.raises(error):
            show_post(web.desks, web.clock, slug, number, is_shown=True)
        with pytest.raises(error):
            mark_post(web.desks, web.clock, slug, number, Mark.RECAP)
