"""A page that is a post on the fediverse too is one act, of the page's kind where it is good."""

import pytest
from tests import make
from tests.usecases.posts.web import EMIL, Web

from tablee.core.act import State
from tablee.core.decision import Ruling
from tablee.core.post.sighting import Haul, Sighting
from tablee.core.post.submission import Outcome, Road
from tablee.core.reason import Reason
from tablee.core.terms import Proof
from tablee.usecases.networks.take_haul import take_haul

NOTE = "https://emil.example/?p=7"


class Blog(Web):
    """A campaign with kinds for pages and for posts on networks, and a blog that federates."""

    def __init__(self):
        page = make.kind(proof=Proof.LINK)
        note = make.kind("hashtag_post", 1, "shares", proof=Proof.HASHTAG)
        super().__init__(make.terms(kinds=(page, note), hashtag="#soup"))

    def federate(self, name=NOTE, **changes):
        """Let the fediverse show the page as a post."""
        author = "https://emil.example/@emil"
        plain = Sighting(name, author, EMIL, "activitypub", 0, page=EMIL, is_at_origin=True)
        haul = Haul(make.SLUG, (plain._replace(**changes),))
        (recorded,) = take_haul(self.desks, self.clock, make.SECRET, haul).recorded
        return recorded

    def delete(self, name=NOTE):
        take_haul(self.desks, self.clock, make.SECRET, Haul(make.SLUG, lost=(name,)))

    def counted(self):
        return [act.kind for act in self.acts() if act.state is State.COUNTED]


@pytest.fixture
def blog():
    blog = Blog()
    yield blog
    assert blog.faults() == []
    assert len(blog.counted()) <= 1


@pytest.mark.parametrize("name", [NOTE, EMIL])
@pytest.mark.parametrize("is_told_first", [True, False])
def test_it_counts_once_as_a_page_whichever_is_told_first(blog, name, is_told_first):
    if is_told_first:
        blog.post()
        found = blog.federate(name)
        assert (found.act.number, found.is_new) == (1, False)
    else:
        blog.federate(name)
        blog.post()
    assert blog.counted() == ["post"]
    assert blog.told().outcome is Outcome.VERIFIED
    assert blog.act(blog.told().act_number).kind == "post"
    assert blog.federate(name).act.kind == "post"
    assert blog.counted() == ["post"]


def test_the_post_that_makes_way_leaves_its_line_at_once(blog):
    blog.federate()
    blog.post()
    post = blog.act(1)
    assert (post.state, post.reason, post.has_place) == (
        State.REVERSED,
        Reason.DUPLICATE_CONTENT,
        False,
    )
    assert not blog.kept(1).is_shown
    assert blog.kept(2).is_shown


def test_a_page_that_a_person_would_look_at_is_the_post_that_counts_already(blog):
    blog.federate()
    blog.post(is_link_visible=False)
    assert blog.counted() == ["hashtag_post"]
    assert (blog.told().outcome, blog.told().act_number) == (Outcome.VERIFIED, 1)
    blog.tell(road=Road.FORM)
    blog.work()
    assert blog.counted() == ["hashtag_post"]


def test_what_the_page_shows_takes_no_post_back(blog):
    blog.federate()
    blog.post(is_link_visible=False)
    blog.put(EMIL, links=())
    blog.withdraw(1)
    blog.work()
    assert blog.counted() == ["hashtag_post"]


def test_the_page_counts_by_itself_once_the_post_is_gone(blog):
    blog.federate()
    blog.post(is_link_visible=False)
    blog.delete()
    assert blog.counted() == []
    blog.post(road=Road.FORM)
    assert blog.counted() == ["post"]
    assert blog.federate().act.kind == "post"


def test_the_post_counts_once_the_page_shows_no_link(blog):
    blog.post()
    blog.federate()
    blog.put(EMIL, links=())
    blog.clock.pass_days(1)
    blog.check()
    assert blog.counted() == []
    assert blog.federate().act.kind == "hashtag_post"
    assert blog.counted() == ["hashtag_post"]


@pytest.mark.parametrize("days", [1, 9])
def test_the_post_makes_way_once_the_page_shows_its_link_again(blog, days):
    test_the_post_counts_once_the_page_shows_no_link(blog)
    blog.put(EMIL)
    blog.clock.pass_days(days)
    blog.advance()
    blog.check()
    blog.post(road=Road.FORM)
    assert blog.counted() == ["post"]


def test_what_a_person_took_back_is_no_act_of_another_kind(blog):
    blog.federate()
    blog.rule(1, Ruling.REVERSE, Reason.SPAM)
    blog.post()
    assert blog.counted() == []
    assert (blog.told().outcome, blog.told().reason) == (Outcome.REFUSED, Reason.SPAM)


def test_where_pages_are_not_counted_a_post_is_a_post():
    blog = Web(make.terms(kinds=(make.kind("hashtag_post", 1, "shares", proof=Proof.HASHTAG),)))
    seen = Sighting(NOTE, "emil", EMIL, "activitypub", 0, page=EMIL)
    take_haul(blog.desks, blog.clock, make.SECRET, Haul(make.SLUG, (seen,)))
    with blog.desks.read() as desk:
        assert desk.aliases.named(1, "pages", []) == {}
    assert blog.act(1).state is State.COUNTED
