"""A shopper types the code of their receipt, on a telephone or at a desk, in either language."""

import csv
import subprocess
import sys

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import DESK, PHONE, SLUG, TERMS, Place
from tests.journeys.everybody import shut_out
from tests.sites import lay_tables

from tablee.cli.replay.own_server import OwnServer, free_port, own_environ

pytestmark = pytest.mark.browser

SCREENS = {"desk": DESK, "phone": PHONE}
WORDS = {
    "en-GB": ("The code on your receipt", "There is a slip in it", "Your act = 1 meal", "before"),
    "fr-FR": (
        "Le code de votre ticket",
        "Il y a une faute de frappe",
        "Votre action = 1 repas",
        "déjà",
    ),
}


@pytest.fixture(scope="module")
def codes():
    """Codes that nobody has typed yet."""
    return []


@pytest.fixture(scope="module")
def place(tmp_path_factory, codes):
    """A site of its own whose shops print codes."""
    environ = own_environ(lay_tables(tmp_path_factory.mktemp("shop")), {"LC_ALL": "C"})

    def run(*command: str) -> str:
        words = [sys.executable, "-m", "tablee", *command]
        done = subprocess.run(words, env=environ, capture_output=True, text=True, check=True)
        return done.stdout

    run("campaign", "apply", str(TERMS), "--replay")
    rows = list(csv.reader(run("codes", "issue", SLUG, "--number", "20").splitlines()))
    codes += [row[0] for row in rows[1:]]
    with OwnServer(environ, free_port()) as server:
        yield Place(server.url, "")


@pytest.mark.parametrize("wishes", [(each, screen) for each in WORDS for screen in SCREENS])
def test_a_code_is_typed_with_a_slip_and_then_without(open_page, place, codes, wishes):
    language, screen = wishes
    label, slip, counted, known = WORDS[language]
    code = codes.pop()
    page = open_page(locale=language, viewport=SCREENS[screen])
    page.locator("#act a[href*='/code/']").click()
    field = page.get_by_label(label)
    field.fill(f"{code[1]}{code[0]}{code[2:]}" if code[0] != code[1] else f"{code[:-1]}?")
    field.press("Enter")
    expect(page.get_by_role("alert").filter(has_text=slip)).to_be_visible(timeout=20_000)
    field.fill(f"  {code.replace('-', ' ').lower()} ")
    page.locator("form.sheet button").click()
    page.wait_for_url("**/acts/**", timeout=20_000)
    expect(page.locator("h1")).to_contain_text(counted.replace("1 ", "1\u00a0"))
    page.goto(f"{place.page}code/purchase")
    page.get_by_label(label).fill(code)
    page.locator("form.sheet button").click()
    page.wait_for_url("**/acts/**known=1", timeout=20_000)
    expect(page.get_by_role("status").first).to_contain_text(known)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", WORDS)
def test_a_code_is_typed_without_javascript(open_page, codes, language):
    label, _slip, counted, _known = WORDS[language]
    page = open_page("code/purchase", locale=language, java_script_enabled=False)
    page.get_by_label(label).fill(codes.pop())
    page.wait_for_timeout(6_500)
    page.locator("form.sheet button").click()
    expect(page.locator("h1")).to_contain_text(counted.replace("1 ", "1\u00a0"))


@pytest.mark.parametrize("language", WORDS)
def test_nobody_is_shut_out_beside_a_slip(open_page, language):
    label, slip, _counted, _known = WORDS[language]
    page = open_page("code/purchase", locale=language, viewport=PHONE)
    page.get_by_label(label).fill("1234")
    page.locator("form.sheet button").click()
    expect(page.get_by_role("alert").filter(has_text=slip)).to_be_visible(timeout=20_000)
    assert shut_out(page, (PHONE,)) == []
