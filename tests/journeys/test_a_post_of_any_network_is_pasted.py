"""A supporter pastes the address of a post, from whichever network, and has a receipt for it."""

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.everybody import violations
from tests.journeys.networking import networked
from tests.journeys.test_a_blogger_is_counted import expect_heading, send

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("place")]

WORDS = {
    "en-GB": {
        "counted": "Your post is counted.",
        "person": "A person will look at your post.",
        "refused": "Your post is not counted so far.",
        "receipt": "See your receipt",
        "brings": "Your act = 1 meal",
        "networks": "Posts on networks",
        "by person": "A person looks",
        "elsewhere": "it counts as “hashtag_post”",
        "lack": "We found no page at that address",
    },
    "fr-FR": {
        "counted": "Votre billet est compté.",
        "person": "Une personne va regarder votre billet.",
        "refused": "Votre billet n’est pas encore compté.",
        "receipt": "Voir votre reçu",
        "brings": "Votre action = 1 meal",
        "networks": "Publications sur les réseaux",
        "by person": "Une personne regarde",
        "elsewhere": "elle compte comme « hashtag_post (fr) »",
        "lack": "Nous n’avons pas trouvé de page à cette adresse",
    },
}
SEEN = {
    "X": "https://twitter.com/emil/status/189000000000000000{n}?s=46",
    "TikTok": "https://www.tiktok.com/@fay.eats/video/730000000000000000{n}?_t=a",
    "TikTok, short": "https://vm.tiktok.com/ZM0000000000{n}/",
    "YouTube": "https://youtu.be/abc-tag_12{n}?si=a",
    "Bluesky": "https://bsky.app/profile/emil.example/post/3l3q{n}",
    "Mastodon": "https://social.example/@emil/11223344556677889{n}",
    "Pixelfed": "https://social.example/p/emil/61223344556677889{n}",
    "PeerTube": "https://social.example/w/abcdefghijk{n}",
}
LEFT = {
    "Instagram": "https://www.instagram.com/reel/DBabc_1-xy{n}/?igsh=a",
    "Threads": "https://www.threads.net/@emil/post/DBabc_1-xy{n}",
    "Facebook": "https://m.facebook.com/emil/posts/123456789012345{n}",
    "LinkedIn": "https://www.linkedin.com/posts/emil_a-activity-710000000000000000{n}-aBcD",
    "YouTube, without the hashtag in its title": "https://youtube.com/shorts/abc-DEF_12{n}",
}
DEVICES = {
    ("en-GB", "desktop"): (DESK, 1),
    ("fr-FR", "phone"): (PHONE, 2),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    with networked(tmp_path_factory.mktemp("networks")) as found:
        yield found


@pytest.mark.conformance("CN-01")
@pytest.mark.parametrize(("language", "device"), DEVICES)
def test_posts_of_all_networks_are_pasted(open_page, place, language, device):
    said, (viewport, number) = WORDS[language], DEVICES[language, device]
    page = open_page("act/hashtag_post", locale=language, viewport=viewport)
    for network, address in SEEN.items():
        page.goto(f"{place.page}act/hashtag_post")
        send(page, address.format(n=number))
        page.wait_for_url("**/posts/**")
        expect_heading(page, said["counted"])
        page.get_by_role("link", name=said["receipt"]).click()
        page.wait_for_url("**/acts/**")
        expect_heading(page, said["brings"])
        assert network
    for address in LEFT.values():
        page.goto(f"{place.page}act/hashtag_post")
        send(page, address.format(n=number))
        page.wait_for_url("**/posts/**")
        expect_heading(page, said["person"])


@pytest.mark.parametrize("language", WORDS)
def test_the_page_says_which_networks_are_looked_at_and_by_whom(open_page, language):
    said = WORDS[language]
    page = open_page("act/post", locale=language, viewport=PHONE)
    told = page.get_by_role("region", name=said["networks"])
    expect(told).to_contain_text(re.compile(re.escape(said["elsewhere"]).replace("\\ ", r"\s")))
    expect(told).to_contain_text("Bluesky, Mastodon, PeerTube, Pixelfed, TikTok, X, YouTube")
    by_person = told.locator("div", has_text=said["by person"])
    expect(by_person).to_contain_text("Facebook, Instagram, LinkedIn, Threads")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("language", WORDS)
def test_a_post_on_the_wrong_page_counts_as_what_it_is(open_page, language):
    said, number = WORDS[language], 5 + list(WORDS).index(language)
    page = open_page("act/post", locale=language)
    send(page, SEEN["X"].format(n=number))
    expect_heading(page, said["counted"])
    page.get_by_role("link", name=said["receipt"]).click()
    expect_heading(page, said["brings"])


@pytest.mark.parametrize("language", WORDS)
def test_a_post_that_is_not_there_is_not_counted(open_page, language):
    said = WORDS[language]
    page = open_page("act/hashtag_post", locale=language)
    send(page, f"https://x.com/emil/status/404000000000{list(WORDS).index(language)}")
    expect_heading(page, said["refused"])
    expect(page.locator(".refusal")).to_contain_text(said["lack"])


def test_the_same_post_in_another_spelling_is_known(open_page, place):
    page = open_page("act/hashtag_post")
    send(page, "https://x.com/emil/status/1890000000000000009")
    expect_heading(page, "Your post is counted.")
    page.goto(f"{place.page}act/post")
    send(page, "https://mobile.twitter.com/i/web/status/1890000000000000009?s=20")
    expect_heading(page, "Your post is counted.")
    page.get_by_role("link", name="See your receipt").click()
    expect_heading(page, "Your act = 1 meal")
