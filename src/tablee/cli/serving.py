"""The command `tablee serve`: the whole site in one server."""

import errno
import logging
import socket
import threading
import webbrowser
from dataclasses import replace

import click
from django.db import connections

from tablee.cli import roof
from tablee.cli.program import Mistake, main
from tablee.cli.replay.own_server import has_answered
from tablee.cli.words import language, say
from tablee.cli.working import open_streams, open_workers
from tablee.core.text import Text
from tablee.front import Work, front
from tablee.jobs.bell import RingingDesks
from tablee.jobs.rounds import rounds, sealing
from tablee.jobs.ticker import Ticker
from tablee.jobs.tills.dropping import TillWatch
from tablee.registry import known_networks, offers
from tablee.server import run
from tablee.web.wsgi import application
from tablee.wiring import Site

_FAULTS = {
    errno.EADDRINUSE: Text(
        en="At {}, port {}, another program listens: stop it, or choose a port with --port.",
        fr="À {}, port {}, un autre programme écoute : arrêtez-le, ou choisissez un port par "
        "--port.",
    ),
    errno.EACCES: Text(
        en="You may not listen at {}, port {}: choose one from 1024 on with --port.",
        fr="Vous n'avez pas le droit d'écouter à {}, port {} : choisissez-en un à partir de 1024 "
        "par --port.",
    ),
    errno.EADDRNOTAVAIL: Text(
        en="This machine has no address {} (port {}): choose another one with --host.",
        fr="Cette machine n'a pas d'adresse {} (port {}) : choisissez-en une autre par --host.",
    ),
}
_CANNOT = Text("Cannot listen at {}, port {}: {}", "Impossible d'écouter à {}, port {} : {}")


@main.command("serve")
@click.option("--host", help="Address to listen on; before TABLEE_HOST.")
@click.option("--port", type=click.IntRange(0, 65_535), help="Port; before TABLEE_PORT.")
@click.option("--open", "is_shown", is_flag=True, help="Show the site in a browser.")
def serve(host: str | None, port: int | None, *, is_shown: bool) -> None:
    """Run the site until Ctrl-C."""
    site = roof.site()
    host = site.settings.host if host is None else host
    port = site.settings.port if port is None else port
    check_address(host, port)
    # Letters and messages that are written outside of a request name this address, too.
    site = replace(site, settings=replace(site.settings, host=host, port=port))
    logging.basicConfig(
        level=site.settings.log_level.upper(), format="%(asctime)s %(levelname)s %(message)s"
    )
    asking, reading = open_workers(site, site.settings.workers)
    # Whatever is told here is looked at at once; what other processes take down, a moment later.
    ringing = replace(site, desks=RingingDesks(site.desks, asking.wake))
    ticker = Ticker(rounds(site, lambda: roof.first_broken(site)), after=connections.close_all)
    # A long batch of leaves keeps no other work waiting.
    sealer = Ticker(sealing(site), after=connections.close_all)
    app = front(
        ringing,
        application(ringing, offers(), known_networks()),
        [ticker, sealer, asking, reading, *_readers(site)],
        after=connections.close_all,
    )
    words = say("The site is at http://{}:{}/", "Le site est à http://{}:{}/")
    click.echo(words.format(host, port), err=True)
    if is_shown:
        threading.Thread(target=_show, args=(host, port), daemon=True).start()
    run(app, host, port, log_level=site.settings.log_level)


def _readers(site: Site) -> list[Work]:
    """Return what reads networks and till files, where this process is to do such work."""
    if not site.settings.workers:
        return []
    return [open_streams(site), TillWatch(site, after=connections.close_all)]


def check_address(host: str, port: int) -> None:
    """Refuse an address at which nothing can listen, before anything is opened."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as failure:
        words = _FAULTS.get(failure.errno or 0, _CANNOT).say(language())
        raise Mistake(words.format(host, port, failure.strerror)) from failure


def _show(host: str, port: int) -> None:
    if has_answered(host, port):
        webbrowser.open(f"http://{host}:{port}/")
