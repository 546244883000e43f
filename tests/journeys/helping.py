"""A real server with shifts on it, and a real mail server beside it.

`python -m tests.journeys.helping` fills the site of this environment.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import NamedTuple

from aiosmtpd.controller import Controller
from tests import make
from tests.sites import lay_tables

from tablee.cli.replay.own_server import OwnServer, free_port, own_environ
from tablee.config import read_settings
from tablee.core.terms import Pool, Proof
from tablee.core.volunteering.link import link_token
from tablee.core.volunteering.shift import DAY_MS, HOUR_MS, MINUTE_MS, Shift
from tablee.outside.secret import site_secret
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.usecases.shifts.find_shifts import sheet_link
from tablee.usecases.shifts.make_shifts import make_shifts
from tablee.web.settings import WEB
from tablee.wiring import open_site

LIMIT_S = 20
SOON_MS = 40 * MINUTE_MS
"""In so long the first shifts begin: one can sign up for them, and already say who is there."""
LONG = "The-shop-with-a-name-that-does-not-end-" * 3
PLACES = (
    "Shop en-GB",
    "Shop fr-FR",
    "Shop phone",
    "Shop without JavaScript",
    "Shop with an open door",
    LONG[:110],
)
"""Each has room for one; a journey that takes it is alone there, whatever came before."""


class Box:
    """What the mail server took."""

    def __init__(self) -> None:
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's word
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def link(self, to: str, door: str) -> str:
        """Wait for a letter to somebody, and return the path of the link in it."""
        until_s = time.monotonic() + LIMIT_S
        while time.monotonic() < until_s:
            for letter in reversed(self.letters):
                found = re.search(rf"http://[^/]+(/c/\S+/{door}/\S+)", letter.get_content())
                if letter["To"] == to and found:
                    return found[1]
            time.sleep(0.1)
        message = f"no letter to {to} leads to {door}: {[str(each) for each in self.letters]}"
        raise AssertionError(message)


class Street(NamedTuple):
    """A site, and what is sent from it."""

    url: str
    box: Box
    secret: bytes
    begins_at_ms: int

    @property
    def page(self) -> str:
        return f"{self.url}/c/{make.SLUG}/"

    def sheet(self, number: int) -> str:
        """Return the path of a shift's presence sheet."""
        shift = shifts(self.begins_at_ms)[number - 1]._replace(number=number)
        token = link_token(self.secret, make.SLUG, sheet_link(shift, 7))
        return f"/c/{make.SLUG}/shifts/sheet/{token}"


def shifts(begins_at_ms: int) -> list[Shift]:
    """Return one shift for each journey, and one for another day."""
    soon = [
        Shift(0, 0, place, "1 Main St", begins_at_ms, begins_at_ms + 3 * HOUR_MS, 1)
        for place in PLACES
    ]
    later = soon[0]._replace(
        starts_at_ms=begins_at_ms + 3 * DAY_MS, ends_at_ms=begins_at_ms + 3 * DAY_MS + HOUR_MS
    )
    return [*soon, later]


@contextmanager
def street(home: Path) -> Iterator[Street]:
    box = Box()
    post_office = Controller(box, hostname="127.0.0.1", port=free_port())
    post_office.start()
    port = free_port()
    begins_at_ms = int(time.time()) // 60 * MINUTE_MS + SOON_MS
    environ = own_environ(
        lay_tables(home),
        {
            "LC_ALL": "C",
            "TABLEE_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "TABLEE_MAIL_URL": f"smtp+plain://127.0.0.1:{post_office.port}",
            "TABLEE_MAIL_FROM": "shifts@meals.example",
        },
    )
    try:
        command = [sys.executable, "-m", "tests.journeys.helping", str(begins_at_ms)]
        subprocess.run(command, env=environ, capture_output=True, check=True)
        with OwnServer(environ, port) as server:
            yield Street(server.url, box, site_secret(home, ""), begins_at_ms)
    finally:
        post_office.stop()


def main() -> None:
    site = open_site(read_settings(os.environ), web=WEB)
    now = datetime.fromtimestamp(site.clock.now_ms() // 1_000, UTC)
    terms = make.terms(
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=30),
        pools=(make.terms().pools[0], Pool("shifts", make.text("Shifts"))),
        kinds=(
            make.kind(proof=Proof.LINK),
            make.kind("volunteering", 5, "shifts", proof=Proof.PRESENCE, is_hourly=True),
        ),
        pledges=(make.pledge(1_000), make.pledge(100, "shifts")),
    )
    publish_terms(site.desks, site.clock, Publication(terms, "Ada", "opening"))
    make_shifts(site.desks, site.clock, make.SLUG, shifts(int(sys.argv[1])))


if __name__ == "__main__":
    main()
