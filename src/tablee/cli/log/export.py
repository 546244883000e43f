"""The command that exports a campaign for strangers to count again."""

from pathlib import Path

import click

from tablee.cli import roof
from tablee.cli.program import Mistake, main
from tablee.cli.words import number, say
from tablee.jobs.keeping.exports import press_of
from tablee.outside.log.archive import ZipDraft
from tablee.outside.log.exports import ExportShelf
from tablee.ports.log.signer import KeyIsLost
from tablee.usecases.log.export_log import export_log
from tablee.usecases.log.write_bundle import NothingPublished


@main.command("export")
@click.argument("campaign")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to; without it, where the site offers its exports.",
)
def export(campaign: str, folder: Path | None) -> None:
    """Export CAMPAIGN: log, terms, books and verifier in one zip, up to the last checkpoint.

    The same log makes the same bytes. A running site does this by itself, every day and at the
    close.
    """
    site = roof.site()
    shelf = ExportShelf(site.settings.home)
    place = shelf.path(campaign, site.clock.now_ms())
    target = place if folder is None else folder / f"{campaign}-{place.name}"
    roof.campaign(site.desks, campaign)
    try:
        with ZipDraft(target.parent) as draft:
            checkpoint = export_log(press_of(site), campaign, draft)
            draft.seal(target)
    except NothingPublished as refusal:
        words = say(
            "No checkpoint of {} is published yet: seal it first.",
            "Aucun point de contrôle de {} n'est encore publié : scellez-le d'abord.",
        )
        raise Mistake(words.format(campaign)) from refusal
    except KeyIsLost as refusal:
        raise Mistake(str(refusal)) from refusal
    click.echo(str(target))
    words = say("It ends at leaf {}.", "Il s'arrête à la feuille {}.")
    click.echo(words.format(number(checkpoint.size)), err=True)
