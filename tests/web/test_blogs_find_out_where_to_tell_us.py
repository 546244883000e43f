"""Campaign pages say how they can be told of posts, to blogs and to people."""

import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from tests.web import looks
from tests.web.conftest import stranger
from tests.web.reading_pages import words
from tests.web.samples import SLUG

from tablee.core.post.token import OwnName
from tablee.core.sharing.link import link_token
from tablee.receivers.pingback.offer import OFFER as PINGBACK
from tablee.receivers.trackback.offer import OFFER as TRACKBACK
from tablee.receivers.webmention.offer import OFFER as WEBMENTION
from tablee.web.advertising import in_comment
from tablee.web.site import use

HOME = f"/c/{SLUG}/"
PUBLIC = f"http://127.0.0.1{HOME}"
OFFERS = (WEBMENTION, PINGBACK, TRACKBACK)


@pytest.fixture
def site(light_site):
    looks.open_campaign(light_site)
    use(light_site, OFFERS, patience_s=0)
    return light_site


def addresses(site) -> list[str]:
    """Every address that mentions the campaign."""
    share = f"{HOME}s/mastodon/{link_token(site.secret, SLUG, 'mastodon')}"
    personal = f"{HOME}r/{OwnName.PERSONAL.make(site.secret, SLUG, 1)}"
    forms = [f"{HOME}act/blog_post", f"{HOME}webmention"]
    return [HOME, HOME.removesuffix("/"), f"/s/{SLUG}", share, personal, *forms]


@pytest.mark.conformance("WM-10", "PB-05")
@pytest.mark.parametrize("which", range(7))
def test_every_address_that_mentions_a_campaign_says_it_in_headers(site, browser, which):
    for response in (browser.get(addresses(site)[which]), browser.head(addresses(site)[which])):
        assert response.headers["Link"] == f'<{PUBLIC}webmention>; rel="webmention"'
        assert response.headers["X-Pingback"] == f"{PUBLIC}pingback"


@pytest.mark.conformance("WM-10")
@pytest.mark.parametrize("path", [HOME, f"{HOME}act/blog_post"])
def test_pages_say_it_in_their_head(browser, path):
    head = browser.get(path).content.decode().partition("</head>")[0]
    assert f'<link rel="webmention" href="{PUBLIC}webmention">' in head


@pytest.mark.conformance("PB-05")
@pytest.mark.parametrize("path", [HOME, f"{HOME}act/blog_post"])
def test_wordpress_finds_the_pingback_address_as_it_searches(browser, path):
    """It looks for the relation, then for the next href, and takes what is quoted."""
    page = browser.get(path).content.decode()
    after = page[page.index('rel="pingback"') :]
    found = after[after.index("href=") + 6 :]
    assert found[: found.index('"')] == f"{PUBLIC}pingback"


def test_trackback_is_told_in_a_comment(browser):
    page = browser.get(HOME).content.decode()
    (comment,) = re.findall(r"<!--(.*?)-->", page, re.DOTALL)
    described = ET.fromstring(comment)[0]  # noqa: S314 - we wrote it
    names = "{http://madskills.com/public/xml/rss/module/trackback/}"
    assert described.get(f"{names}ping") == f"{PUBLIC}trackback"


def test_no_title_ends_the_comment():
    assert "--" not in in_comment("Soup -->---<script>-")


def test_the_public_address_is_told(site):
    elsewhere = stranger(site)
    page = elsewhere.get(HOME, headers={"host": "localhost"})
    assert page.headers["X-Pingback"] == f"http://localhost{HOME}pingback"


def test_a_short_link_leads_to_the_campaign(browser):
    response = browser.get(f"/s/{SLUG}")
    assert (response.status_code, response.headers["Location"]) == (302, HOME)
    assert f"127.0.0.1/s/{SLUG}" in words(browser.get(HOME))
    assert browser.get("/s/nobody").status_code == 404


@pytest.mark.conformance("WM-11")
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.name)
def test_each_way_is_explained_at_its_own_address(browser, offer, language):
    page = browser.get(HOME + offer.leaf, headers={"accept-language": language})
    assert offer.title.say(language) in words(page)
    for paragraph in offer.help:
        assert words(page).count(re.sub(r"\s+", " ", paragraph.say(language))) == 1


@pytest.mark.conformance("WM-11")
def test_a_webmention_can_be_sent_by_hand(browser):
    page = browser.get(f"{HOME}webmention").content.decode()
    form = re.search(r'<form method="post" class="sheet">(.*?)</form>', page, re.DOTALL)[1]
    assert re.findall(r'name="(\w+)"', form) == ["target", "source"]
    assert f'value="{PUBLIC}"' in unescape(form)
    assert "<form" not in browser.get(f"{HOME}pingback").content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("source", "This is not the address of a page that everybody can read."),
        ("closed", "The campaign takes no posts any more."),
        ("often", "We were asked very often from your network."),
    ],
)
def test_what_was_wrong_with_it_is_said_beside_the_form(browser, wrong, told):
    page = browser.get(f"{HOME}webmention?wrong={wrong}")
    assert told in words(page)
    assert 'role="alert"' in page.content.decode()
    assert 'role="alert"' not in browser.get(f"{HOME}webmention?wrong=x").content.decode()


def test_what_is_not_offered_is_not_here(browser):
    assert browser.get(f"{HOME}salmon").status_code == 404


def test_the_form_says_how_a_blog_tells_us_by_itself(browser):
    page = browser.get(f"{HOME}act/blog_post").content.decode()
    assert f'href="{HOME}pingback"' in page
    assert f'href="{HOME}blogs"' in page
