"""What people save is what the sources make, to the byte."""

import re
from base64 import b64encode
from hashlib import sha256

from tests.web.verifier.engine import SOURCES
from tools import verifier_page

LIMIT_LINES = 300


def test_the_saved_page_is_that_of_the_sources():
    assert verifier_page.PAGE.read_text() == verifier_page.page(), "run `make docs`"


def test_the_script_of_receipts_is_that_of_the_sources():
    made = verifier_page.script("page/receipt.js")
    assert verifier_page.RECEIPT.read_text() == made, "run `make docs`"


def test_every_source_is_short_and_says_what_it_is_for():
    sources = sorted(SOURCES.rglob("*.js"))
    assert len(sources) > 20
    for source in sources:
        text = source.read_text()
        assert text.startswith("// "), source
        assert len(text.splitlines()) <= LIMIT_LINES, source


def test_every_module_has_a_reader():
    asked = verifier_page.page() + verifier_page.script("page/receipt.js")
    unread = [p.relative_to(SOURCES).as_posix() for p in SOURCES.rglob("*.js")]
    assert [name for name in unread if f"// ── {name}\n" not in asked] == []


def hash_of(text):
    return "'sha256-" + b64encode(sha256(text.encode()).digest()).decode() + "'"


def test_the_policy_names_its_own_script_and_style_and_nothing_else():
    page = verifier_page.PAGE.read_text()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(scripts) == len(styles) == 1
    assert policy == (
        f"default-src 'none'; style-src {hash_of(styles[0])}; script-src {hash_of(scripts[0])}; "
        "base-uri 'none'; form-action 'none'"
    )


def test_the_page_names_no_address_and_fetches_nothing():
    page = verifier_page.PAGE.read_text()
    for word in ("src=", "http-equiv=refresh", "import(", "fetch(", "XMLHttp", "WebSocket"):
        assert word not in page, word
    assert "url(" not in re.search("<style>(.*?)</style>", page, re.DOTALL)[1]
