"""Feeds of every sort say which posts there are, and nothing else; broken ones say nothing."""

import json
import time

import pytest
from tests.evidence.pages import fetched

from tablee.evidence.feed import Entry, NotAFeed, find_feeds, read_feed
from tablee.ports.fetch import Fetched

HERE = "https://lea.example/feed"
DATE_MS = 1_329_728_400_000
ENTRY = Entry("https://lea.example/soupe", "Soupe & pain", DATE_MS, "urn:n1")

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Léa</title><atom:link rel="hub" href="https://hub.example/"/>
<atom:link rel="self" href="https://lea.example/feed/"/>
<item><title>Soupe &amp; pain</title><link>/soupe</link>
<guid isPermaLink="false">urn:n1</guid><pubDate>Mon, 20 Feb 2012 10:00:00 +0100</pubDate></item>
<item><title>No link</title></item><item><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Léa</title>
<link rel="hub" href="https://hub.example/"/><link rel="self" href="/feed/"/>
<entry><title>Soupe &amp; pain</title><link href="https://lea.example/soupe"/>
<id>urn:n1</id><published>2012-02-20T09:00:00Z</published></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://lea.example/"><title>Léa</title></channel>
<item rdf:about="urn:n1"><title>Soupe &amp; pain</title>
<link>https://lea.example/soupe</link><dc:date>2012-02-20T10:00:00+01:00</dc:date></item></rdf:RDF>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Léa",
    "feed_url": "https://lea.example/feed/",
    "hubs": [{"type": "rssCloud", "url": "x"}, {"type": "WebSub", "url": "https://hub.example/"}],
    "items": [
        {
            "id": "urn:n1",
            "url": "/soupe",
            "title": ENTRY.title,
            "date_published": "2012-02-20T09:00Z",
        },
        {"id": "n2"},
        "n3",
    ],
}


def feed(body: str, kind: str = "application/xml", **headers: str) -> Fetched:
    return fetched(body, kind, address=HERE, **headers)


@pytest.mark.parametrize(
    ("body", "kind", "hub"),
    [
        (RSS, "application/rss+xml", True),
        (ATOM, "application/atom+xml; charset=utf-8", True),
        (RDF, "text/xml", False),
        (json.dumps(JSON), "application/feed+json", True),
        ("\ufeff" + json.dumps(JSON), "application/json", True),
    ],
)
def test_every_sort_of_feed_says_the_same(body, kind, hub):
    found = read_feed(feed(body, kind))
    assert (found.title, found.entries) == ("Léa", (ENTRY,))
    assert found.hub == ("https://hub.example/" if hub else "")
    assert found.self_link == ("https://lea.example/feed/" if hub else "")


def test_a_hub_may_stand_in_the_headers():
    link = '<https://hub.example/2>; rel="hub", <https://lea.example/me>; rel=self'
    found = read_feed(feed(RDF, link=link))
    assert (found.hub, found.self_link) == ("https://hub.example/2", "https://lea.example/me")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "soup",
        "https://lea.example/other-feed",
        "/etc/passwd",
        "<html><head><title>No feed</title></head><body><p>Soup",
        "{",
        '{"version": 1, "items": []}',
        '{"version": "https://jsonfeed.org/version/1", "items": {}}',
        "{" * 100_000,
        "<?xml version='1.0'?><soup/>",
    ],
)
def test_what_is_no_feed_says_so(body):
    with pytest.raises(NotAFeed):
        read_feed(feed(body))


def test_a_feed_cut_in_the_middle_gives_what_came_before():
    assert read_feed(feed(RSS[: RSS.index("<item><title>No")])).entries == (ENTRY,)


def test_words_of_a_feed_are_text():
    title = "&lt;script&gt;alert(1)&lt;/script&gt;\u202e\x00 Soupe\n" + "a" * 500
    found = read_feed(feed(RSS.replace("Soupe &amp; pain", title)))
    shown = found.entries[0].title
    assert len(shown) <= 200
    assert "\u202e" not in shown
    assert "\x00" not in shown


LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><rss version='2.0'><channel><title>&j;</title></channel></rss>"
)


@pytest.mark.conformance("VF-13")
@pytest.mark.parametrize(
    "body",
    [
        LAUGHS,
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0">&x;</rss>',
        "<rss version='2.0'><channel>" + "<a>" * 300_000,
        "<rss version='2.0'><channel>" + "<item>" * 150_000,
        "<rss version='2.0'><channel>" + "<item><link>/1</link></item>" * 30_000,
        "<rss version='2.0'><" + "a " * 400_000,
        "<rss version='2.0'><channel><title>" + "&lt;" * 250_000,
        "<rss version='2.0'><channel><title>" + "<![CDATA[" * 100_000,
    ],
)
def test_bombs_cost_little(body):
    started_s = time.process_time()
    try:
        found = read_feed(feed(body))
    except NotAFeed:
        pass
    else:
        assert len(found.entries) <= 100
        assert len(found.title) <= 200
        assert "root:" not in found.title
    assert time.process_time() - started_s < 4


def test_a_page_says_where_its_feeds_are():
    page = """<base href="/blog/">
    <link rel="alternate" type="application/rss+xml" href="comments/f">
    <link rel="stylesheet" href="x.css"><link rel="alternate" hreflang="en" href="/en">
    <link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="f">
    <link rel="feed" href="/j">
    <link rel="alternate" type="application/rss+xml" href="javascript:1">
    <link rel="alternate" type="application/rss+xml" href="f">"""
    assert find_feeds(fetched(page)) == (
        "https://lea.example/blog/f",
        "https://lea.example/j",
        "https://lea.example/blog/comments/f",
    )
    assert find_feeds(fetched(page, "text/plain")) == ()
    assert len(find_feeds(fetched("".join(f'<link rel=feed href="{n}">' for n in range(99))))) == 10
