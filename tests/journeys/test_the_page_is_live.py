"""The count moves before your eyes, and the page is whole without it."""

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import PHONE

from tablee.web.hurdles.gate import PATIENCE_MS

pytestmark = pytest.mark.browser

HERO = ".count .number"
LOOKS = """all => all.map(each =>
    each.getAttribute("class") + Number(each.lastChild.getAttribute("r")))"""


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def test_the_count_moves_without_reload(open_page, place):
    page = open_page()
    expect(page.locator("[data-on-air]")).to_be_visible()
    before = number(page.inner_text(HERO))
    page.evaluate("window.isTheSamePage = true")
    place.send("blog_post", range(10_000, 10_060))
    expect(page.locator(HERO)).to_have_text(f"{before + 600:,}")
    expect(page.locator("#line-blogs [data-figure=paid]")).not_to_have_text("11,250")
    assert page.evaluate("window.isTheSamePage")


def test_plates_fill_one_by_one(open_page, place):
    page = open_page()
    expect(page.locator("[data-on-air]")).to_be_visible()
    full = page.locator("#line-drawings .plate.full")
    before = full.count()
    place.send("drawing", range(20_000, 20_020))
    expect(full).not_to_have_count(before)


def test_what_the_live_count_draws_is_what_the_server_draws(open_page, place):
    page = open_page(reduced_motion="reduce")
    expect(page.locator("[data-on-air]")).to_be_visible()
    before = number(page.inner_text(HERO))
    place.send("hashtag_post", range(30_000, 30_250))
    expect(page.locator(HERO)).to_have_text(f"{before + 250:,}")
    page.wait_for_timeout(700)
    drawn = page.eval_on_selector_all("[data-plates] > g", LOOKS)
    page.reload()
    assert drawn == page.eval_on_selector_all("[data-plates] > g", LOOKS)


def test_the_moment_a_line_is_full_is_said_without_reload(open_page, place):
    page = open_page(locale="fr-FR")
    expect(page.locator("[data-on-air]")).to_be_visible()
    line = page.locator("#line-selected")
    expect(line.locator(".chip")).to_have_text("Donne encore des repas")
    page.evaluate("window.isTheSamePage = true")
    place.send("selection", range(11))
    expect(line.locator(".chip")).to_have_text("Ligne pleine", timeout=9_000)
    expect(line.locator("[data-figure=unpaid]")).to_have_text("15")
    expect(line).to_contain_text("La ligne est pleine depuis le")
    way = page.locator(".way.full", has_text="Être sélectionné")
    expect(way).to_contain_text("ne donne plus de repas")
    assert page.evaluate("window.isTheSamePage")


def test_everything_is_there_without_javascript(open_page, place):
    page = open_page(java_script_enabled=False)
    assert number(page.inner_text(HERO)) > 20_000
    assert page.locator("svg.table .plate.full").count() > 100
    page.get_by_role("link", name="Français").click()
    assert page.get_by_role("heading", name="La table se remplit").is_visible()
    page.goto(place.page + "act/drawing")
    page.get_by_role("textbox").first.fill("https://a-quiet-blog.example/soupe")
    page.wait_for_timeout(PATIENCE_MS)
    page.get_by_role("button").click()
    assert "/acts/" in page.url


def test_a_supporter_acts_from_a_phone_with_the_keyboard_alone(open_page):
    page = open_page(viewport=PHONE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    for _ in range(40):
        page.keyboard.press("Tab")
        if "/act/blog_post" in str(page.evaluate("document.activeElement.href || ''")):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/act/blog_post")
    page.get_by_label("Its public address").focus()
    page.keyboard.type("https://blog.example/a-phone")
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/**")
    assert "blog.example/a-phone" in page.inner_text("main")


def test_focus_can_be_seen(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    style = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(style) == "solid"
