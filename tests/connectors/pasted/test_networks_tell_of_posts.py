"""What a network says of a post through its oEmbed endpoint is seen, and nothing more."""

import pytest
from tests.connectors.pasted.stage import (
    OURS,
    TARGET,
    TIKTOK,
    YOUTUBE,
    Web,
    X,
    moved,
    on_tiktok,
    on_x,
    on_youtube,
    see,
)

from tablee.ports.fetch import Fetched, NotFetched, Obstacle

SAID = {"x": (X, on_x), "tiktok": (TIKTOK, on_tiktok), "youtube": (YOUTUBE, on_youtube)}
AUTHORS = {"x": "x:@emil", "tiktok": "tiktok:@fay.eats", "youtube": "youtube:@fay"}


@pytest.mark.conformance("CN-01")
@pytest.mark.parametrize("network", SAID)
def test_a_post_with_the_hashtag_is_seen_with_its_author(network):
    name, said = SAID[network]
    finding = see(network, name, Web({name: said()}))
    assert (finding.canonical, finding.address, finding.status) == (name, name, 200)
    assert finding.blog == AUTHORS[network]
    assert finding.is_naming
    assert finding.is_readable
    assert "oup" in finding.display.excerpt
    assert finding.content_hash


@pytest.mark.conformance("CN-01")
@pytest.mark.parametrize("network", SAID)
@pytest.mark.parametrize("words", ["Just soup", "#soups", "soup#soup2", "# so up", "A table"])
def test_a_post_without_it_is_not_naming_whoever_wrote_it(network, words):
    name, said = SAID[network]
    finding = see(network, name, Web({name: said(words)}))
    assert not finding.is_naming
    assert finding.links == ()
    assert finding.is_closed is (network == "youtube"), "its description stands elsewhere"


@pytest.mark.parametrize(
    "words", ["#SOUP", "\uff03\uff33oup now", "(#soup)", '<a href="/h">#</a>soup']
)
def test_a_hashtag_is_the_same_in_every_spelling(words):
    assert see("x", X, Web({X: on_x(words)})).is_naming


def test_a_campaign_without_a_hashtag_is_named_by_its_title():
    target = TARGET._replace(hashtag="")
    assert see("x", X, Web({X: on_x("a TABLE for all!")}), target).is_naming


def test_a_link_on_x_is_followed_to_the_campaign_and_no_more_than_three_are():
    links = [f"https://t.co/abc{number}" for number in range(5)]
    words = " ".join(f'<a href="{each}">{each}</a>' for each in links)
    web = Web({X: on_x(words), links[1]: moved(links[1], OURS)})
    assert see("x", X, web).links == (OURS,)
    assert sum(web.asked[each] for each in links) == 3
    late = Web({X: on_x(words), links[4]: moved(links[4], OURS)})
    assert see("x", X, late).links == ()


def test_a_link_to_the_campaign_is_known_also_where_we_cannot_ask_ourselves():
    class Shut(Web):
        async def fetch(self, ask):
            if "t.co" in ask.address:
                raise NotFetched(Obstacle.NOT_PUBLIC, OURS)
            return await super().fetch(ask)

    words = '<a href="https://t.co/abc">https://t.co/abc</a>'
    assert see("x", X, Shut({X: on_x(words)})).links == (OURS,)


@pytest.mark.parametrize("elsewhere", [404, Obstacle.NO_SUCH_HOST, Obstacle.TOO_SLOW])
def test_a_link_that_leads_nowhere_is_none(elsewhere):
    words = '<a href="https://t.co/abc">https://t.co/abc</a>'
    assert see("x", X, Web({X: on_x(words), "https://t.co/abc": elsewhere})).links == ()


@pytest.mark.conformance("CN-01")
def test_a_short_link_is_followed_to_the_post():
    short, hers = "https://vm.tiktok.com/ZMabc1234/", TIKTOK.replace("@_", "@fay.eats")
    web = Web({short: moved(short, f"{hers}?_r=1"), hers: on_tiktok()})
    finding = see("tiktok", short, web)
    assert (finding.canonical, finding.is_naming) == (TIKTOK, True)


def test_a_short_link_that_leads_elsewhere_shows_no_post():
    short = "https://vm.tiktok.com/ZMabc1234/"
    for to in ("https://evil.example/@fay/video/7300000000000000001", "https://www.tiktok.com/"):
        assert see("tiktok", short, Web({short: moved(short, to)})).status == 404


@pytest.mark.parametrize("network", SAID)
@pytest.mark.parametrize(("status", "shown"), [(404, 404), (400, 404), (403, 403), (410, 410)])
def test_a_post_that_is_not_shown_is_said_not_to_be(network, status, shown):
    name, _ = SAID[network]
    assert see(network, name, Web({name: status})).status == shown


def test_a_video_that_may_not_be_embedded_is_left_to_a_person():
    finding = see("youtube", YOUTUBE, Web({YOUTUBE: 401}))
    assert (finding.status, finding.is_closed, finding.is_naming) == (200, True, False)


@pytest.mark.parametrize("network", SAID)
@pytest.mark.parametrize(
    "answer",
    [
        429,
        503,
        301,
        b"<html>",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 200_000,
        {},
        Obstacle.TOO_SLOW,
        {"title": ["#soup"], "html": {"a": "#soup"}, "author_url": 7, "url": None},
    ],
)
def test_whatever_is_no_answer_is_asked_for_again_later(network, answer):
    name, _ = SAID[network]
    with pytest.raises(NotFetched):
        see(network, name, Web({name: answer}))


@pytest.mark.parametrize("network", SAID)
def test_an_answer_that_is_too_long_is_none(network):
    name, _ = SAID[network]
    endless = Fetched(f"https://{network}.example/", 200, {}, b"{}", is_whole=False)
    with pytest.raises(NotFetched):
        see(network, name, Web({name: endless}))


@pytest.mark.parametrize("network", SAID)
def test_an_answer_by_another_host_is_none(network):
    name, said = SAID[network]

    class Led(Web):
        async def fetch(self, ask):
            answered = await super().fetch(ask)
            return answered._replace(address="https://evil.example/oembed")

    with pytest.raises(NotFetched):
        see(network, name, Led({name: said()}))


@pytest.mark.parametrize(
    ("network", "changes"),
    [
        ("x", {"url": "https://twitter.com/emil/status/20"}),
        ("x", {"url": "https://evil.example/emil/status/1890000000000000001"}),
        ("x", {"author_url": "https://evil.example/emil"}),
        ("x", {"author_url": "https://x.com/"}),
        ("tiktok", {"embed_product_id": "20", "html": ""}),
        ("tiktok", {"author_url": "https://www.tiktok.com.evil.example/@fay"}),
        ("youtube", {"html": '<iframe src="https://www.youtube.com/embed/other">'}),
        ("youtube", {"author_url": "javascript:alert(1)"}),
    ],
)
def test_an_answer_about_something_else_or_by_nobody_is_none(network, changes):
    name, said = SAID[network]
    with pytest.raises(NotFetched):
        see(network, name, Web({name: said(**changes)}))


@pytest.mark.parametrize(
    "html",
    [
        "<script>document.write('#soup')</script>",
        "<blockquote><p>Tea<script>#soup</script><style>#soup{}</style></p></blockquote>",
        "<p>#soup</p>",
        "<blockquote>#soup</blockquote>",
        "<blockquote><p>Tea<!-- #soup --></p></blockquote>",
        "<blockquote><p>Tea</p></blockquote>" + "x" * 50_000 + "<blockquote><p>#soup</p>",
    ],
)
def test_only_what_is_quoted_counts(html):
    finding = see("x", X, Web({X: on_x(html=html)}))
    assert not finding.is_naming
    assert "soup" not in finding.display.excerpt


def test_what_is_shown_is_plain_and_short():
    words = "#soup <img src=x onerror=alert(1)><script>alert(1)</script>\u202e\x00 " + "long " * 500
    display = see("x", X, Web({X: on_x(words, author_name="E\n\u200bmil" * 100)})).display
    assert display.excerpt.startswith("#soup")
    assert "<" not in display.excerpt
    assert "alert" not in display.excerpt
    assert display.excerpt.isprintable()
    assert display.author.isprintable()
    assert len(display.excerpt) <= 300
    assert len(display.author) <= 100
    assert display.language == "fr"


CLOSED = {
    "instagram": ("https://www.instagram.com/p/DBabc_1-xyZ/", "instagram.com"),
    "threads": ("https://www.threads.com/t/DBabc_1-xyZ", "threads.com"),
    "facebook": ("https://www.facebook.com/1234567890123456", "facebook.com"),
    "linkedin": (
        "https://www.linkedin.com/feed/update/urn:li:activity:7100000000000000001",
        "linkedin.com",
    ),
}


@pytest.mark.conformance("CN-01")
@pytest.mark.parametrize("network", CLOSED)
def test_a_network_that_tells_nothing_is_not_asked(network):
    (name, host), web = CLOSED[network], Web()
    finding = see(network, name, web)
    assert (finding.canonical, finding.address, finding.blog) == (name, name, host)
    assert finding.is_closed
    assert not finding.is_naming
    assert not finding.is_readable
    assert finding.links == ()
    assert not web.asked


@pytest.mark.parametrize(
    ("network", "short", "to"),
    [
        (
            "facebook",
            "https://www.facebook.com/share/p/1AbcDeFgHi/",
            "https://www.facebook.com/emil/posts/1234567890123456?rdid=a",
        ),
        (
            "facebook",
            "https://fb.watch/aBcDeFgHi1/",
            "https://m.facebook.com/watch/?v=1234567890123456",
        ),
        (
            "instagram",
            "https://www.instagram.com/share/reel/BAabc12345/",
            "https://www.instagram.com/reel/DBabc_1-xyZ/",
        ),
        (
            "linkedin",
            "https://lnkd.in/p/eAbc123",
            "https://fr.linkedin.com/posts/emil_a-activity-7100000000000000001-aBcD",
        ),
    ],
)
def test_share_links_of_closed_networks_are_followed_to_the_post(network, short, to):
    name, _ = CLOSED[network]
    assert see(network, short, Web({short: moved(short, to)})).canonical == name
    hidden = see(network, short, Web({short: Obstacle.UNREACHABLE}))
    assert (hidden.canonical, hidden.is_closed) == (short, True)
    with pytest.raises(NotFetched):
        see(network, short, Web({short: Obstacle.BUSY}))
