"""A click on a signed share link counts once per visitor, and machines that look ahead do not."""

import pytest
from django.test import Client
from tests.web import samples
from tests.web.conftest import FIREFOX
from tests.web.reading_pages import figures
from tests.web.samples import SLUG, StoppedClock, as_ms

from tablee.core.sharing.link import link_token
from tablee.web.sharing import NETWORKS
from tablee.web.site import current, use
from tablee.wire.visiting import COOKIE, preview_agents
from tablee.wiring import memory_site

BOTS = (
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "WhatsApp/2.23.20.0 A",
    "TelegramBot (like TwitterBot)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "http.rb/5.1.1 (Mastodon/4.2.1; +https://mastodon.example/) Bot",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0)",
    "curl/8.5.0",
    "python-requests/2.31.0",
    "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/126.0.0.0 Safari/537.36",
    "",
)


@pytest.fixture
def link(settings):
    """An open campaign that nobody has shared yet, and its link for Facebook."""
    clock = StoppedClock()
    made = memory_site(settings=settings, clock=clock)
    samples.open_campaign(made)
    use(made)
    return f"/c/{SLUG}/s/facebook/{link_token(made.secret, SLUG, 'facebook')}"


def visitor(agent: str = FIREFOX, ip: str = "192.0.2.7") -> Client:
    return Client(SERVER_NAME="localhost", REMOTE_ADDR=ip, headers={"user-agent": agent})


def shares() -> str:
    return figures(visitor().get(f"/c/{SLUG}/"))["facebook:paid"]


def test_a_click_leads_to_the_campaign_and_counts(link):
    response = visitor().get(link)
    assert response.headers["Location"] == f"/c/{SLUG}/"
    assert shares() == "1"


@pytest.mark.conformance("CN-03")
def test_the_same_visitor_counts_once(link):
    clicker = visitor()
    for _ in range(3):
        clicker.get(link)
    assert shares() == "1"


@pytest.mark.conformance("CN-03")
def test_the_same_visitor_counts_once_by_the_links_of_all_networks(link):
    clicker = visitor()
    clicker.get(link)
    token = link_token(current().secret, SLUG, "mastodon")
    assert clicker.get(f"/c/{SLUG}/s/mastodon/{token}").status_code == 302
    assert shares() == "1"


@pytest.mark.conformance("CN-03")
def test_clearing_cookies_does_not_make_another_visitor(link):
    visitor().get(link)
    visitor().get(link)
    assert shares() == "1"


def test_another_address_or_another_browser_is_another_visitor(link):
    visitor().get(link)
    visitor(ip="192.0.2.8").get(link)
    visitor(agent=FIREFOX + " other").get(link)
    assert shares() == "3"


def test_one_household_of_ipv6_is_one_visitor(link):
    visitor(ip="2001:db8::1").get(link)
    visitor(ip="2001:db8::2").get(link)
    visitor(ip="2001:db8:0:1::2").get(link)
    assert shares() == "2"


def test_whoever_keeps_the_cookie_is_the_same_from_elsewhere(link):
    clicker = visitor()
    clicker.get(link)
    clicker.get(link, REMOTE_ADDR="198.51.100.1")
    assert shares() == "1"


def test_a_cookie_made_up_by_somebody_is_not_believed(link):
    clicker = visitor()
    clicker.get(link)
    for number in range(3):
        clicker.cookies[COOKIE] = f"made-up-{number}:signature"
        clicker.get(link)
    assert shares() == "1"


@pytest.mark.parametrize("agent", BOTS)
@pytest.mark.conformance("CN-03")
def test_previews_and_robots_do_not_count(link, agent):
    response = visitor(agent=agent).get(link)
    assert response.status_code == 302
    assert COOKIE not in response.cookies
    assert shares() == "0"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-purpose": "prefetch"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x-moz": "prefetch"},
        {"x-purpose": "preview"},
        {"sec-fetch-dest": "image"},
        {"sec-fetch-dest": "iframe"},
    ],
)
@pytest.mark.conformance("CN-03")
def test_what_nobody_clicked_does_not_count(link, headers):
    visitor().get(link, headers=headers)
    assert shares() == "0"


@pytest.mark.conformance("CN-03")
def test_asking_for_the_headers_alone_does_not_count(link):
    assert visitor().head(link).status_code == 302
    assert shares() == "0"


@pytest.mark.conformance("CN-03")
def test_a_link_that_this_site_never_made_is_not_found(link):
    assert visitor().get(link[:-3] + "abc").status_code == 404
    assert visitor().get(link.replace("facebook", "myspace")).status_code == 404
    assert visitor().get(link.replace("facebook", "mastodon")).status_code == 404
    assert shares() == "0"


def test_nothing_of_the_visitor_is_kept_in_clear(link):
    response = visitor(ip="203.0.113.99").get(link)
    assert "203.0.113" not in str(response.cookies)
    assert "Firefox" not in str(response.cookies)


def test_every_network_has_a_link():
    assert len({network.name for network in NETWORKS}) == len(NETWORKS) == 7


def test_the_list_of_preview_agents_is_tidy():
    words = preview_agents()
    assert len(set(words)) == len(words)
    assert "mozilla" not in words


def test_after_the_cap_a_click_still_leads_to_the_page(site, clock):
    clock.moment_ms = as_ms(samples.NOON)
    link = f"/c/{SLUG}/s/facebook/{link_token(site.secret, SLUG, 'facebook')}"
    assert visitor().get(link).status_code == 302
    assert shares() == "5,000"


def test_behind_a_proxy_of_this_machine_visitors_are_told_apart(link):
    near = visitor(ip="127.0.0.1")
    near.get(link, headers={"x-forwarded-for": "203.0.113.1"})
    visitor(ip="127.0.0.1").get(link, headers={"x-forwarded-for": "1.2.3.4, 203.0.113.2"})
    visitor(ip="127.0.0.1").get(link, headers={"x-forwarded-for": "9.9.9.9, 203.0.113.2"})
    assert shares() == "2"


def test_nobody_else_is_believed_about_addresses(link):
    for number in range(3):
        visitor().get(link, headers={"x-forwarded-for": f"203.0.113.{number}"})
    assert shares() == "1"
