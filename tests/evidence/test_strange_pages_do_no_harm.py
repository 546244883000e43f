"""Bombs, strange codings and traps for those who show a page: each costs little, and is text."""

import html
import socket
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.evidence.pages import CAMPAIGN, LINK, TARGET, fetched, look
from tests.evidence.test_feeds_are_read import ATOM, RSS

from tablee.core.post.finding import Display
from tablee.evidence.display.describe import describe
from tablee.evidence.display.isolated import Apart, describe_apart
from tablee.evidence.feed import find_feeds, read_feed
from tablee.evidence.page import read_page
from tablee.evidence.text import clean

CORPUS = Path(__file__).parent / "corpus"
TRAPS = sorted((CORPUS / "xss").iterdir())
CODED = sorted((CORPUS / "coding").iterdir())
HERE = "https://lea.example/soup"
NEVER_SHOWN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
JOINERS = {"\u200c", "\u200d"}
"""Unseen, and needed to write Persian and to draw families."""


@pytest.fixture(scope="module")
def apart():
    with Apart() as process:
        yield process


def is_safe_text(text: str) -> bool:
    seen = all(
        unicodedata.category(letter) not in NEVER_SHOWN for letter in text if letter not in JOINERS
    )
    shown = LexborHTMLParser(f"<p>{html.escape(text)}</p>").body
    assert shown is not None
    return seen and len(shown.css("*")) <= 2 and shown.text() == text


@pytest.mark.conformance("VF-14")
@pytest.mark.parametrize("trap", TRAPS, ids=lambda path: path.stem)
def test_nothing_of_a_trap_is_more_than_text(trap, apart):
    body = trap.read_bytes()
    finding = read_page(fetched(body), TARGET, now_ms=0)
    displays = [finding.display, describe(body, "text/html", HERE)]
    assert apart.describe(body, "text/html", HERE) == displays[1]
    for display in displays:
        for text in (display.title, display.author, display.excerpt, display.language):
            assert is_safe_text(text)
        assert (len(display.title), len(display.author)) <= (200, 100)
        assert len(display.excerpt) <= 300
    for address in (finding.canonical, *finding.links):
        assert address.startswith("https://")


@pytest.mark.conformance("VF-14")
def test_microformats_are_shown_as_words():
    page = (CORPUS / "xss" / "javascript-author.html").read_bytes()
    assert describe(page, "text/html", HERE) == Display("Soup", "Lea", "Words", "fr", 1329696000000)


def test_of_several_posts_on_a_page_the_one_at_its_address_is_shown():
    page = "".join(
        f'<div class="h-entry"><a class="p-name u-url" href="/{name}">{name}</a></div>'
        for name in ("bread", "soup")
    )
    feed = f'<div class="h-feed">{page}</div>'
    assert describe(page.encode(), "text/html", HERE).title == "soup"
    assert describe(feed.encode(), "text/html", HERE).title == "soup"
    assert describe(page.encode(), "text/html", "https://lea.example/salad").title == ""


def test_what_is_no_page_is_not_described(apart):
    for kind in ("application/json", "image/png", "text/plain"):
        assert apart.describe(b"<title>x</title>", kind, HERE) == Display()


KILLING = b"<div class=h-entry>" * 9_000
"""Too deep for the library."""


@pytest.mark.conformance("VF-13")
def test_a_process_that_dies_leaves_the_basics(apart):
    page = b"<title>Soup</title>" + KILLING
    assert apart.describe(page, "text/html", HERE).title == "Soup"
    assert apart.describe(b"<h1>Bread</h1>", "text/html", HERE).title == "Bread"


def test_a_process_that_was_closed_or_too_slow_is_started_again():
    with Apart(patience_s=0) as hasty:
        assert hasty.describe(b"<title>Soup</title>", "text/html", HERE).title == "Soup"
    with Apart() as apart:
        apart.describe(b"", "text/html", HERE)
        apart.close()
        assert apart.describe(b"<title>Soup</title>", "text/html", HERE).title == "Soup"
        assert apart.describe(b"<title>Bread</title>", "text/html", HERE).title == "Bread"


def test_many_may_ask_while_somebody_closes():
    page = b"<title>Soup</title>" + b"<p class=h-entry>x</p>" * 2000
    with Apart() as apart, ThreadPoolExecutor(5) as threads:
        asked = [threads.submit(apart.describe, page, "text/html", HERE) for _ in range(4)]
        threads.submit(apart.close).result()
        assert {each.result().title for each in asked} == {"Soup"}


def test_one_page_can_be_described_by_itself():
    assert describe_apart(b"<title>Soup</title>", "text/html", HERE).title == "Soup"


@pytest.mark.conformance("VF-13")
@pytest.mark.parametrize("path", CODED, ids=lambda path: path.stem)
def test_pages_in_other_codings_are_read(path):
    finding = look(path.read_bytes())
    assert finding.links == (CAMPAIGN,)
    assert finding.display.title.replace("’", "'") == "Soupe d'été à la crème"


@pytest.mark.conformance("VF-13")
def test_the_server_knows_the_coding_better_than_the_page():
    page = f'<meta charset="utf-8"><title>Été</title>{LINK}'.encode("koi8-r", "replace")
    assert look(page, "text/html; charset=koi8-r").links
    russian = "<title>Суп</title>".encode("koi8-r")
    assert look(russian, 'text/html; charset="KOI8-R"').display.title == "Суп"


@pytest.mark.conformance("VF-13")
@pytest.mark.parametrize(
    "name", ["utf-7", "rot13", "unicode_escape", "idna", "punycode", "zip", "x\0y"]
)
def test_codings_that_browsers_do_not_know_are_not_known(name):
    assert look(LINK, f"text/html; charset={name}").links == (CAMPAIGN,)


BOMBS = {
    "deep": "<div>" * 100_000 + LINK,
    "deep formatting": "".join(f"<b id={n}>" for n in range(60_000)) + LINK,
    "repeated formatting": "<p>"
    + "".join(f"<font color={n}>" for n in range(9000))
    + "</p><p>x" * 9000,
    "attributes": "<a " + " ".join(f"a{n}=1" for n in range(130_000)),
    "quoted attributes": "<a " + " ".join(f'a{n}=">"' for n in range(90_000)),
    "endless attribute": "<a " * 60 + 'x="' + "y" * 1_000_000,
    "misnested": "<b><div></b>" * 90_000,
    "tables": "<table><div>" * 90_000,
    "templates": "<template>" * 100_000 + LINK,
    "hidden": "<p hidden style='display:none'>" * 30_000,
    "links": LINK * 20_000,
    "styles": "".join(f'<p style="font:{"font:" * 150}{n}">' for n in range(1200)),
    "zeros": "".join(f'<p style="font-size:{"0" * 900}{n}x">' for n in range(1000)),
    "one style": f'<p style="font:{"0" * 1_000_000}x;{"/*" * 9000}">',
    "comments": "<!--" * 250_000,
    "entities": "&amp" * 250_000,
    "nothing": "\0" * 1_048_576,
    "letters that unfold": "\ufdfa" * 340_000,
    "ten megabytes": "<p>soup" * 1_500_000,
    "names": "#restos2012x" * 80_000,
}


@pytest.mark.conformance("VF-13")
@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_cost_little_time(bomb):
    started_s = time.process_time()
    finding = look(BOMBS[bomb])
    assert time.process_time() - started_s < 3
    assert finding.is_readable


@pytest.mark.conformance("VF-13")
def test_a_real_long_page_is_read_to_its_end():
    page = "<p>A <b>good</b> <i>soup</i> with <a href='/bread'>bread</a>.</p>" * 2400
    finding = look(page + LINK)
    assert (finding.is_whole, finding.links) == (True, (CAMPAIGN,))


def test_words_are_cut_where_they_get_too_long():
    assert clean("soup and bread", 8) == "soup an…"
    assert clean("  soup\t\r\n\x00 and\u2028bread ", 99) == "soup and bread"


@pytest.mark.conformance("FX-08")
def test_nothing_named_on_a_page_or_in_a_feed_is_fetched(monkeypatch):
    """Authors' pages, pictures, canonical addresses, frames, entities: named, and left alone."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("somebody went out")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    for trap in TRAPS:
        page = fetched(trap.read_bytes())
        read_page(page, TARGET, now_ms=0)
        describe(page.body, "text/html", HERE)
        find_feeds(page)
    for feed in (
        RSS,
        ATOM,
        '<!DOCTYPE rss SYSTEM "http://evil.example/x.dtd"><rss version="2.0"/>',
    ):
        read_feed(fetched(feed, "application/xml"))
