"""Thirty posts wait; a moderator's hands stay on the keys; an appeal goes to somebody else."""

import json
import subprocess
import sys
from typing import NamedTuple
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests import make
from tests.journeys.conftest import DESK
from tests.sites import lay_tables

from tablee.cli.replay.own_server import OwnServer, free_port, own_environ
from tablee.core.receipt import receipt_token
from tablee.outside.secret import site_secret

pytestmark = pytest.mark.browser

POSTS = 30
UNITS = 10
QUEUE = f"/staff/queue/{make.SLUG}/"
WAITING = ".queue .card:not(.done)"


class Desk(NamedTuple):
    """A site where thirty posts wait, and who may decide about them."""

    url: str
    passwords: dict[str, str]
    secret: bytes


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    home = tmp_path_factory.mktemp("moderators")
    environ = own_environ(lay_tables(home), {"LC_ALL": "C"})

    def run(*words):
        command = [sys.executable, "-m", *words]
        return subprocess.run(command, env=environ, capture_output=True, text=True, check=True)

    run("tests.journeys.flagged", str(POSTS))
    passwords = {
        name: run("tablee", "staff", "new", name).stdout.strip() for name in ("ada", "ben")
    }
    with OwnServer(environ, free_port()) as server:
        yield Desk(server.url, passwords, site_secret(home, ""))


@pytest.fixture
def sign_in(chromium, desk):
    """Opens the queue as somebody of the staff."""
    contexts, complaints = [], []

    def opened(name, path=QUEUE, **wishes):
        context = chromium.new_context(**({"viewport": DESK, "locale": "en-GB"} | wishes))
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{desk.url}{path}")
        page.fill("#id_username", name)
        page.fill("#id_password", desk.passwords[name])
        page.press("#id_password", "Enter")
        page.wait_for_selector("#content-main")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def totals(url):
    with urlopen(f"{url}/c/{make.SLUG}/tally.json") as answer:  # noqa: S310 - our own server
        return json.load(answer)["totals"]


@pytest.mark.parametrize("language", ["en-GB", "fr-FR"])
def test_axe_finds_nothing_in_the_queue(sign_in, language):
    page = sign_in("ada", locale=language)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]})
    wrong = found.response["violations"]
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in wrong] == []


def test_thirty_posts_are_decided_with_one_key_each(desk, sign_in, chromium):
    assert totals(desk.url)["pending"] == POSTS * UNITS
    page = sign_in("ada")
    assert page.locator(WAITING).count() == POSTS
    for number in range(POSTS):
        page.keyboard.press("1" if number % 10 == 9 else "c")
        expect(page.locator(WAITING)).to_have_count(POSTS - number - 1)
    page.reload()
    assert "Nothing waits for a decision." in page.text_content("#content-main")
    counted = (POSTS - POSTS // 10) * UNITS
    assert_paid(page, desk, counted)

    appeal(desk, chromium, refused(page, desk.url))
    page.goto(f"{desk.url}{QUEUE}")
    page.keyboard.press("g")
    page.wait_for_selector(".trouble:not([hidden])")
    assert "somebody other than" in page.text_content(".trouble:not([hidden])")

    other = sign_in("ben")
    assert "I wrote it myself." in other.text_content(".queue")
    other.keyboard.press("g")
    expect(other.locator(WAITING)).to_have_count(0)
    assert_paid(other, desk, counted + UNITS)


def assert_paid(page, desk, units):
    """The public figure says so, once the count has been made anew."""
    for _ in range(50):
        if totals(desk.url)["paid"] == units:
            return
        page.wait_for_timeout(100)
    assert totals(desk.url)["paid"] == units


def refused(page, url):
    """Return the number of an act that was refused with the key for advertising."""
    page.goto(f"{url}/staff/store/act/?state=refused")
    return int(page.locator("#result_list tbody th").first.text_content())


def appeal(desk, chromium, number):
    """Say against the refusal, on the receipt's own page, what its author would say."""
    token = receipt_token(desk.secret, make.SLUG, number)
    page = chromium.new_page(locale="en-GB")
    page.goto(f"{desk.url}/c/{make.SLUG}/acts/{token}/appeal")
    page.fill("textarea", "I wrote it myself.")
    page.click("main form button")
    page.wait_for_load_state()
    page.close()
