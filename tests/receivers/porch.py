"""A whole site that takes posts, asked as strangers ask it: in memory and on SQLite."""

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from django.conf import settings as django_settings
from django.db import connections
from tests import make
from tests.intake.house import PATIENCE_S, House, Reply, ask, no_pages, request

from tablee.core.post.submission import Submission
from tablee.core.terms import Proof
from tablee.front import front
from tablee.usecases.posts.submit_posts import LOOK
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import Site

HOST = "meals.example"
ROOT = f"http://{HOST}"
PAGE = f"{ROOT}/c/{make.SLUG}/"
SOURCE = "https://emil.example/2026/soup"
FORM = "application/x-www-form-urlencoded"
SETTINGS = {"TABLEE_ALLOWED_HOSTS": HOST}


class NothingIsFetched:
    """A gate nobody must come to: receivers write down, and looking comes later."""

    def __getattr__(self, name):
        raise AssertionError(f"a receiver went out: {name}")


def kinds():
    return (
        make.kind(proof=Proof.LINK),
        make.kind("drawing", 3, proof=Proof.LINK),
        make.kind("share", 1, "shares"),
    )


def with_campaign(site: Site, slug=make.SLUG, **changes) -> Site:
    terms = make.terms(**{"slug": slug, "kinds": kinds(), **changes})
    publish_terms(site.desks, site.clock, Publication(terms, "Ada", "as agreed"))
    return site


class Porch(House):
    """The site, and what strangers do at it."""

    def __init__(self, app, loop, site) -> None:
        super().__init__(app, loop)
        self.site = site

    def tell(self, leaf, body, form, **headers) -> Reply:
        """POST *body* to a receiver of the campaign."""
        content = body if isinstance(body, bytes) else body.encode()
        named = {"host": HOST, "content-type": form, **headers}
        named = {name.replace("_", "-"): value for name, value in named.items()}
        return self.ask("POST", f"/c/{make.SLUG}/{leaf}", content, named)

    def mention(self, source=SOURCE, target=PAGE, **headers) -> Reply:
        body = urlencode({"source": source, "target": target})
        return self.tell("webmention", body, FORM, **headers)

    def ping(self, source=SOURCE, target=PAGE, **headers) -> Reply:
        return self.tell("pingback", call(source, target), "text/xml", **headers)

    def track(self, url=SOURCE, form=FORM, **headers) -> Reply:
        return self.tell("trackback", urlencode({"url": url}), form, **headers)

    def ask_together(self, method, path, body, headers, times) -> list[Reply]:
        """Ask the same so many times at once."""

        async def all_of_them():
            asked = (ask(self.app, request(method, path, headers), [body]) for _ in range(times))
            return await asyncio.gather(*asked)

        return self.run(all_of_them())

    def submissions(self) -> list[Submission]:
        """Return what was written down, in order."""
        found = []
        with self.site.desks.read() as desk:
            while (one := desk.submissions.get(len(found) + 1)) is not None:
                found.append(one)
        return found

    def looks(self) -> int:
        """Return how many looks are waiting."""
        with self.site.desks.read() as desk:
            return sum(each.waiting for each in desk.tasks.queues() if each.verb == LOOK)


def call(*values: str, method="pingback.ping") -> str:
    params = "".join(f"<param><value><string>{each}</string></value></param>" for each in values)
    return (
        f'<?xml version="1.0"?>\n<methodCall><methodName>{method}</methodName>'
        f"<params>{params}</params></methodCall>"
    )


def fault(reply: Reply) -> int | None:
    """Return the fault of an XML-RPC answer; nothing when it is none."""
    assert reply.status == 200
    assert reply.headers["content-type"].startswith("text/xml")
    found = re.search(rb"<name>faultCode</name><value><int>(-?\d+)</int>", reply.body)
    return int(found[1]) if found else None


def close_connections() -> None:
    """Close those of this thread; sites in memory have none, and need no Django."""
    if django_settings.configured:
        connections.close_all()


@contextmanager
def porch_of(site: Site, pages=no_pages) -> Iterator[Porch]:
    """Open *site* while the block lasts."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    app = front(site, pages, after=close_connections)
    porch = Porch(app, loop, site)
    porch.run(app.__aenter__())
    try:
        yield porch
    finally:
        porch.run(app.__aexit__(None, None, None))
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE_S)
        loop.close()
