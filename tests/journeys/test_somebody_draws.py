"""Somebody draws on the page, loses the network and nothing else, and hangs in the gallery."""

import subprocess
import sys
from typing import NamedTuple

import pytest
from playwright.sync_api import expect
from tests import make
from tests.evidence.paintings import encoded, scene
from tests.journeys.conftest import ASKED_AGAIN, DESK, PHONE
from tests.journeys.everybody import WIDTHS, shut_out
from tests.sites import lay_tables

from tablee.cli.replay.own_server import OwnServer, free_port, own_environ
from tablee.web.hurdles.gate import PATIENCE_MS

pytestmark = pytest.mark.browser

HOME = f"/c/{make.SLUG}/"
FORM = f"{HOME}draw/drawing"
SCREENS = {"desk": {"viewport": DESK}, "phone": {"viewport": PHONE, "has_touch": True}}
LANGUAGES = {"en-GB": "waiting for somebody", "fr-FR": "attend qu’on la regarde"}
OFFLINE = "ERR_INTERNET_DISCONNECTED"
INK = """() => {
  const sheet = document.querySelector("[data-sheet]");
  const { data } = sheet.getContext("2d").getImageData(0, 0, sheet.width, sheet.height);
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) dark += data[at + 2] < 128;
  return dark;
}"""
LOADED = "() => [...document.images].every((image) => image.complete && image.naturalWidth > 0)"


class Atelier(NamedTuple):
    """A site where people draw, and the password of whoever looks at drawings."""

    url: str
    password: str


@pytest.fixture(scope="module")
def atelier(tmp_path_factory):
    environ = own_environ(lay_tables(tmp_path_factory.mktemp("atelier")), {"LC_ALL": "C"})

    def run(*words):
        command = [sys.executable, "-m", *words]
        return subprocess.run(command, env=environ, capture_output=True, text=True, check=True)

    run("tests.journeys.easel")
    password = run("tablee", "staff", "new", "ada").stdout.strip()
    with OwnServer(environ, free_port()) as server:
        yield Atelier(server.url, password)


@pytest.fixture
def visit(chromium, atelier):
    """Opens pages whose test fails for an error in the console or a request to elsewhere."""
    contexts, complaints = [], []

    def complain(said):
        if said.type == "error" and ASKED_AGAIN not in said.text and OFFLINE not in said.text:
            complaints.append(said.text)

    def opened(path=FORM, context=None, **wishes):
        if context is None:
            context = chromium.new_context(**({"viewport": DESK, "locale": "en-GB"} | wishes))
            contexts.append(context)
        page = context.new_page()
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((atelier.url, "data:", "blob:"))
                or complaints.append(f"third party: {request.url}")
            ),
        )
        page.goto(atelier.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def corners(page):
    """Return where on the screen the sheet's corners are, a little inside."""
    sheet = page.locator("[data-sheet]")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    left, top = box["x"] + 12, box["y"] + 12
    return left, top, left + box["width"] - 24, min(top + box["height"] - 24, 700)


def line(page, *, is_up=True, tilt=0.0):
    """Draw a line across the sheet with the mouse; leave the button pressed unless *is_up*."""
    left, top, right, bottom = corners(page)
    page.mouse.move(left, top + tilt * (bottom - top))
    page.mouse.down()
    page.mouse.move(right, bottom, steps=12)
    if is_up:
        page.mouse.up()


def touch(page):
    """Draw a line with a finger."""
    left, top, right, bottom = corners(page)
    hand = page.context.new_cdp_session(page)
    steps = [(left + (right - left) * n / 9, top + (bottom - top) * n / 9) for n in range(10)]
    for number, (x, y) in enumerate(steps):
        sort = "touchMove" if number else "touchStart"
        hand.send("Input.dispatchTouchEvent", {"type": sort, "touchPoints": [{"x": x, "y": y}]})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def say(page, alt="A line across the sheet", consent="of_age"):
    page.fill("#id_alt", alt)
    page.check(f"input[name=consent][value={consent}]")


def ink(page):
    return page.evaluate(INK)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_draws_and_sends(visit, language, screen):
    page = visit(locale=language, **SCREENS[screen])
    if screen == "phone":
        touch(page)
    else:
        page.get_by_role("radio").nth(1).check(force=True)
        line(page)
    line(page, tilt=0.9 if language == "fr-FR" else 0.5)
    assert ink(page) > 500
    say(page, f"Two lines, {language}, {screen}", "with_parent")
    page.locator("[data-send]").click()
    page.wait_for_url("**/acts/**", timeout=20_000)
    expect(page.locator("main")).to_contain_text(LANGUAGES[language])
    page.wait_for_function(LOADED)
    expect(page.locator(".mine img")).to_have_count(1)
    assert page.evaluate("Object.keys(localStorage).length") == 0
    scrolled, seen = page.evaluate(WIDTHS)
    assert scrolled == seen


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_network_is_lost_in_mid_draw_and_nothing_else(visit, language, screen):
    page = visit(locale=language, **SCREENS[screen])
    line(page)
    page.context.set_offline(True)
    line(page, tilt=0.3 if screen == "desk" else 0.7)
    say(page, f"Drawn without a network, {language}, {screen}")
    drawn = ink(page)
    page.locator("[data-send]").click()
    expect(page.locator("[data-sending]")).to_have_text(
        page.locator("[data-sending]").get_attribute("data-offline"), timeout=15_000
    )
    assert ink(page) == drawn
    page.context.set_offline(False)
    page.wait_for_url("**/acts/**", timeout=20_000)
    expect(page.locator("main")).to_contain_text(LANGUAGES[language])


def test_a_tab_closed_in_mid_stroke_loses_nothing(visit):
    page = visit()
    line(page)
    page.fill("#id_alt", "Half a line")
    line(page, is_up=False, tilt=0.8)
    drawn = ink(page)
    page.wait_for_timeout(200)
    page.close()
    again = visit(context=page.context)
    assert ink(again) == drawn
    expect(again.locator("#id_alt")).to_have_value("Half a line")
    again.locator("[data-undo]").click()
    assert 0 < ink(again) < drawn
    third = visit(context=page.context)
    assert ink(third) == ink(again)
    third.locator("[data-redo]").click()
    assert ink(third) == drawn


def test_an_answer_that_is_lost_makes_no_second_act(visit):
    page = visit()
    line(page)
    line(page, tilt=0.35)
    say(page, "Sent twice")
    lost = []

    def lose(route):
        if route.request.method != "POST" or lost:
            route.continue_()
            return
        lost.append(route.fetch(max_redirects=0).headers["location"])
        route.abort("internetdisconnected")

    page.route(f"**{FORM}", lose)
    complaints = page.locator("[data-sending]")
    page.locator("[data-send]").click()
    expect(complaints).to_have_text(complaints.get_attribute("data-offline"), timeout=15_000)
    page.locator("[data-send]").click()
    page.wait_for_url("**/acts/**", timeout=20_000)
    assert page.url.endswith(lost[0])


def test_all_of_it_works_by_keyboard(visit):
    page = visit()
    page.locator("[data-sheet]").focus()
    page.keyboard.press("Space")
    for _ in range(5):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Space")
    assert ink(page) > 300
    drawn = ink(page)
    page.keyboard.press("Shift+ArrowDown")
    assert ink(page) == drawn
    page.keyboard.press("Control+z")
    assert ink(page) == 0
    page.keyboard.press("Control+Shift+z")
    assert ink(page) == drawn
    page.locator("[data-clear]").focus()
    page.keyboard.press("Enter")
    assert ink(page) == 0
    page.locator("[data-undo]").click()
    assert ink(page) == drawn


def test_what_is_wrong_is_said_and_the_drawing_stays(visit):
    page = visit()
    line(page)
    drawn = ink(page)
    page.locator("[data-send]").click()
    expect(page.locator("#alt-error")).to_contain_text("Say in a sentence", timeout=15_000)
    expect(page.locator("#consent-error")).to_contain_text("Say who agrees")
    expect(page.locator("#id_alt")).to_be_focused()
    assert ink(page) == drawn
    say(page, "Mended")
    page.locator("[data-send]").click()
    page.wait_for_url("**/acts/**", timeout=20_000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_is_sent_without_javascript(visit, language, tmp_path):
    picture = tmp_path / "soup.jpg"
    picture.write_bytes(encoded(scene(7 + len(language)), "JPEG"))
    page = visit(locale=language, java_script_enabled=False)
    expect(page.locator("[data-easel]")).to_be_hidden()
    page.set_input_files("#id_picture", picture)
    say(page, "A picture from a file")
    page.wait_for_timeout(PATIENCE_MS + 300)
    page.locator("[data-send]").click()
    page.wait_for_url("**/acts/**")
    expect(page.locator("main")).to_contain_text(LANGUAGES[language])


def test_a_moderator_counts_it_by_a_key_and_it_hangs_in_the_gallery(visit, atelier):
    page = visit()
    line(page, tilt=0.15)
    line(page, tilt=0.6)
    say(page, "A drawing for the gallery")
    page.locator("[data-send]").click()
    page.wait_for_url("**/acts/**", timeout=20_000)
    receipt = page.url
    staff = visit("/staff/")
    staff.fill("#id_username", "ada")
    staff.fill("#id_password", atelier.password)
    staff.click("input[type=submit]")
    staff.goto(f"{atelier.url}/staff/queue/{make.SLUG}/")
    card = staff.locator(".card", has_text="A drawing for the gallery")
    card.focus()
    staff.wait_for_function(LOADED)
    staff.keyboard.press("c")
    expect(card).to_be_hidden()
    page.goto(f"{atelier.url}{HOME}drawings")
    hung = page.get_by_alt_text("A drawing for the gallery")
    box = hung.bounding_box()
    assert round(4 * box["height"] / box["width"]) == 3
    hung.click()
    page.wait_for_function(LOADED)
    expect(page.locator("main")).to_contain_text("brought 15")
    page.goto(f"{receipt}/withdraw")
    page.get_by_role("button", name="Erase it").click()
    page.goto(f"{atelier.url}{HOME}drawings")
    expect(page.get_by_alt_text("A drawing for the gallery")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [FORM, f"{HOME}drawings"])
def test_the_page_shuts_nobody_out_and_is_no_wider_than_a_small_phone(visit, path, language):
    assert shut_out(visit(path, locale=language)) == []
    narrow = visit(path, locale=language, viewport=PHONE)
    scrolled, seen = narrow.evaluate(WIDTHS)
    assert scrolled == seen == PHONE["width"]
