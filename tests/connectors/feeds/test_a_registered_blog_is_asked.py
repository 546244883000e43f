"""A blog that was registered once is asked for its posts, as often as it wishes and we may."""

import hashlib
from urllib.parse import parse_qs

import pytest
from tests import make
from tests.blogs import GONE, Page
from tests.connectors.feeds.conftest import PUBLIC_URL, Follower, example

from tablee.connectors.feeds.rhythm import HOUR_MS, LEAST_MS, MOST_FAILURES, MOST_MS
from tablee.core.post.token import OwnName
from tablee.usecases.blogs.note_poll import note_hub
from tablee.usecases.close_campaign import close_campaign

FEED = "http://emil.example/feed.xml"
HOME = "http://emil.example/"


@pytest.mark.conformance("PB-07")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("rss.xml", "application/rss+xml"),
        ("atom.xml", "application/atom+xml"),
        ("feed.json", "application/feed+json"),
    ],
)
def test_the_posts_of_a_feed_are_told_once_each_if_they_are_its_own_and_inside(
    blogs, follower, name, kind
):
    blogs.pages["emil.example/feed.xml"] = example(name, kind)
    number = follower.register(FEED)
    follower.work()
    assert follower.told() == ["https://emil.example/1"]
    blog = follower.poll(number)
    assert (blog.title, blog.trouble, blog.failures) == ("Emil writes", "", 0)
    assert follower.told() == ["https://emil.example/1"]


def test_the_feed_of_a_blog_is_found_on_its_page_and_kept(blogs, follower):
    blogs.pages["emil.example/"] = example("home.html", "text/html")
    blogs.pages["emil.example/feed.xml"] = example("rss.xml")
    number = follower.register(HOME)
    follower.work()
    assert follower.told() == ["https://emil.example/1"]
    assert follower.blog(number).feed == FEED
    follower.poll(number)
    assert blogs.asked("emil.example") == {"emil.example/": 1, "emil.example/feed.xml": 2}


def test_a_feed_two_people_registered_is_asked_once(blogs, follower):
    blogs.pages["emil.example/"] = example("home.html", "text/html")
    blogs.pages["emil.example/feed.xml"] = example("rss.xml")
    first, second = follower.register(FEED), follower.register(HOME)
    follower.work()
    assert follower.blog(first).next_poll_ms
    assert not follower.blog(second).next_poll_ms
    assert follower.blog(second).trouble == ""


def test_a_feed_that_has_not_changed_is_not_sent_again(blogs, follower):
    tags = {"etag": '"soup"', "last_modified": "Sun, 01 Mar 2026 11:00:00 GMT"}
    blogs.pages["emil.example/feed.xml"] = example("atom.xml", "application/atom+xml", **tags)
    number = follower.register(FEED)
    follower.work()
    blogs.pages["emil.example/feed.xml"] = Page(status=304)
    blog = follower.poll(number)
    assert blogs.visits[-1].headers["if-none-match"] == '"soup"'
    assert blogs.visits[-1].headers["if-modified-since"] == tags["last_modified"]
    assert (blog.etag, blog.title, blog.trouble) == ('"soup"', "Emil writes", "")


@pytest.mark.parametrize(
    ("wish", "pause_ms"),
    [
        ("", LEAST_MS),
        ("max-age=5", LEAST_MS),
        ("public, max-age=7200", 2 * HOUR_MS),
        ("max-age=999999999", MOST_MS),
        ("max-age=soup", LEAST_MS),
    ],
)
def test_a_blog_is_asked_again_when_it_wishes_within_bounds(blogs, follower, wish, pause_ms):
    blogs.pages["emil.example/feed.xml"] = example(
        "atom.xml", "application/atom+xml", cache_control=wish
    )
    number = follower.register(FEED)
    follower.work()
    assert follower.blog(number).next_poll_ms == follower.clock.now_ms() + pause_ms


@pytest.mark.parametrize(
    ("page", "trouble"),
    [
        (Page("<p>Soup.</p>"), "no_feed"),
        (Page(status=403), "refuses"),
        (Page(status=500), "refuses"),
        (
            Page(
                '{"version": "https://jsonfeed.org', headers=(("content-type", "application/json"),)
            ),
            "no_feed",
        ),
    ],
)
def test_what_goes_wrong_is_told_and_tried_again_more_and_more_seldom(
    blogs, follower, page, trouble
):
    blogs.pages["emil.example/feed.xml"] = page
    number = follower.register(FEED)
    follower.work()
    first = follower.blog(number)
    second = follower.poll(number)
    assert (first.trouble, first.failures, second.failures) == (trouble, 1, 2)
    assert second.next_poll_ms - follower.clock.now_ms() > LEAST_MS


def test_a_host_that_does_not_answer_is_told_as_such(follower):
    number = follower.register("http://nobody.invalid/feed.xml")
    follower.work()
    assert follower.blog(number).trouble == "no_answer"


def test_in_the_end_nobody_asks_any_more_until_it_is_registered_again(blogs, follower):
    number = follower.register(FEED)
    follower.work()
    for _ in range(MOST_FAILURES - 1):
        assert follower.blog(number).next_poll_ms
        follower.poll(number)
    assert not follower.blog(number).next_poll_ms
    blogs.pages["emil.example/feed.xml"] = example("rss.xml")
    follower.register(FEED)
    follower.work()
    assert follower.blog(number).next_poll_ms
    assert follower.blog(number).trouble == ""


def test_a_feed_that_is_gone_is_not_asked_again(blogs, follower):
    blogs.pages["emil.example/feed.xml"] = GONE
    number = follower.register(FEED)
    follower.work()
    assert (follower.blog(number).next_poll_ms, follower.blog(number).trouble) == (0, "gone")


@pytest.mark.parametrize(
    ("wish", "pause_ms"),
    [
        ("7200", 2 * HOUR_MS),
        ("1", LEAST_MS),
        ("Sun, 01 Mar 2026 15:00:00 GMT", 3 * HOUR_MS),
        ("99999999999999", MOST_MS),
        ("tomorrow", LEAST_MS),
    ],
)
def test_a_server_that_is_busy_is_left_alone_for_as_long_as_it_asks(
    blogs, follower, wish, pause_ms
):
    blogs.pages["emil.example/feed.xml"] = Page(status=503, headers=(("retry-after", wish),))
    number = follower.register(FEED)
    follower.work()
    assert follower.blog(number).next_poll_ms == follower.clock.now_ms() + pause_ms


def test_nobody_asks_for_a_campaign_that_is_closed(blogs, follower):
    blogs.pages["emil.example/feed.xml"] = example("rss.xml")
    follower.register(FEED)
    close_campaign(follower.site.desks, follower.clock, make.SLUG, "Ada")
    follower.work()
    assert not blogs.visits


def test_a_hub_is_asked_once_to_tell_us_with_a_secret_and_an_address_of_its_own(blogs, follower):
    blogs.pages["emil.example/feed.xml"] = example("rss.xml")
    blogs.pages["hub.example/"] = Page(status=202)
    number = follower.register(FEED)
    follower.work()
    follower.poll(number)
    (visit,) = [each for each in blogs.visits if each.host == "hub.example"]
    asked = {name: value for name, (value,) in parse_qs(visit.body.decode()).items()}
    callback, _, token = asked["hub.callback"].rpartition("/")
    assert callback == f"{PUBLIC_URL}/c/{make.SLUG}/websub"
    assert OwnName.WEBSUB.number(follower.site.secret, make.SLUG, token) == number
    assert (asked["hub.mode"], asked["hub.topic"]) == ("subscribe", FEED)
    assert asked["hub.secret"] == follower.blog(number).hub_secret
    assert len(hashlib.sha256(asked["hub.secret"].encode()).digest()) <= len(asked["hub.secret"])


def test_a_blog_whose_hub_tells_us_is_asked_more_seldom_and_its_hub_in_time(blogs, follower):
    blogs.pages["emil.example/feed.xml"] = example("rss.xml")
    blogs.pages["hub.example/"] = Page(status=202)
    number = follower.register(FEED)
    follower.work()
    ten_days_ms = follower.clock.now_ms() + 240 * HOUR_MS
    note_hub(follower.site.desks, number, follower.blog(number).hub_secret, ten_days_ms)
    blog = follower.poll(number)
    assert blog.next_poll_ms == follower.clock.now_ms() + 6 * HOUR_MS
    assert blogs.asked("hub.example") == {"hub.example/": 1}
    follower.clock.move_to(ten_days_ms - 20 * HOUR_MS)
    follower.poll(number)
    assert blogs.asked("hub.example") == {"hub.example/": 2}


@pytest.mark.parametrize("answer", [Page(status=400), Page(status=503), None])
def test_a_hub_that_refuses_or_is_away_keeps_nothing_from_being_polled(blogs, follower, answer):
    blogs.pages["emil.example/feed.xml"] = example("rss.xml")
    if answer:
        blogs.pages["hub.example/"] = answer
    number = follower.register(FEED)
    follower.work()
    assert follower.told() == ["https://emil.example/1"]
    assert follower.blog(number).next_poll_ms == follower.clock.now_ms() + LEAST_MS


def test_without_a_public_address_no_hub_is_asked(blogs):
    follower = Follower(blogs, TABLEE_PUBLIC_URL="")
    blogs.pages["emil.example/feed.xml"] = example("rss.xml")
    follower.register(FEED)
    follower.work()
    assert follower.told() == ["https://emil.example/1"]
    assert not blogs.asked("hub.example")
