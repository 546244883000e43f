"""Staff pages and error pages shut nobody out: both languages, light and dark, on a phone."""

import sqlite3
import subprocess
import sys
from typing import NamedTuple

import pytest
from tests import make
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.everybody import WIDTHS, shut_out, violations
from tests.sites import lay_tables

from tablee.cli.replay.own_server import OwnServer, free_port, own_environ

pytestmark = pytest.mark.browser

SHOWS = """(() => {
  const it = document.activeElement, now = getComputedStyle(it)
  const seen = [now.outlineStyle, now.boxShadow, now.textDecorationLine, now.borderColor]
  const text = seen.join() + now.color + now.backgroundColor
  it.blur()
  const then = getComputedStyle(it)
  const before = [then.outlineStyle, then.boxShadow, then.textDecorationLine, then.borderColor]
  const differs = text !== before.join() + then.color + then.backgroundColor
  it.focus()
  return differs
})()"""
LANGUAGES = ["en-GB", "fr-FR"]
ACT = 1 << 40 | 1
PAGES = (
    "/staff/",
    f"/staff/queue/{make.SLUG}/",
    f"/staff/choices/{make.SLUG}/",
    f"/staff/choices/{make.SLUG}/1",
    f"/staff/codes/{make.SLUG}/",
    "/staff/hosts/",
    "/staff/networks/",
    f"/staff/promises/{make.SLUG}/",
    f"/staff/shifts/{make.SLUG}/",
    f"/staff/shifts/{make.SLUG}/1/",
    "/staff/work/",
    "/staff/store/act/",
    f"/staff/store/act/{ACT}/change/",
    "/staff/store/submission/",
    "/staff/store/post/",
    "/staff/store/blog/",
    "/staff/store/decision/",
    "/staff/store/entry/",
    "/staff/store/note/",
    "/staff/store/partnerkey/",
    "/staff/store/campaign/",
    "/staff/store/campaign/1/change/",
    "/staff/store/campaign/1/raise/",
    "/staff/store/campaign/1/message/",
    "/staff/password_change/",
)
NOWHERE = "/c/nowhere/"
FORBIDDEN = "/staff/store/campaign/1/raise/"
MOST_TABS = 60
TOO_MANY = 1_001
"""More fields than a request may have."""


class Desk(NamedTuple):
    """A site where posts wait, and who may look at them."""

    url: str
    passwords: dict[str, str]


def running(environ, *words):
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    environ = own_environ(
        lay_tables(tmp_path_factory.mktemp("staff")), {"LC_ALL": "C", "TABLEE_WORKERS": "0"}
    )
    running(environ, "tests.journeys.staffed")
    passwords = {
        "ada": running(environ, "tablee", "staff", "new", "ada", "--role", "operator"),
        "ben": running(environ, "tablee", "staff", "new", "ben"),
    }
    with OwnServer(environ, free_port()) as server:
        yield Desk(server.url, passwords)


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """The address of a site whose disk has lost a table."""
    home = tmp_path_factory.mktemp("broken")
    environ = own_environ(lay_tables(home), {"LC_ALL": "C", "TABLEE_WORKERS": "0"})
    running(environ, "tests.journeys.flagged", "1")
    with OwnServer(environ, free_port()) as server:
        (file,) = home.glob("*.sqlite3")
        with sqlite3.connect(file) as rows:
            rows.execute("DROP TABLE store_post")
        rows.close()
        yield server.url


@pytest.fixture
def opened(chromium):
    """Opens a page in a window of its own."""
    contexts = []

    def show(address, **wishes):
        context = chromium.new_context(**({"viewport": DESK, "locale": "en-GB"} | wishes))
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield show
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(opened, desk):
    """Opens the first page of the staff as somebody, with the keyboard alone."""

    def signed(name="ada", **wishes):
        page = opened(f"{desk.url}/staff/login/", **wishes)
        tab_to(page, "#id_username")
        page.keyboard.type(name)
        tab_to(page, "#id_password")
        page.keyboard.type(desk.passwords[name])
        page.keyboard.press("Enter")
        page.wait_for_selector("#user-tools")
        return page

    return signed


def tab_to(page, selector):
    """Press Tab until the focus is there, and see that it shows."""
    for _ in range(MOST_TABS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            break
        page.keyboard.press("Tab")
    else:
        pytest.fail(f"the keyboard does not reach {selector}")


def too_wide(page):
    scrolled, seen = page.evaluate(WIDTHS)
    return [(page.url, scrolled)] if (scrolled, seen) != (PHONE["width"],) * 2 else []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_staffs_pages_shut_nobody_out_and_are_no_wider_than_a_small_phone(
    desk, opened, sign_in, language
):
    faults = shut_out(opened(f"{desk.url}/staff/login/", locale=language))
    page = sign_in(locale=language)
    for path in PAGES:
        page.goto(f"{desk.url}{path}")
        faults += shut_out(page)
    assert not faults, "\n".join(map(str, faults))


@pytest.mark.parametrize("language", LANGUAGES)
def test_estimates_beside_a_campaign_are_for_everybody(desk, opened, language):
    page = opened(f"{desk.url}/c/{make.SLUG}/", locale=language, viewport=PHONE)
    assert page.locator(".estimates li").count() == 3
    assert not [*violations(page), *too_wide(page)]


def error_pages(desk, broken, opened, sign_in, **wishes):
    """Yield every page that says that something is not as asked, with what it says."""
    yield 404, opened(f"{desk.url}{NOWHERE}", **wishes)
    yield 400, opened(f"{desk.url}/?{'&a' * TOO_MANY}", **wishes)
    yield 500, opened(f"{broken}/c/{make.SLUG}/wall", **wishes)
    page = sign_in("ben", **wishes)
    page.goto(f"{desk.url}{FORBIDDEN}")
    yield 403, page
    page = opened(f"{desk.url}/staff/login/", **wishes)
    page.fill("#id_username", "ben")
    page.fill("#id_password", desk.passwords["ben"])
    page.context.clear_cookies()
    page.press("#id_password", "Enter")
    page.wait_for_load_state()
    yield 403, page


@pytest.mark.parametrize("language", LANGUAGES)
def test_error_pages_are_for_everybody(desk, broken, opened, sign_in, language):
    faults, titles = [], set()
    wishes = {"locale": language, "viewport": PHONE}
    for status, page in error_pages(desk, broken, opened, sign_in, **wishes):
        assert page.text_content(".kick") == str(status)
        titles.add(page.text_content("h1").strip())
        faults += violations(page) + too_wide(page)
        tab_to(page, "main a")
    assert not faults, "\n".join(map(str, faults))
    assert len(titles) == 5


def test_a_host_is_judged_and_pardoned_with_the_keyboard_alone(sign_in):
    page = sign_in("ben")
    tab_to(page, "a[href='/staff/hosts/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hosts/")
    tab_to(page, "#id_host")
    page.keyboard.type("https://gil.example/soup")
    tab_to(page, "#id_standing")
    page.keyboard.press("t")
    tab_to(page, "#id_why")
    page.keyboard.type("a friend")
    page.keyboard.press("Enter")
    page.wait_for_selector("th:has-text('gil.example')")
    tab_to(page, "button[value='gil.example']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    assert page.locator("th:has-text('gil.example')").count() == 0


def test_a_pledge_is_raised_with_the_keyboard_alone(sign_in):
    page = sign_in("ada")
    for link in (
        "a[href='/staff/store/campaign/']",
        "#result_list th.field-slug a",
        "a[href='/staff/store/campaign/1/raise/']",
    ):
        tab_to(page, link)
        address = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, address=address: url != address)
    said = {"units": "5", "author": "Dana", "reason_en": "You asked.", "reason_fr": "Bravo !"}
    for name, words in said.items():
        tab_to(page, f"#id_{name}")
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")


def test_every_stop_of_the_keyboard_can_be_seen(desk, sign_in):
    page = sign_in()
    unseen = []
    for path in ("/staff/", "/staff/hosts/", "/staff/work/", "/staff/store/act/"):
        page.goto(f"{desk.url}{path}")
        for _ in range(MOST_TABS):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            if not page.evaluate(SHOWS):
                unseen.append((path, page.evaluate("document.activeElement.outerHTML")[:160]))
    assert not unseen, "\n".join(map(str, unseen))
