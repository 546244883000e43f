"""The commands about shifts: import a table of them, list them with the places taken."""

from pathlib import Path

import click

from tablee.cli import roof
from tablee.cli.program import FILE, main
from tablee.cli.words import language, number, say, table
from tablee.core.volunteering.fault import COLUMNS, Fault
from tablee.core.volunteering.reading import read_sheet
from tablee.core.volunteering.wording import day_in_words, hours_in_words
from tablee.usecases.shifts.find_shifts import find_shifts
from tablee.usecases.shifts.make_shifts import make_shifts

FAULTY = 1


@main.group("shifts")
def shifts_group() -> None:
    """Shifts of volunteers: import a table of them, list them."""


@shifts_group.command("import")
@click.argument("campaign")
@click.argument("file", type=FILE)
def shifts_import(campaign: str, file: Path) -> None:
    """Make the shifts of FILE for CAMPAIGN: CSV with English or French headings.

    With any fault nothing is made: each is told with its line and what to write instead, and the
    exit code is 1. The same file again changes nothing.
    """
    site = roof.site()
    zone = roof.campaign(site.desks, campaign).latest.terms.zone
    sheet = read_sheet(file.read_bytes(), zone)
    if sheet.faults:
        for fault in sheet.faults:
            click.echo(_told(fault), err=True)
        click.echo(say("Nothing was made.", "Rien n'a été créé."), err=True)
        click.get_current_context().exit(FAULTY)
    made = make_shifts(site.desks, site.clock, campaign, sheet.shifts)
    words = say(
        "New shifts: {}; changed: {}; as they were: {}.",
        "Nouveaux créneaux : {} ; modifiés : {} ; inchangés : {}.",
    )
    click.echo(words.format(*map(number, made)))


@shifts_group.command("list")
@click.argument("campaign")
def shifts_list(campaign: str) -> None:
    """Print the shifts of CAMPAIGN and how many places are taken; never anybody's name."""
    site = roof.site()
    found_in = roof.campaign(site.desks, campaign)
    zone = found_in.latest.terms.zone
    with site.desks.read() as desk:
        found = find_shifts(desk, found_in, site.clock.now_ms())
    rows = [
        (
            str(shift.number),
            day_in_words(shift.starts_at_ms, zone, language()),
            hours_in_words(shift, zone, language()),
            shift.place,
            f"{taken}/{shift.capacity}",
            say("called off", "annulé") if shift.is_cancelled else "",
        )
        for shift, taken in found.openings
    ]
    head = (
        say("number", "numéro"),
        say("day", "jour"),
        say("hours", "heures"),
        say("place", "lieu"),
        say("taken", "pris"),
        "",
    )
    click.echo(table(head, rows))
    words = say("People who came: {}; hours: {}.", "Personnes venues : {} ; heures : {}.")
    click.echo(words.format(number(found.sums.people), number(found.sums.minutes // 60)))


def _told(fault: Fault) -> str:
    """Return what is wrong with a line, and where."""
    line = say("line {}", "ligne {}").format(fault.line)
    column = COLUMNS[fault.column].say(language()) if fault.column in COLUMNS else ""
    where = ", ".join(each for each in (line, column) if each)
    return say("{}: {}", "{} : {}").format(where, fault.words.say(language()))
