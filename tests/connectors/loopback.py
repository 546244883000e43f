"""Servers of networks on this machine, and a campaign that names some networks."""

import asyncio
import threading
import time
from contextlib import contextmanager

from tests import make
from tests.usecases.stage import SetClock

from tablee.config import read_settings
from tablee.core.terms import Proof
from tablee.jobs.streams import Pace, Streams
from tablee.outside.fetch import open_fetcher
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import memory_site

TAG = "Restos2026"
QUICK = Pace(look_s=0.05, hold_s=1.5, pause_s=0.01, longest_pause_s=0.1)
PATIENCE_S = 120


@contextmanager
def serving(*servers):
    """Let servers answer on this machine; give their ports."""
    loop = asyncio.new_event_loop()
    begun = threading.Event()
    ports = []

    async def serve():
        opened = [await asyncio.start_server(each.answer, "127.0.0.1", 0) for each in servers]
        ports.extend(each.sockets[0].getsockname()[1] for each in opened)
        begun.set()
        await ended.wait()
        for each in opened:
            each.close()
        for each in servers:
            each.hang_up()
        await asyncio.sleep(0.05)

    ended = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    begun.wait(PATIENCE_S)
    try:
        yield [*ports]
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(PATIENCE_S)
        loop.close()


def terms(*networks, tag=f"#{TAG}", slug=make.SLUG):
    kind = make.kind("hashtag_post", 1, "shares", proof=Proof.HASHTAG)
    return make.terms(slug=slug, kinds=(make.kind(), kind), hashtag=tag, networks=networks)


def settings_for(hosts, secrets=""):
    """Return settings of a site that finds *hosts*, by name and port, on this machine."""
    return read_settings(
        {
            "TABLEE_FETCH_HOSTS": ",".join(f"{name}=127.0.0.1:{port}" for name, port in hosts),
            "TABLEE_FETCH_NETWORKS": "127.0.0.1/32",
            "TABLEE_PUBLIC_URL": "https://meals.example",
            "TABLEE_NETWORK_SECRETS": secrets,
            "TABLEE_FETCH_PER_MINUTE": "100000",
        }
    )


class Stage:
    """Ada's campaign on some networks, whose servers are *hosts*."""

    def __init__(self, hosts, *networks, streams, secrets="", site=None):
        settings = settings_for(hosts, secrets)
        self.clock = SetClock()
        fetcher = open_fetcher(settings, domain_of=str)
        self.site = site or memory_site(settings=settings, clock=self.clock, fetcher=fetcher)
        self.streams = streams
        publish_terms(self.site.desks, self.clock, Publication(terms(*networks)))

    def reading(self):
        return Streams(self.site.desks, self.clock, lambda: self.streams(self.site), QUICK)

    def read_until(self, is_so):
        with self.reading():
            until(is_so)

    def acts(self):
        with self.site.desks.read() as desk:
            journal = desk.journal(desk.campaigns.see(make.SLUG))
            last = journal.standing().last_number
            return [journal.act(number) for number in range(1, last + 1)]

    def states(self):
        return [each.state for each in self.acts()]

    def conditions(self):
        with self.site.desks.read() as desk:
            return {each.reader: each.condition for each in desk.bulletins.every(1)}

    def bulletins(self):
        with self.site.desks.read() as desk:
            return desk.bulletins.every(1)

    def estimates(self):
        with self.site.desks.read() as desk:
            return desk.estimates.every(1)

    def spent(self, purse):
        with self.site.desks.read() as desk:
            return desk.spending.spent(purse)


def until(is_so):
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.02)
