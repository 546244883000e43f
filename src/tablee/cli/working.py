"""The command `tablee work`: looks at posts and asks blogs, in a process of its own."""

import logging
import signal
import threading

import click
from django.db import connections

from tablee.cli import roof
from tablee.cli.program import main
from tablee.cli.words import say
from tablee.jobs.clerk import Clerk
from tablee.jobs.verbs import own_verbs
from tablee.jobs.worker import Pace, Worker
from tablee.registry import connectors
from tablee.wiring import Site

LEAST_AT_ONCE = 16
"""What `work` does at once where `serve` is told to do nothing."""


def open_worker(site: Site, at_once: int) -> Worker:
    """Return a worker for all tasks of *site*: our own, and those of every connector."""
    verbs = own_verbs(site)
    for connector in connectors():
        verbs |= connector.verbs(site)
    clerk = Clerk(site.desks, site.clock, verbs)
    return Worker(
        clerk, Pace(at_once=at_once), close=site.fetcher.close, after=connections.close_all
    )


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
    with open_worker(site, at_once or site.settings.workers or LEAST_AT_ONCE):
        click.echo(say("At work. Ctrl-C ends it.", "Au travail. Ctrl-C pour finir."), err=True)
        is_over.wait()
