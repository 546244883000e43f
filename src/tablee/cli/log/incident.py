"""The command that states in the log what everybody should know."""

import click

from tablee.cli import roof
from tablee.cli.french import add_help
from tablee.cli.log.french import INCIDENT
from tablee.cli.program import Mistake, main
from tablee.cli.words import say
from tablee.core.text import Text
from tablee.usecases.log.state_incident import NoStatement, state_incident

add_help(INCIDENT)


@main.command("incident")
@click.argument("campaign")
@click.option("--en", required=True, help="The statement in English.")
@click.option("--fr", required=True, help="The statement in French.")
def incident(campaign: str, en: str, fr: str) -> None:
    """State in the log of CAMPAIGN what everybody should know: an outage, a late list, a mistake.

    It stays there for good. Name nobody in it.
    """
    site = roof.site()
    try:
        state_incident(site.desks, site.clock, campaign, Text(en, fr))
    except NoStatement as refusal:
        words = say(str(refusal), "Il faut de 1 à 4 000 caractères dans chaque langue.")
        raise Mistake(words) from refusal
    click.echo(
        say(
            "Stated: on the page “Check the count”, and in the log once it is sealed.",
            "C'est dit : sur la page « Vérifier le compte », et au journal une fois scellé.",
        )
    )
