"""A blogger gives an address, mends what is wrong, keeps a receipt, and can take it all back."""

import re

import pytest
from playwright.sync_api import expect
from tests import make
from tests.blogs import HANGING, Page, post
from tests.journeys.conftest import PHONE
from tests.journeys.posting import street

pytestmark = pytest.mark.browser

WORDS = {
    "en-GB": {
        "counted": "Your post is counted.",
        "receipt": "See your receipt",
        "brings": "Your act = 10 meals",
        "refused": "Your post is not counted so far.",
        "no link": "We found no link to",
        "again": "Look again",
        "done": "Done: look at my page",
        "still": "your page still leads to the campaign",
        "withdrawn": "Your act was counted, then taken back.",
    },
    "fr-FR": {
        "counted": "Votre billet est compté.",
        "receipt": "Voir votre reçu",
        "brings": "Votre action = 10 meals",
        "refused": "Votre billet n’est pas encore compté.",
        "no link": "Nous n’avons trouvé aucun lien vers",
        "again": "Regarder de nouveau",
        "done": "C’est fait : regardez ma page",
        "still": "votre page mène encore à la campagne",
        "withdrawn": "Votre action a compté, puis elle a été annulée.",
    },
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    with street(tmp_path_factory.mktemp("bloggers")) as found:
        yield found


def send(page, address: str) -> None:
    page.fill("#id_address", address)
    page.click("form.sheet button")


def expect_heading(page, words: str) -> None:
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(re.escape(words).replace("\\ ", r"\s")), timeout=15_000)


@pytest.mark.parametrize("language", WORDS)
def test_an_address_is_pasted_and_a_receipt_is_given(open_page, place, language):
    said = WORDS[language]
    place.blogs.pages[f"emil-{language[:2]}.example/1"] = post(
        place.page, words=f"Soup, {language}."
    )
    page = open_page("act/post", locale=language)
    send(page, f"http://emil-{language[:2]}.example/1#top")
    page.wait_for_url("**/posts/**")
    expect_heading(page, said["counted"])
    page.get_by_role("link", name=said["receipt"]).click()
    page.wait_for_url("**/acts/**")
    expect_heading(page, said["brings"])


@pytest.mark.parametrize("language", WORDS)
def test_a_post_is_refused_mended_and_counted(open_page, place, language):
    said = WORDS[language]
    place.blogs.pages[f"fay-{language[:2]}.example/1"] = post(words=f"No link at all, {language}.")
    page = open_page("act/post", locale=language)
    send(page, f"http://fay-{language[:2]}.example/1")
    expect_heading(page, said["refused"])
    expect(page.locator(".refusal")).to_contain_text(f"{said['no link']} {place.page}")
    place.blogs.pages[f"fay-{language[:2]}.example/1"] = post(
        place.page, words=f"Here, {language}."
    )
    page.get_by_role("button", name=said["again"]).click()
    expect_heading(page, said["counted"])


@pytest.mark.parametrize("language", WORDS)
def test_a_post_is_withdrawn(open_page, place, language):
    said = WORDS[language]
    place.blogs.pages[f"gus-{language[:2]}.example/1"] = post(
        place.page, words=f"Bread, {language}."
    )
    page = open_page("act/post", locale=language)
    send(page, f"http://gus-{language[:2]}.example/1")
    expect_heading(page, said["counted"])
    page.get_by_role("link", name=said["receipt"]).click()
    page.locator("section.own a").click()
    page.wait_for_url("**/withdraw")
    page.get_by_role("button", name=said["done"]).click()
    expect(page.locator("[role=alert]")).to_contain_text(said["still"], timeout=15_000)
    place.blogs.pages[f"gus-{language[:2]}.example/1"] = post(words=f"Bread, {language}.")
    page.get_by_role("button", name=said["done"]).click()
    expect_heading(page, said["withdrawn"])
    expect(page.locator("section.own a")).to_have_count(0)


def test_everything_works_without_javascript(open_page, place):
    place.blogs.pages["quiet.example/1"] = post(place.page, words="A quiet table.")
    page = open_page("act/post", java_script_enabled=False)
    send(page, "http://quiet.example/1")
    asked = page.locator("form.sheet [role=alert]").first
    expect(asked).to_contain_text("we ask for a little patience")
    assert page.input_value("#id_address") == "http://quiet.example/1"
    page.wait_for_timeout(6_000)
    page.click("form.sheet button")
    page.wait_for_url("**/posts/**")
    expect_heading(page, "Your post is counted.")


def test_without_javascript_the_page_comes_back_by_itself(open_page, place):
    slow = post(place.page, words="A slow table.")._replace(pause_s=5.0)
    place.blogs.pages["slow.example/1"] = slow
    page = open_page("act/post", java_script_enabled=False)
    page.wait_for_timeout(6_000)
    send(page, "http://slow.example/1")
    expect_heading(page, "We are looking at your page.")
    expect(page.get_by_role("link", name="Do not do that")).to_be_visible()
    expect_heading(page, "Your post is counted.")


def test_a_page_that_takes_its_time_is_followed_without_reload_by_hand(open_page, place):
    slow = post(place.page, words="Another slow table.")._replace(pause_s=5.0)
    place.blogs.pages["slower.example/1"] = slow
    page = open_page("act/post")
    send(page, "http://slower.example/1")
    expect_heading(page, "We are looking at your page.")
    expect_heading(page, "Your post is counted.")


def test_a_person_is_asked(open_page, place):
    place.blogs.pages["odd.example/1"] = post(words="The link is in a picture.")
    page = open_page("act/post")
    send(page, "http://odd.example/1")
    page.get_by_role("button", name="Ask a person to look").click()
    expect_heading(page, "A person will look at your post.")


def test_a_blogger_brings_another(open_page, place):
    place.blogs.pages["ida.example/1"] = post(place.page, words="Ida eats.")
    place.blogs.pages["jan.example/1"] = post(place.page, words="Jan cooks.")
    page = open_page("act/post")
    send(page, "http://ida.example/1")
    page.get_by_role("link", name="See your receipt").click()
    link = page.locator("section.personal .link a").get_attribute("href")
    receipt = page.url
    friend = open_page(link.removeprefix(place.url))
    assert friend.url == place.page
    friend.goto(f"{place.page}act/post")
    expect(friend.locator(".known")).to_contain_text("personal link")
    send(friend, "http://jan.example/1")
    expect_heading(friend, "Your post is counted.")
    page.goto(receipt)
    expect(page.locator("section.personal")).to_contain_text("So far: 1, which offer 5")


def test_the_form_is_filled_in_with_the_keyboard_on_a_phone(open_page, place):
    place.blogs.pages["phone.example/1"] = post(place.page, words="By phone.")
    page = open_page("act/post", viewport=PHONE)
    page.get_by_label("Its public address").focus()
    page.keyboard.type("http://phone.example/1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/**")
    expect_heading(page, "Your post is counted.")


def test_a_blog_is_registered_and_its_post_is_found(open_page, place):
    feed = "<rss version='2.0'><channel><title>Kim cooks</title><item><title>A table</title>"
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    place.blogs.pages["kim.example/"] = Page(f"<!doctype html>{link}<p>Kim's blog</p>")
    place.blogs.pages["kim.example/feed"] = Page(
        f"{feed}<link>http://kim.example/1</link></item></channel></rss>",
        headers=(("content-type", "application/rss+xml"),),
    )
    place.blogs.pages["kim.example/1"] = post(place.page, words="Kim lays a table.")
    page = open_page("blogs")
    send(page, "http://kim.example/")
    page.wait_for_url("**/blogs/**")
    for _ in range(20):
        page.wait_for_timeout(500)
        page.reload()
        if "We follow your blog." in page.inner_text("h1"):
            break
    expect(page.locator("main")).to_contain_text("Kim cooks")
    page.goto(f"{place.page}act/post")
    send(page, "http://kim.example/1")
    expect_heading(page, "Your post is counted.")
    expect(page.locator(".known")).to_contain_text("We had been told of this page before")


def test_a_page_that_never_answers_keeps_nobody_waiting(open_page, place):
    place.blogs.pages["hangs.example/1"] = HANGING
    page = open_page("act/post")
    send(page, "http://hangs.example/1")
    page.wait_for_url("**/posts/**", timeout=8_000)
    expect_heading(page, "We are looking at your page.")
    assert make.SLUG in page.url
