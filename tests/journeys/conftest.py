"""A real server with the campaign of 2012 in it, and the system's Chromium before it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.sites import lay_tables
from tools.browser import find_chromium

from tablee.cli.replay.own_server import OwnServer, free_port, own_environ

SLUG = "restos-2012"
TERMS = Path(__file__).parents[2] / f"src/tablee/campaign_file/examples/{SLUG}.toml"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
BEGUN = "2012-02-22T10:00:00Z"
RAISED = "2012-03-05T10:00:00Z"
ASKED_AGAIN = "status of 422"
"""What a browser says of a form that is shown again: that is no fault of the page."""


@dataclass
class Place:
    """The campaign as served, and the door to it."""

    url: str
    key: str

    @property
    def page(self) -> str:
        return f"{self.url}/c/{SLUG}/"

    def send(self, kind: str, numbers: range, at: str = RAISED) -> None:
        """Send acts of one kind through the door, as a partner does."""
        acts = [
            {
                "kind": kind,
                "object": f"https://{kind.replace('_', '-')}-{number}.example/",
                "supporter": f"{kind}-{number}@social.example",
                "occurred_at": at,
            }
            for number in numbers
        ]
        request = Request(  # noqa: S310 - our own server
            f"{self.page}acts",
            data="\n".join(json.dumps(act) for act in acts).encode(),
            headers={
                "Authorization": f"Bearer {self.key}",
                "Content-Type": "application/x-ndjson",
            },
        )
        with urlopen(request) as answer:  # noqa: S310 - our own server
            states = {json.loads(line).get("state") for line in answer}
        assert states == {"counted"}


@pytest.fixture(scope="session")
def place(tmp_path_factory) -> Iterator[Place]:
    """A site of its own, with a few days of acts."""
    environ = own_environ(lay_tables(tmp_path_factory.mktemp("journeys")), {"LC_ALL": "C"})

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tablee", *command],
            env=environ,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    run("campaign", "apply", str(TERMS), "--replay")
    key = run("keys", "new", SLUG).split()[-1]
    with OwnServer(environ, free_port()) as server:
        found = Place(server.url, key)
        found.send("hashtag_post", range(1_400), BEGUN)
        found.send("share", range(9_300), BEGUN)
        found.send("hashtag_post", range(1_400, 7_430))
        found.send("blog_post", range(1_125))
        found.send("drawing", range(64))
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser, for one file of tests only.

    While it is there Playwright keeps an event loop running in this thread, in which Django and
    asyncio refuse to work: the tests of other rooms, in whatever order, must find it gone.
    """
    path = find_chromium()
    if path is None:
        pytest.fail("there is no Chromium here: run make browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, place) -> Iterator[Callable[..., Page]]:
    """Opens pages whose test fails for an error in the console or a request to elsewhere."""
    contexts = []
    complaints: list[str] = []

    def opened(path: str = "", **kwargs) -> Page:
        wishes = {"viewport": DESK, "locale": "en-GB"} | kwargs
        context = chromium.new_context(**wishes)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda said: (
                said.type == "error"
                and ASKED_AGAIN not in said.text
                and complaints.append(f"{said.text} {said.location}")
            ),
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((place.url, "data:"))
                or complaints.append(f"third party: {request.url}")
            ),
        )
        page.goto(place.page + path if not path.startswith("/") else place.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
