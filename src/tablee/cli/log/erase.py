"""The command that erases what is kept of somebody."""

import click

from tablee.cli import roof
from tablee.cli.program import Mistake, main
from tablee.cli.words import number, say
from tablee.core.receipt import read_token
from tablee.usecases.privacy.erase_acts import (
    Cellar,
    Erased,
    NotSealedYet,
    erase_act,
    erase_person,
)
from tablee.wiring import Site, open_sealer


@main.command("erase")
@click.argument("campaign")
@click.argument("token", required=False)
@click.option("--act", "act", type=click.IntRange(1), help="Number of the act.")
@click.option("--supporter", help="Who: a blog's host, a handle, a mail address.")
def erase(campaign: str, token: str | None, act: int | None, supporter: str | None) -> None:
    """Erase what is kept of one act of CAMPAIGN, or of all that one supporter did.

    The act is named by the TOKEN of its receipt, or by its number. It goes on counting, and the
    log still proves that; nothing says any more what it was, or whose.
    """
    if sum(each is not None for each in (token, act, supporter)) != 1:
        raise click.UsageError(
            say(
                "Name one: the token of a receipt, --act or --supporter.",
                "Nommez-en un : le code d'un reçu, --act ou --supporter.",
            )
        )
    site = roof.site()
    roof.campaign(site.desks, campaign)
    try:
        done = _erased(site, campaign, token, act, supporter)
    except NotSealedYet as refusal:
        words = say(
            "It is not in the log yet, and cannot be erased before. Try again in a minute.",
            "Elle n'est pas encore au journal et ne peut être effacée avant. Réessayez dans une "
            "minute.",
        )
        raise Mistake(words) from refusal
    is_gone = site.desks.scrub()
    words = say(
        "Erased acts: {}. Erased files: {}.", "Actions effacées : {}. Fichiers effacés : {}."
    )
    click.echo(words.format(number(done.acts), number(done.files)))
    if supporter is not None and not done.acts and not done.files:
        words = say(
            "No act of '{}' was left to erase in {}: is that how the name is written there?",
            "Aucune action de « {} » n'était à effacer dans {} : est-ce bien ainsi que ce nom s'y "
            "écrit ?",
        )
        click.echo(words.format(supporter, campaign), err=True)
    if not is_gone:
        words = say(
            "Somebody is reading the database: a running site cuts its log within the hour.",
            "Quelqu'un lit la base : un site en marche coupe son journal dans l'heure.",
        )
        click.echo(words, err=True)


def _erased(
    site: Site, campaign: str, token: str | None, act: int | None, supporter: str | None
) -> Erased:
    cellar = Cellar(site.desks, site.clock, site.exhibits, site.pictures, open_sealer(site).seal)
    if supporter is not None:
        return erase_person(cellar, campaign, site.secret, supporter)
    return erase_act(cellar, campaign, act or read_token(site.secret, campaign, token or ""))
