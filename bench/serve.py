"""Runs one of the servers that are compared, on the cores it is given.

``python -m bench.serve door|constant|hatch|naive PORT``: a site's settings come by the environment.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from bench import campaign
from bench.naive import naive_application
from tablee.config import read_settings
from tablee.core.key import key_digest
from tablee.front import front
from tablee.ports.desk import PartnerKey
from tablee.server import run
from tablee.usecases.issue_key import issue_key
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wire.asgi import Receive, Scope, Send
from tablee.wiring import open_site

HOST = "127.0.0.1"
CORES = "BENCH_CORES"
NAIVE_URL = "BENCH_NAIVE_URL"

_ANSWER = (
    b'{"id":"1234567-a757d0fd12e5c31e","state":"counted","reason":null,"units":1,"paid_units":1,'
    b'"place":1234567,"receipt":"/c/bench/acts/1234567-a757d0fd12e5c31e"}'
)
_HEADERS = (
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"content-length", b"%d" % len(_ANSWER)),
)
_SHORT = _HEADERS[:2]


class ConstantHatch:
    """Takes every whole request, and says always the same: what the short way itself costs."""

    limit_bytes = 1_048_576

    def read_head(self, path: str, _: object) -> str:
        """Return any errand."""
        return path

    def take(self, _: str, __: bytes, answer: Callable[..., None]) -> bool:
        """Answer in the next turn of the loop: an answer never comes at once."""
        asyncio.get_running_loop().call_soon(answer, 201, _SHORT, _ANSWER)
        return True


class Constant:
    """Reads the body and says always the same: what the server itself costs."""

    hatch: ConstantHatch | None = None

    def close(self) -> None:
        """Have nothing to let go of."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] == "lifespan":
            await follow_life(receive, send)
            return
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 201, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": _ANSWER})


async def follow_life(receive: Receive, send: Send) -> None:
    """Say that all is well at the start and at the end."""
    while True:
        kind = (await receive())["type"]
        await send({"type": f"{kind}.complete"})
        if kind == "lifespan.shutdown":
            return


class ConstantAtHatch(Constant):
    """As the constant, but past ASGI."""

    hatch = ConstantHatch()


class Naive(Constant):
    """The naive act of Django, behind the same server and the same bridge as our pages."""

    def __init__(self) -> None:
        self._pages: Any = naive_application(os.environ[NAIVE_URL])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] == "lifespan":
            await follow_life(receive, send)
        else:
            await self._pages(scope, receive, send)


def door() -> Any:
    """Return the whole site, with a campaign that is open for a week."""
    site = open_site(read_settings({k: v for k, v in os.environ.items() if k[:7] == "TABLEE_"}))
    now = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - a bench is not a rule
    terms = campaign.terms(now - timedelta(days=1), now + timedelta(days=6))
    publish_terms(site.desks, site.clock, Publication(terms, "the bench", "to be measured"))
    key = PartnerKey("bench", campaign.SLUG, key_digest(campaign.KEY), ())
    issue_key(site.desks, site.clock, key)
    return front(site, _no_pages)


def _no_pages(_: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("404 Not Found", [("content-type", "text/plain")])
    return [b""]


SERVERS: dict[str, Callable[[], Any]] = {
    "door": door,
    "constant": Constant,
    "hatch": ConstantAtHatch,
    "naive": Naive,
}


def main() -> None:
    """Serve."""
    kind, port = sys.argv[1:]
    cores = os.environ.pop(CORES, "")
    if cores:
        os.sched_setaffinity(0, [int(core) for core in cores.split(",")])
    run(SERVERS[kind](), HOST, int(port), log_level="warning")


if __name__ == "__main__":
    main()
