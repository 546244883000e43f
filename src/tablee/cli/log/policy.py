"""The command about whose signatures a campaign's log needs."""

from pathlib import Path

import click

from tablee.cli import roof
from tablee.cli.french import add_help
from tablee.cli.program import FILE, main, text_of
from tablee.cli.words import say
from tablee.usecases.log.choose_policy import choose_policy, see_policy


@main.group("log")
def log_group() -> None:
    """The public log of a campaign: who must have signed it."""


@log_group.command("policy")
@click.argument("campaign")
@click.argument("file", type=FILE, required=False)
def log_policy(campaign: str, file: Path | None) -> None:
    """Print whose signatures the log of CAMPAIGN needs; with FILE, let that be so.

    FILE is a tlog-policy: the log's key, the witnesses with their addresses, and how many of them
    must have signed before a checkpoint is published.
    """
    desks = roof.site().desks
    if file is None:
        click.echo(see_policy(desks, campaign), nl=False)
        return
    policy = choose_policy(desks, campaign, text_of(file))
    words = say(
        "Witnesses: {}. Checkpoints are published with the quorum '{}' from the next one on.",
        "Témoins : {}. Les points de contrôle sont publiés avec le quorum « {} » dès le prochain.",
    )
    click.echo(words.format(len(policy.witnesses), policy.quorum))


add_help(
    {
        "The public log of a campaign: who must have signed it.": (
            "Le journal public d'une campagne : qui doit l'avoir signé."
        ),
        "Print whose signatures the log of CAMPAIGN needs; with FILE, let that be so.": (
            "Affiche de qui le journal de CAMPAIGN demande la signature ; avec FILE, en décide."
        ),
        "FILE is a tlog-policy: the log's key, the witnesses with their addresses, and how many of "
        "them must have signed before a checkpoint is published.": (
            "FILE est une tlog-policy : la clé du journal, les témoins et leurs adresses, et "
            "combien d'entre eux doivent avoir signé avant qu'un point de contrôle soit publié."
        ),
    }
)
