"""The commands about acts: import them from a file, generate those of past editions."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from tablee.cli import roof
from tablee.cli.load import BadLine, Bookmark, Progress, Reader, load
from tablee.cli.program import explained, main
from tablee.cli.replay.editions import COURSES, acts_of
from tablee.cli.words import number, say
from tablee.wiring import Site

STANDARD_INPUT = "-"
FAULTY = 1
SHOWN_AT_MOST = 100
"""Bad lines that are shown one by one; the rest is a number."""


@main.group("acts")
def acts_group() -> None:
    """Acts: import those of a partner, generate those of past editions."""


@acts_group.command("import")
@click.argument("campaign")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
def acts_import(campaign: str, file: str) -> None:
    """Count the acts of FILE for CAMPAIGN: one act in JSON a line; "-" reads standard input.

    It can be stopped and started again: it goes on where it was, and an act is counted once
    however often it is read. Bad lines are told with what to mend, and the others are counted;
    then the exit code is 1.
    """
    site = roof.site()
    roof.campaign(site.desks, campaign)
    read = roof.reader(site, campaign)
    if file == STANDARD_INPUT:
        progress = Progress()
        _load_input(site, campaign, progress, read)
    else:
        progress = _load_file(site, campaign, Path(file), read)
    _sum_up(progress)
    if progress.bad:
        click.get_current_context().exit(FAULTY)


def _load_input(site: Site, campaign: str, progress: Progress, read: Reader) -> None:
    source: BinaryIO = sys.stdin.buffer
    for _, bad in load(site, campaign, source, progress, read):
        _tell_bad(bad, progress)


def _load_file(site: Site, campaign: str, file: Path, read: Reader) -> Progress:
    bookmark = Bookmark(site.settings.home, campaign, file)
    progress = bookmark.find()
    if progress.offset:
        words = say("Going on after line {}.", "Reprise après la ligne {}.")
        click.echo(words.format(number(progress.lines)), err=True)
    with file.open("rb") as source, _bar(file.stat().st_size - progress.offset) as advance:
        source.seek(progress.offset)
        for size, bad in load(site, campaign, source, progress, read):
            bookmark.keep(progress)
            advance(size)
            _tell_bad(bad, progress)
    bookmark.drop()
    return progress


@contextmanager
def _bar(length_bytes: int) -> Iterator[Callable[[int], None]]:
    """Show how far it is on stderr; where that is no terminal, say nothing."""
    label = say("Reading acts", "Lecture des actions")
    with click.progressbar(length=max(1, length_bytes), label=label, file=sys.stderr) as bar:
        yield bar.update


def _tell_bad(bad: list[BadLine], progress: Progress) -> None:
    told = progress.bad - len(bad)
    for each in bad[: max(0, SHOWN_AT_MOST - told)]:
        words = say("line {}: {}", "ligne {} : {}")
        click.echo(words.format(each.line, explained(each.refusal)), err=True)


def _sum_up(progress: Progress) -> None:
    words = say(
        "{} acts counted, {} known before, {} refused, {} bad lines.",
        "{} actions comptées, {} déjà connues, {} refusées, {} lignes à corriger.",
    )
    refused = sum(progress.refused.values())
    numbers = (progress.new, progress.known, refused, progress.bad)
    click.echo(words.format(*map(number, numbers)))
    for reason, acts in sorted(progress.refused.items()):
        click.echo(f"  {reason}: {number(acts)}")


@acts_group.command("generate")
@click.argument("edition", type=click.Choice(sorted(COURSES)))
def acts_generate(edition: str) -> None:
    """Print the acts of a past EDITION, made up again, one in JSON a line."""
    for act in acts_of(roof.example(edition), COURSES[edition]):
        click.echo(act.line(), nl=False)
