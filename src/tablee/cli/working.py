"""The command `tablee work`: looks at posts and asks blogs, in a process of its own."""

import logging
import signal
import threading
from functools import partial

import click
from django.db import connections

from tablee.cli import roof
from tablee.cli.program import main
from tablee.cli.words import number, say
from tablee.jobs.clerk import Clerk
from tablee.jobs.streams import Pace as StreamPace
from tablee.jobs.streams import Streams
from tablee.jobs.tills.dropping import TillWatch
from tablee.jobs.verbs import asking_verbs, reading_verbs
from tablee.jobs.worker import Pace, Worker
from tablee.outside.fetch import Gate
from tablee.ports.stream import Stream
from tablee.registry import connectors, known_networks
from tablee.usecases.posts.submit_posts import LOOK
from tablee.wiring import Site

LEAST_AT_ONCE = 16
"""What `work` does at once where `serve` is told to do nothing."""
LOOK_AHEAD = 6
"""How many times as many looks are taken, or seen and not yet settled, as are under way."""
READ_AHEAD, READ_AHEAD_S = 16, 0.2
"""How many posts are described before that is written down, and how long that may take."""
LOOK_UP_S = 1.0
"""How long a word to end may be missed; see `work`."""


def open_workers(site: Site, at_once: int) -> tuple[Worker, Worker]:
    """Return two workers for the tasks of *site*: one asks the web, the other one reads.

    The first one does at most *at_once* at a time, for ourselves and for every connector; it is
    the one to wake when there is work.
    """
    asking = asking_verbs(site, known_networks())
    for connector in connectors():
        asking |= connector.verbs(site)
    ask = Worker(
        Clerk(site.desks, site.clock, asking),
        Pace(at_once, ahead=LOOK_AHEAD),
        close=partial(_close_gates, site),
        after=connections.close_all,
    )
    # Nobody waits for what is read: it comes behind all looks, and is written in groups.
    reading = Clerk(site.desks, site.clock, reading_verbs(site), first=(LOOK,))
    pace = Pace(min(at_once, 1), ahead=READ_AHEAD, gather_s=READ_AHEAD_S)
    return ask, Worker(reading, pace, after=connections.close_all)


def open_streams(site: Site, pace: StreamPace = StreamPace()) -> Streams:  # noqa: B008 - constant
    """Return what keeps the readers of networks at work that the campaigns of *site* name."""
    return Streams(
        site.desks, site.clock, partial(_streams, site), pace, after=connections.close_all
    )


def _streams(site: Site) -> list[Stream]:
    return [stream for connector in connectors() for stream in connector.streams(site)]


async def _close_gates(site: Site) -> None:
    await site.fetcher.close()
    if site.akismet is not None:
        await site.akismet.close()


@main.command("work")
@click.option("--at-once", type=click.IntRange(1, 1_024), help="Before TABLEE_WORKERS.")
def work(at_once: int | None) -> None:
    """Look at posts and ask blogs for new ones, until Ctrl-C; beside it runs the site.

    Several may run beside each other, each of them also beside a site that works by itself.
    """
    site = roof.site()
    logging.basicConfig(
        level=site.settings.log_level.upper(), format="%(asctime)s %(levelname)s %(message)s"
    )
    is_over = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: is_over.set())
    asking, reading = open_workers(site, at_once or site.settings.workers or LEAST_AT_ONCE)
    tills = TillWatch(site, after=connections.close_all)
    with asking, reading, open_streams(site), tills:
        click.echo(say("At work. Ctrl-C ends it.", "Au travail. Ctrl-C pour finir."))
        # The system may give a signal to any thread, and nothing then wakes this one, in which
        # Python takes it: so it looks up now and again.
        while not is_over.wait(LOOK_UP_S):
            pass
    if isinstance(site.fetcher, Gate):
        click.echo(_account(site.fetcher))


def _account(gate: Gate) -> str:
    """Return in one line what went out, and what was kept from going out."""
    record = gate.record
    words = say(
        "Pages asked for: {}; requests sent: {}; addresses not public, never contacted: {}.",
        "Pages demandées : {} ; requêtes envoyées : {} ; adresses non publiques, jamais "
        "contactées : {}.",
    )
    return words.format(*map(number, (record.asked, record.sent, record.refused)))
