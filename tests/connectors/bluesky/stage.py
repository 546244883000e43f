"""A campaign on Bluesky, and a Jetstream that tells it a script."""

import asyncio
import threading
import time
from contextlib import contextmanager

from tests import make
from tests.usecases.stage import SetClock

from tablee.config import read_settings
from tablee.connectors.bluesky.rehearsal.events import Script
from tablee.connectors.bluesky.wishes import streams
from tablee.core.act import State
from tablee.core.network import Network
from tablee.core.terms import Proof
from tablee.jobs.streams import Pace, Streams
from tablee.outside.fetch import open_fetcher
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import memory_site

TAG = "Restos2026"
HOST = "jetstream.example"
SECOND = f"ws://{HOST}/xrpc/network.bsky.jetstream.subscribeEvents"
FIRST = f"ws://{HOST}/subscribe"
START_US = (make.MIDDLE_MS - 60_000) * 1_000
QUICK = Pace(look_s=0.05, hold_s=1.5, pause_s=0.01, longest_pause_s=0.1)
PATIENCE_S = 30


def script(total=3_000, *, is_first=False):
    return Script(total, TAG, START_US, is_first=is_first)


@contextmanager
def serving(jetstream):
    """Let a Jetstream answer on this machine; give its port."""
    loop = asyncio.new_event_loop()
    begun = threading.Event()
    found = []

    async def serve():
        server = await asyncio.start_server(jetstream.answer, "127.0.0.1", 0)
        found.append(server.sockets[0].getsockname()[1])
        begun.set()
        async with server:
            await ended.wait()
            jetstream.hang_up()
            await asyncio.sleep(0.05)

    ended = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    begun.wait(PATIENCE_S)
    try:
        yield found[0]
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(PATIENCE_S)
        loop.close()


def terms(origin, slug=make.SLUG, tag=f"#{TAG}"):
    kind = make.kind("hashtag_post", 1, "shares", proof=Proof.HASHTAG)
    return make.terms(
        slug=slug,
        kinds=(make.kind(), kind),
        hashtag=tag,
        networks=(Network("bluesky", (("server", origin),)),),
    )


class Stage:
    """Ada's campaign, told by *jetstream* at a port of this machine."""

    def __init__(self, port, origin=SECOND):
        settings = read_settings(
            {
                "TABLEE_FETCH_HOSTS": f"{HOST}=127.0.0.1:{port}",
                "TABLEE_FETCH_NETWORKS": "127.0.0.1/32",
                "TABLEE_PUBLIC_URL": "https://meals.example",
            }
        )
        fetcher = open_fetcher(settings, domain_of=str)
        self.clock = SetClock()
        self.site = memory_site(settings=settings, clock=self.clock, fetcher=fetcher)
        self.publish(terms(origin))

    def publish(self, its_terms):
        publish_terms(self.site.desks, self.clock, Publication(its_terms))

    def reading(self):
        return Streams(self.site.desks, self.clock, lambda: streams(self.site), QUICK)

    def states(self, slug=make.SLUG):
        with self.site.desks.read() as desk:
            journal = desk.journal(desk.campaigns.see(slug))
            last = journal.standing().last_number
            return [journal.act(number).state for number in range(1, last + 1)]

    def read_until(self, is_so):
        with self.reading():
            until(is_so)


def until(is_so):
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.02)


def has_all_of(stage, a_script, slug=make.SLUG):
    """Say whether exactly what the script brings has been counted by now."""
    states = stage.states(slug)
    is_told = len(states) == a_script.bearing
    return is_told and states.count(State.REVERSED) == a_script.vanished
