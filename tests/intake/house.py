"""A whole site in this process: its loop in a thread beside the test, asked through ASGI."""

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from tests import make

from tablee.core.key import key_digest
from tablee.front import Front, front
from tablee.outside.clock import SetClock
from tablee.ports.desk import PartnerKey
from tablee.usecases.issue_key import issue_key
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import Site, memory_site

KEY = "tb_the-key-of-the-tests"
ACTS = f"/c/{make.SLUG}/acts"
TALLY = f"/c/{make.SLUG}/tally.json"
LIVE = f"/c/{make.SLUG}/live"
PATIENCE_S = 20


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.body.splitlines()]


def act(name="https://emil.example/1", kind="post", **more):
    return {"kind": kind, "object": name, **more}


def open_campaign(site: Site, *, kinds=(), **changes) -> Site:
    publish_terms(site.desks, site.clock, Publication(make.terms(**changes), "Ada", "as agreed"))
    issue_key(site.desks, site.clock, PartnerKey("shop", make.SLUG, key_digest(KEY), kinds))
    return site


def plain_site(**more) -> Site:
    return open_campaign(memory_site(clock=SetClock(make.MIDDLE_MS), **more))


def no_pages(_environ, start):
    start("404 Not Found", [("content-type", "text/plain")])
    return [b"a page"]


class House:
    """The site, and a way to ask it."""

    def __init__(self, app: Front, loop: asyncio.AbstractEventLoop) -> None:
        self.app = app
        self.loop = loop

    def run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE_S)

    def ask(self, method, path, body=b"", headers=None, *, portions=None) -> Reply:
        return self.run(ask(self.app, request(method, path, headers), portions or [body]))

    def get(self, path, **headers) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("GET", path, headers=named)

    def post(self, content, form="application/json", key=KEY, **more) -> Reply:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        headers = {"authorization": f"Bearer {key}", "content-type": form, **more}
        return self.ask("POST", ACTS, body, headers)

    def post_lines(self, *contents, **more) -> Reply:
        lines = [
            each if isinstance(each, bytes) else json.dumps(each).encode() for each in contents
        ]
        return self.post(b"\n".join(lines), "application/x-ndjson", **more)

    def totals(self) -> dict[str, int]:
        self.run(asyncio.sleep(0.25))
        return self.get(TALLY).json()["totals"]


def request(method, path, headers=None) -> dict[str, Any]:
    path, _, query = path.partition("?")
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [
            (name.lower().encode(), value.encode()) for name, value in (headers or {}).items()
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "scheme": "http",
    }


async def ask(app: Front, scope: dict[str, Any], portions: Sequence[bytes]) -> Reply:
    """Send a whole request, and wait for the whole answer."""
    coming = list(portions)
    told: list[dict[str, Any]] = []
    is_answered = asyncio.Event()

    async def receive():
        if coming:
            body = coming.pop(0)
            return {"type": "http.request", "body": body, "more_body": bool(coming)}
        await is_answered.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        told.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            is_answered.set()

    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in told[0]["headers"]}
    return Reply(told[0]["status"], headers, b"".join(each["body"] for each in told[1:]))


@contextmanager
def opened(site: Site) -> Iterator[House]:
    """Open *site* while the block lasts."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    app = front(site, no_pages)
    house = House(app, loop)
    house.run(app.__aenter__())
    try:
        yield house
    finally:
        house.run(app.__aexit__(None, None, None))
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE_S)
        loop.close()
