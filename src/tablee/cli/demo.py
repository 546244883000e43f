"""The command `tablee demo`: the campaign of 2012 again, live, in about two minutes."""

import heapq
import os
import signal
import sys
import tempfile
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from tablee.cli import roof
from tablee.cli.program import main
from tablee.cli.replay.announcer import Announcer
from tablee.cli.replay.bundle import export_when_sealed
from tablee.cli.replay.doors import Doors, Place
from tablee.cli.replay.editions import COURSES, acts_of
from tablee.cli.replay.own_server import HOST, OwnServer, free_port, own_environ
from tablee.cli.replay.pace import pace_of_2012
from tablee.cli.replay.player import Replay, Ways
from tablee.cli.replay.scenes import scenes_of_2012, unverified_acts, weeks_of
from tablee.cli.replay.sender import Sender
from tablee.cli.replay.shops import Shops
from tablee.cli.replay.town.town import STREAM, Town
from tablee.cli.words import number, say
from tablee.config import read_settings
from tablee.core.network import Network
from tablee.core.terms import Terms
from tablee.store.roles import Role
from tablee.usecases.advance import pass_time
from tablee.usecases.codes.issue_codes import Order, issue_codes
from tablee.usecases.publish_terms import Publication, publish_terms
from tablee.wiring import Site

EDITION = "restos-2012"
STAFF = "demo"
PREFERRED_PORT = 8000
ENDINGS = (signal.SIGINT, signal.SIGTERM)
SCREENS = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
"""Variables that say that there is somewhere to show a page."""


class Stage(NamedTuple):
    """What a demo plays on: a site with the campaign published, and a staff account."""

    site: Site
    terms: Terms
    password: str


@main.command("demo")
@click.option("--seconds", default=120, show_default=True, help="How long the five weeks take.")
@click.option("--port", default=PREFERRED_PORT, show_default=True, help="Any other if it is taken.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.option("--exit", "is_short", is_flag=True, help="End when the campaign has been played.")
def demo(seconds: int, port: int, *, no_open: bool, is_short: bool) -> None:
    """Play the campaign of 2012 again through the real door, in a folder of its own."""
    # A shell makes what it runs in the background deaf to Ctrl-C; the demo says it listens.
    for each in ENDINGS:
        signal.signal(each, _end)
    folder = tempfile.TemporaryDirectory(prefix="tablee-demo-")
    with _interruptible(), folder as home, Town() as town:
        click.echo(say("Preparing a site of its own...", "Préparation d'un site à part..."))
        environ = own_environ(Path(home), {"TABLEE_LOG_LEVEL": "warning"} | town.environ)
        stage = _set_up(environ)
        with OwnServer(environ, free_port(port)) as server:
            page = f"{server.url}/c/{stage.terms.slug}/"
            words = say("The live page: {}", "La page en direct : {}")
            click.echo(words.format(click.style(page, bold=True)))
            if not no_open and _has_screen():
                webbrowser.open(page)
            _play(stage, town, server.port, seconds)
            _hand_over(stage, page)
            _say_where_to_go(stage, server.url)
            while not is_short:
                time.sleep(1)


def _end(*_: object) -> None:
    """End the demo; whoever asks again must not keep it from taking its server away."""
    for each in ENDINGS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the demo in peace."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(say("\nThe demo is over.", "\nLa démonstration est finie."))


def _has_screen() -> bool:
    return sys.platform in {"darwin", "win32"} or any(os.environ.get(name) for name in SCREENS)


def _set_up(environ: dict[str, str]) -> Stage:
    site = roof.open_for(read_settings(environ))
    here = Network("bluesky", (("server", STREAM),))
    terms = replace(roof.example(EDITION), networks=(here,))
    publish_terms(site.desks, site.clock, Publication(terms, is_replay=True))
    return Stage(site, terms, roof.new_staff(STAFF, Role.OPERATOR))


def _play(stage: Stage, town: Town, port: int, seconds: int) -> None:
    site, slug = stage.site, stage.terms.slug
    acts = heapq.merge(acts_of(stage.terms, COURSES[EDITION]), unverified_acts(stage.terms))
    shops = Shops(site.settings.tills_path / slug, stage.terms.opens_at)
    replay = Replay(slug, acts, [*scenes_of_2012(site, stage.terms), *weeks_of(shops)])
    begun_s = time.monotonic()
    with Doors(Place(site, stage.terms, port), town) as doors, Sender(HOST, port) as sender:
        ways = Ways(
            doors.by_kind(),
            partial(pass_time, site.desks, slug),
            doors.moderate,
            lambda: shops.acts,
        )
        replay.run(ways, sender, pace_of_2012(stage.terms, seconds), Announcer(stage.terms))
        time.sleep(1)  # the count that is served may be a moment old
        tally = sender.tally(slug)
    words = say(
        "{} acts in {} seconds: {} meals earned from sponsors, {} unpaid, {} pending.",
        "{} actions en {} secondes : {} repas gagnés, {} sans repas, {} en attente.",
    )
    spent = number(round(time.monotonic() - begun_s))
    made, *numbers = _numbers(tally["without_purchases"])
    click.echo(words.format(made, spent, *numbers))
    if tally["purchases"]:
        words = say(
            "Purchases, counted apart: {} acts, {} meals earned, {} unpaid, {} pending.",
            "Achats, comptés à part : {} actions, {} repas gagnés, {} sans repas, {} en attente.",
        )
        click.echo(words.format(*_numbers(tally["purchases"])))
    for pool in tally["pools"]:
        line = say("  {}: {} of {} paid, {} unpaid", "  {} : {} sur {} gagnés, {} sans repas")
        columns = [number(int(pool[name])) for name in ("paid", "cap", "unpaid")]
        click.echo(line.format(pool["name"], *columns))


def _hand_over(stage: Stage, page: str) -> None:
    """Put the whole campaign into one file, and say how anybody checks it without us."""
    bundle = export_when_sealed(stage.site, stage.terms.slug)
    if bundle is None:
        click.echo(say("The log is not sealed yet.", "Le journal n'est pas encore scellé."))
        return
    words = say(
        """
Check the count, and believe nobody:
  {page}verify says how; its file can be counted again with the network off:
  .venv/bin/tablee verify {bundle}""",
        """
Vérifiez le compte, sans croire personne :
  {page}verify dit comment ; son fichier se recompte, réseau coupé :
  .venv/bin/tablee verify {bundle}""",
    )
    click.echo(words.format(page=page, bundle=bundle))


def _numbers(sums: dict[str, int]) -> list[str]:
    return [number(int(sums[name])) for name in ("acts", "paid", "unpaid", "pending")]


def _say_where_to_go(stage: Stage, url: str) -> None:
    site, slug = stage.site, stage.terms.slug
    order = Order("purchase", STAFF, 1)
    (code,) = issue_codes(site.desks, site.clock, site.secret, slug, order)[1]
    words = say(
        """
Where to go next:
  the campaign        {page}/
  draw something      {page}/draw/drawing
  the gallery         {page}/drawings
  the wall of posts   {page}/wall
  type a code         {page}/code/purchase   (code: {code})
  add a post          {page}/act/blog_post   (of a blog on the internet)
  decide acts         {url}/staff/   (name: {staff}, password: {password})
  check the count     {page}/verify
  the count as JSON   {page}/tally.json
What you draw waits for you in the queue at {url}/staff/queue/{slug}/
Then write a campaign of your own: docs/first-campaign.md
Ctrl-C stops the demo and takes its folder away.""",
        """
Pour continuer :
  la campagne           {page}/
  dessiner              {page}/draw/drawing
  la galerie            {page}/drawings
  le mur des billets    {page}/wall
  saisir un code        {page}/code/purchase   (code : {code})
  ajouter un billet     {page}/act/blog_post   (d'un blog sur internet)
  décider des actions   {url}/staff/   (nom : {staff}, mot de passe : {password})
  vérifier le compte    {page}/verify
  le décompte en JSON   {page}/tally.json
Votre dessin vous attend dans la file d'attente, {url}/staff/queue/{slug}/
Écrivez ensuite votre propre campagne : docs/first-campaign.fr.md
Ctrl-C arrête la démonstration et efface son dossier.""",
    )
    shown = {"page": f"{url}/c/{slug}", "url": url, "slug": slug, "code": code}
    click.echo(words.format(**shown, staff=STAFF, password=stage.password))
