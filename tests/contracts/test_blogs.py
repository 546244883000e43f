"""Blogs are registered once and asked when it is time; hosts are judged by the latest word."""

import pytest
from tests import make

from tablee.ports.blogs import Blog, HostRule, Standing


@pytest.fixture
def blog(campaign):
    """Build the blog of that number, as it is registered."""

    def build(number, **changes):
        home = f"https://emil.example/{number}/"
        plain = Blog(campaign.id, f"{home}feed", home, "emil.example")
        return plain._replace(**changes)

    return build


def register(site, *blogs):
    with site.desks.write() as desk:
        return [desk.blogs.register(each) for each in blogs]


def change(site, blog):
    with site.desks.write() as desk:
        desk.blogs.change(blog)


def get(site, number):
    with site.desks.read() as desk:
        return desk.blogs.get(number)


def everything(blog):
    return blog._replace(
        home="https://emil.example/moved/",
        blog="fay.example",
        title="Chez Émil",
        etag='W/"1"',
        modified="Thu, 01 Mar 2012 12:00:00 GMT",
        next_poll_ms=2**50,
        polled_at_ms=2**50 - 1,
        trouble="too slow",
        failures=3,
        hub="https://hub.example/",
        hub_secret="a secret",
        hub_until_ms=2**50 + 1,
    )


def test_a_blog_comes_back_exactly(site, blog):
    given = everything(blog(1))
    [(written, is_new)] = register(site, given)
    assert is_new
    assert written.number > 0
    assert written == given._replace(number=written.number)
    assert get(site, written.number) == written


def test_a_feed_is_registered_once_per_campaign(site, blog):
    with site.desks.write() as desk:
        other = desk.campaigns.create("other", make.version(slug="other"), is_replay=False)
    [(first, _)] = register(site, blog(1))
    again = blog(1, home="https://fay.example/", title="Another")
    answers = register(site, again, blog(1, campaign_id=other.id), blog(2))
    assert [is_new for _, is_new in answers] == [False, True, True]
    assert answers[0][0] == first


def test_a_blog_that_was_never_registered_is_not_there(site):
    assert get(site, 1) is None
    assert get(site, 0) is None


def test_how_a_blog_stands_is_stored_and_nothing_else(site, blog):
    (one, _), (two, _) = register(site, blog(1), blog(2))
    after = everything(one)
    change(site, after._replace(feed="https://gus.example/feed"))
    assert get(site, one.number) == after
    assert get(site, two.number) == two


def test_a_feed_that_is_found_elsewhere_is_stored_unless_it_is_registered(site, blog):
    (one, _), (two, _) = register(site, blog(1), blog(2))
    with site.desks.write() as desk:
        assert desk.blogs.move(one.number, "https://emil.example/atom")
        assert not desk.blogs.move(one.number, two.feed)
        assert not desk.blogs.move(99, "https://emil.example/rss")
    assert get(site, one.number) == one._replace(feed="https://emil.example/atom")
    assert get(site, two.number) == two
    answers = register(site, blog(1, feed="https://emil.example/atom"), blog(1))
    assert [is_new for _, is_new in answers] == [False, True]


def test_what_no_database_can_hold_is_left_out(site, blog):
    [(written, _)] = register(site, blog(1, title="a\0b", etag="\0"))
    assert (written.title, written.etag) == ("ab", "")
    change(site, written._replace(trouble="c\0", modified="\0"))
    read = get(site, written.number)
    assert (read.trouble, read.modified) == ("c", "")


def test_the_longest_due_is_asked_first(site, blog):
    due = (50, 20, 0, 51, 20)
    blogs = [blog(number, next_poll_ms=at_ms) for number, at_ms in enumerate(due)]
    written = [each for each, _ in register(site, *blogs)]
    with site.desks.read() as desk:
        assert desk.blogs.due(50, 9) == [written[1], written[4], written[0]]
        assert desk.blogs.due(50, 1) == [written[1]]
        assert desk.blogs.due(19, 9) == []


def test_a_campaigns_blogs_come_in_order_of_registration(site, blog, campaign):
    written = [each for each, _ in register(site, *(blog(number) for number in (3, 1, 2)))]
    with site.desks.read() as desk:
        assert desk.blogs.every(campaign.id) == written
        assert desk.blogs.every(campaign.id + 1) == []


def rule(host="spam.example", standing=Standing.BLOCKED, why="rien que de la pub", at_ms=1):
    return HostRule(host, standing, why, "Ben", at_ms)


def judge(site, *rules):
    with site.desks.write() as desk:
        for each in rules:
            desk.hosts.judge(each)


def test_a_decision_about_a_host_comes_back_exactly(site):
    judge(site, rule())
    with site.desks.read() as desk:
        found = desk.hosts.find("spam.example")
        assert found == rule()
        assert type(found.standing) is Standing
        assert desk.hosts.find("www.spam.example") is None


def test_the_latest_decision_about_a_host_holds(site):
    trusted = rule(standing=Standing.TRUSTED, why="", at_ms=2)
    judge(site, rule(), trusted)
    with site.desks.read() as desk:
        assert desk.hosts.find("spam.example") == trusted
        assert desk.hosts.every() == [trusted]


def test_a_pardoned_host_is_off_the_list(site):
    judge(site, rule())
    with site.desks.write() as desk:
        assert desk.hosts.pardon("spam.example")
        assert not desk.hosts.pardon("spam.example")
        assert desk.hosts.find("spam.example") is None


def test_the_list_is_in_the_order_of_hosts(site):
    hosts = ["été.example", "b.example", "B.example", "a-b.example", "a.example", "ab.example"]
    judge(site, *map(rule, hosts))
    with site.desks.read() as desk:
        assert [each.host for each in desk.hosts.every()] == sorted(hosts)


def test_what_is_rolled_back_was_never_said(site, blog, campaign):
    judge(site, rule())
    with site.desks.read() as desk:
        desk.blogs.register(blog(1))
        desk.hosts.judge(rule("other.example"))
        desk.hosts.pardon("spam.example")
    with site.desks.read() as desk:
        assert desk.blogs.every(campaign.id) == []
        assert desk.hosts.every() == [rule()]


def test_decisions_about_several_hosts_are_found_at_once(site):
    judge(site, rule("a.example"), rule("b.example"), rule("été.example"))
    with site.desks.read() as desk:
        assert desk.hosts.among([]) == {}
        found = desk.hosts.among(["été.example", "a.example", "www.a.example"])
    assert found == {"a.example": rule("a.example"), "été.example": rule("été.example")}
