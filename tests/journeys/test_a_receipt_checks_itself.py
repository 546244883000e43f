"""The page of a receipt fetches the proof and checks it by itself, in the reader's own browser."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from tests.campaign_log import Story, campaign, receipt_extra
from tests.journeys.everybody import violations
from tests.verifying.exports import bare_log
from tools.verifier_page import RECEIPT

from tablee.core.leaves.leaf import read_leaf
from tablee.web.settings import CONTENT_POLICY

STORY = Story(acts=700)
PROOF = "/57.tlog-proof"
PAGE = """<!doctype html><html lang="{}"><head><title>Receipt</title></head><body><main>
<h1>Receipt</h1>{}</main><script src="/receipt_check.js" type="module"></script></body></html>"""

# In a process of its own: other rooms set Django up in this one as they need it.
RENDER = """
import json, sys, django
from django.conf import settings
said = json.load(sys.stdin)
web = said["web"]
settings.configure(
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [f"{web}/templates"]}],
    LOCALE_PATHS=[f"{web}/locale"], LANGUAGE_CODE=said["language"],
)
django.setup()
from django.template.loader import render_to_string
print(render_to_string("tablee/log/receipt_check.html", {"proof": said["proof"]}))
"""
WEB = Path(__file__).parents[2] / "src/tablee/web"


def rendered(proof, language):
    """Return the part of the page that is about the proof."""
    asked = json.dumps({"web": str(WEB), "language": language, "proof": proof})
    command = [sys.executable, "-c", RENDER]
    return subprocess.run(command, input=asked, capture_output=True, text=True, check=True).stdout


@dataclass
class Desk:
    """What the server answers, by path; it remembers what it was asked."""

    answers: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def desk():
    desk = Desk()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self):
            desk.asked.append(self.path)
            status, sort, body = desk.answers.get(self.path, (202, "text/plain", b""))
            self.send_response(status)
            self.send_header("Content-Type", sort)
            self.send_header("Content-Security-Policy", CONTENT_POLICY)
            self.send_header("Retry-After", "1")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        desk.url = f"http://127.0.0.1:{server.server_port}"
        desk.answers["/receipt_check.js"] = (200, "text/javascript", RECEIPT.read_bytes())
        yield desk
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return bare_log(tmp_path_factory.mktemp("log"), campaign(STORY).leaves)


@pytest.fixture(scope="module")
def receipt(log):
    number = campaign(STORY).marks["act 57"]
    return log.receipt(number, receipt_extra(campaign(STORY), number))


@pytest.fixture
def shown(desk, log, chromium):
    """Shows the page as it would be served, and returns it once it has something to say."""
    contexts = []
    leaf = read_leaf(log.leaves[campaign(STORY).marks["act 57"]])

    def opened(proof, language="en", wait="right", **said):
        about = {"address": PROOF, "keys": str(log.policy), "number": leaf["act"], **said}
        about |= {"kind": leaf["kind"], "verify": "/verify", "verifier": "/verifier.html"}
        page = PAGE.format(language, rendered(about, language))
        desk.answers["/"] = (200, "text/html; charset=utf-8", page.encode())
        if proof:
            desk.answers[PROOF] = (200, "text/plain", proof)
        context = chromium.new_context(**({"java_script_enabled": False} if not wait else {}))
        contexts.append(context)
        page = context.new_page()
        page.goto(desk.url)
        if wait:
            page.wait_for_selector(f"[data-state={wait}]")
        return page

    yield opened
    for context in contexts:
        context.close()


def said(page):
    return page.inner_text("[role=status]")


def test_a_good_proof_is_said_to_be_good(shown, receipt):
    page = shown(receipt)
    assert said(page).startswith("✓ Your browser has checked it")
    assert int(page.get_attribute("[data-receipt]", "data-took-ms")) < 1_000
    assert violations(page) == []


def test_in_french_too(shown, receipt):
    page = shown(receipt, "fr")
    assert said(page).startswith("✓ Votre navigateur l’a vérifié")
    assert violations(page) == []


def test_a_changed_proof_is_not(shown, receipt):
    changed = bytearray(receipt)
    changed[len(changed) // 2] ^= 1
    assert said(shown(bytes(changed), wait="wrong")).startswith("✗ The proof does not hold.")


def test_a_proof_of_another_act_is_not(shown, receipt):
    assert said(shown(receipt, wait="wrong", number=58)).startswith("✗")


def test_a_log_that_too_few_have_seen_is_said_to_be_so(shown, receipt):
    text = receipt.decode().splitlines(keepends=True)[:-1]
    assert said(shown("".join(text).encode(), wait="unwitnessed")).startswith("? ")


def test_a_proof_that_is_not_there_yet_is_waited_for(shown, desk, receipt):
    page = shown(None, wait="waiting")
    desk.answers[PROOF] = (200, "text/plain", receipt)
    page.wait_for_selector("[data-state=right]")
    assert desk.asked.count(PROOF) > 1


def test_without_javascript_the_page_says_how_to_check(shown, receipt):
    page = shown(receipt, wait="")
    assert said(page).startswith("Without JavaScript")
    assert page.get_attribute("text=Take the proof with you", "href") == PROOF
