"""The command `tablee seal`: bring the public logs up to date by hand, or let one go on."""

import click

from tablee.cli import roof
from tablee.cli.french import add_help
from tablee.cli.program import main
from tablee.cli.words import language, number, say, table
from tablee.usecases.log.seal import Sealed, Sealer
from tablee.usecases.log.sealing.doubt import told
from tablee.wiring import open_sealer

STOPPED = 1


@main.command("seal")
@click.argument("campaign", required=False)
@click.option("--resume", "is_resumed", is_flag=True, help="Let a stopped log go on.")
def seal(campaign: str | None, *, is_resumed: bool) -> None:
    """Seal the log of CAMPAIGN, or all logs: a running site does so by itself.

    A log that is in doubt stops, and stays as it is. Look into why, put back what is missing, and
    let it go on with --resume: all of it is read and counted again from its first leaf.
    """
    site = roof.site()
    with site.desks.read() as desk:
        every = [each.slug for each in desk.campaigns.every()]
    slugs = [roof.campaign(site.desks, campaign).slug] if campaign else every
    sealer = open_sealer(site)
    results = [(slug, _sealed(sealer, slug, is_resumed=is_resumed)) for slug in slugs]
    head = (say("campaign", "campagne"), say("leaves", "feuilles"), say("new", "nouvelles"), "")
    rows = [
        (slug, number(found.size), number(found.leaves), _state(found)) for slug, found in results
    ]
    click.echo(table(head, rows))
    for slug, found in results:
        if found.stopped:
            words = say("The log of '{}' is stopped: {}", "Le journal de « {} » est arrêté : {}")
            click.echo(words.format(slug, told(found.stopped).say(language())), err=True)
    if any(found.stopped for _, found in results):
        click.get_current_context().exit(STOPPED)


def _sealed(sealer: Sealer, slug: str, *, is_resumed: bool) -> Sealed:
    if is_resumed:
        sealer.resume(slug)
    return sealer.seal(slug)


def _state(found: Sealed) -> str:
    if found.stopped:
        return say("stopped", "arrêté")
    if found.is_published:
        return say("published", "publié")
    return say("waits for witnesses", "attend des témoins") if found.size else ""


add_help(
    {
        "Seal the log of CAMPAIGN, or all logs: a running site does so by itself.": (
            "Scelle le journal de CAMPAIGN, ou tous : un site qui tourne le fait de lui-même."
        ),
        "A log that is in doubt stops, and stays as it is. Look into why, put back what is "
        "missing, and let it go on with --resume: all of it is read and counted again from its "
        "first leaf.": (
            "Un journal en doute s'arrête et reste tel quel. Cherchez pourquoi, remettez ce qui "
            "manque, et laissez-le reprendre avec --resume : il est alors relu et recompté en "
            "entier, dès sa première feuille."
        ),
        "Let a stopped log go on.": "Laisse reprendre un journal arrêté.",
    }
)
