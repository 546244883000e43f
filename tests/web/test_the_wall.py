"""The wall shows what people wrote: in order, by language, as text and never as anything else."""

import re
from html.parser import HTMLParser

import pytest
from tests.web import looks
from tests.web.looks import SLUG, finding
from tests.web.reading_pages import words

from tablee.core.act import Claim, fingerprint, supporter_key
from tablee.core.post.finding import Display
from tablee.core.post.post import Mark, Post
from tablee.usecases.posts.show_post import mark_post
from tablee.usecases.record_acts import record_acts
from tablee.web.tongues import FRESH_MS
from tablee.web.views.posts.wall import PER_PAGE

HOME = f"/c/{SLUG}/"
WALL = f"{HOME}wall"
ATTACKS = (
    "<script>alert(1)</script>",
    "</bdi></a><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus=alert(1) '",
    "<svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>soup</a>",
    "--><script>alert(1)</script><!--",
    "{{ secret }}{% debug %}",
    "\u202e<b>soup</b>\u2066",
    "<style>*{display:none}</style>",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'>",
    "]]><iframe srcdoc='<script>alert(1)</script>'>",
)


@pytest.fixture
def site(light_site):
    looks.open_campaign(light_site)
    return light_site


@pytest.fixture
def hang(site):
    """Puts posts on the wall: their acts are counted."""

    def hung(*displays: Display, address: str = "") -> list[int]:
        sources = [f"https://blog{number}.example/soup" for number in range(len(displays))]
        claims = [
            Claim(
                "blog_post",
                source,
                supporter_key(site.secret, SLUG, source),
                fingerprint(SLUG, "blog_post", source),
            )
            for source in sources
        ]
        acts = [each.act for each in record_acts(site.desks, site.clock, SLUG, claims, "form")]
        found = finding()
        with site.desks.write() as desk:
            desk.posts.keep(
                [
                    Post(
                        campaign_id=1,
                        act_number=act.number,
                        address=address or act.object,
                        blog="emil.example",
                        found_at_ms=site.clock.now_ms(),
                        status=found.status,
                        content_hash="",
                        exhibit="",
                        display=display,
                    )
                    for act, display in zip(acts, displays, strict=True)
                ]
            )
        return [act.number for act in acts]

    return hung


class Tags(HTMLParser):
    """The tags of a page with the names of their attributes, as a browser sees them."""

    def __init__(self, response) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, *(name for name, _ in attrs)))

    handle_startendtag = handle_starttag


def titles(response) -> list[str]:
    return re.findall(r"<bdi[^>]*>(Soup \d+)</bdi></a>", response.content.decode())


def test_an_entry_says_title_author_host_day_and_excerpt(browser, hang):
    hang(Display("Soup for all", "Emil", "It was cold.", "fr", 1_329_900_000_000))
    page = browser.get(WALL)
    said = words(page)
    assert "Soup for all Emil · blog0.example · 22 February 2012 It was cold." in said
    source = page.content.decode()
    assert (
        '<a href="https://blog0.example/soup" rel="ugc nofollow noopener">'
        '<bdi lang="fr">Soup for all</bdi></a>'
    ) in source


def test_a_post_without_a_title_is_named_by_its_host(browser, hang):
    hang(Display())
    assert "blog0.example · blog0.example" not in words(browser.get(WALL)).replace(" blog0", "")
    assert ">blog0.example</bdi></a>" in browser.get(WALL).content.decode()


def test_a_post_on_a_network_is_named_by_who_wrote_it(browser, hang):
    hang(Display("", "Emil", "A message, a meal.", "en", 1_329_900_000_000))
    said = words(browser.get(WALL))
    assert "Emil blog0.example · 22 February 2012 A message, a meal." in said


def test_the_newest_come_first_a_page_at_a_time(browser, hang):
    count = PER_PAGE + 3
    hang(*[Display(f"Soup {number}") for number in range(count)])
    first = browser.get(WALL)
    assert titles(first) == [f"Soup {number}" for number in range(count - 1, 2, -1)]
    older = re.search(r'href="([^"]+)">Older posts', first.content.decode())[1]
    second = browser.get(older)
    assert titles(second) == ["Soup 2", "Soup 1", "Soup 0"]
    assert "Older posts" not in words(second)
    assert "The newest" in words(second)


def test_the_wall_is_read_by_language(browser, hang):
    hang(Display("Soup 0", language="fr"), Display("Soup 1", language="en"), Display("Soup 2"))
    page = browser.get(WALL)
    assert "Français (1)" in words(page)
    assert titles(browser.get(f"{WALL}?in=fr")) == ["Soup 0"]
    assert "aria-current" in browser.get(f"{WALL}?in=fr").content.decode()


def test_the_organiser_makes_the_press_review(site, browser, hang):
    _, second, _ = hang(*[Display(f"Soup {number}") for number in range(3)])
    mark_post(site.desks, site.clock, SLUG, second, Mark.PRESS)
    press = browser.get(f"{WALL}?mark=press")
    assert titles(press) == ["Soup 1"]
    assert "Press Soup 1" in words(press)
    assert titles(browser.get(f"{WALL}?mark=recap")) == []


@pytest.mark.parametrize("asked", ["in=<b>", "mark=soup", "before=x", "before=9" + "9" * 40])
def test_what_nobody_offers_breaks_nothing(browser, hang, asked):
    hang(Display("Soup 0"))
    assert browser.get(f"{WALL}?{asked}").status_code == 200


def test_the_campaign_page_shows_the_latest(browser, hang):
    assert "What people wrote" not in words(browser.get(HOME))
    hang(*[Display(f"Soup {number}") for number in range(9)])
    page = browser.get(HOME)
    assert titles(page) == ["Soup 8", "Soup 7", "Soup 6"]
    assert f'href="{WALL}"' in page.content.decode()


@pytest.mark.conformance("VF-14")
@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("path", [WALL, HOME])
def test_whatever_a_page_says_is_shown_as_text(site, browser, hang, path, attack):
    (number,) = hang(Display("soup", "soup", "soup", "soup!"))
    harmless = Tags(browser.get(path))
    with site.desks.write() as desk:
        post = desk.posts.get(1, number)
        desk.posts.keep([post._replace(display=Display(attack, attack, attack, attack))])
    page = browser.get(path)
    assert Tags(page).found == harmless.found
    assert words(page).count("alert(1)") >= attack.count("alert(1)")


@pytest.mark.conformance("VF-14")
@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,soup", "//evil.example/", "vbscript:x"]
)
def test_only_addresses_of_the_web_are_linked(browser, hang, address):
    hang(Display("Soup 0"), address=address)
    page = browser.get(WALL).content.decode()
    assert f'href="{address}"' not in page
    assert "Soup 0" in page


def test_languages_are_counted_anew_every_few_seconds(browser, hang, clock):
    first = (Display("Soup", language="fr"), Display("Soup", language="en"))
    hang(*first)
    assert "English (1)" in words(browser.get(WALL))
    hang(*first, Display("Soup", language="en"))
    clock.moment_ms += FRESH_MS - 1
    assert "English (1)" in words(browser.get(WALL))
    clock.moment_ms += 1
    assert "English (2)" in words(browser.get(WALL))
