"""The commands about tills: read a partner's file, report on those that were read."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from tablee.campaign_file.money import minor_digits
from tablee.cli import roof
from tablee.cli.french import add_help
from tablee.cli.program import FILE, Mistake, main
from tablee.cli.words import language, number, say, table
from tablee.core.purchase.account import Control
from tablee.core.purchase.values import number as read_number
from tablee.evidence.tills import Layout, Unreadable
from tablee.jobs.tills.reading import Order, read_till_file
from tablee.ports.kinds.tills import FileState, TillFile
from tablee.usecases.tills.begin_file import terms_for_tills
from tablee.usecases.tills.report import files_of, report_of
from tablee.usecases.tills.take_baskets import ReadElsewhere

FAULTY = 1


@main.group("tills")
def tills_group() -> None:
    """Tills: count the baskets of a partner's file, and account for each file."""


@tills_group.command("import")
@click.argument("campaign")
@click.argument("file", type=FILE)
@click.option("--partner", required=True, help="Whose tills: receipts are known by this name.")
@click.option("--column", "columns", multiple=True, help="FIELD=COLUMN, where it is not guessed.")
@click.option("--encoding", default="", help="utf-8, cp1252, latin-1 …; guessed if not said.")
@click.option("--delimiter", default="", help='";", "," or "tab"; guessed if not said.')
@click.option("--decimal", type=click.Choice([",", "."]), help="The sign before decimals.")
@click.option("--time-zone", default="", help="Of the tills' clocks; else the campaign's.")
@click.option("--clock-ahead", type=int, default=0, help="Minutes by which their clocks are fast.")
@click.option("--whole", "is_whole", is_flag=True, help="Its last line needs no end.")
@click.option("--control", "controls", multiple=True, help="lines=, baskets=, pieces=, amount=")
@click.option("--json", "is_json", is_flag=True, help="Print the report for programs.")
def tills_import(campaign: str, file: Path, partner: str, *, is_json: bool, **wishes: Any) -> None:
    """Count the baskets of FILE for CAMPAIGN: CSV, NDJSON or Parquet.

    It can be stopped at any moment and started again: it goes on where it was. A file that was
    read before counts nothing, and a receipt counts once in whichever file it stands. If what
    was announced by --control is not what was read, the exit code is 1.
    """
    site = roof.site()
    _, terms = terms_for_tills(site.desks, site.clock, campaign)
    layout = Layout(
        columns=_pairs(wishes["columns"]),
        encoding=wishes["encoding"],
        delimiter="\t" if wishes["delimiter"] == "tab" else wishes["delimiter"],
        decimal=wishes["decimal"] or "",
        time_zone=wishes["time_zone"],
        ahead_min=wishes["clock_ahead"],
        is_whole=wishes["is_whole"],
    )
    control = _control(_pairs(wishes["controls"]), minor_digits(terms.unit.currency))
    order = Order(campaign, partner, file, layout, control)
    try:
        read, is_known = _read(site, order)
    except Unreadable as trouble:
        raise Mistake(trouble.words.say(language())) from trouble
    except ReadElsewhere as refusal:
        words = say(
            "Somebody else is reading this file.", "Quelqu’un d’autre lit ce fichier en ce moment."
        )
        raise Mistake(words) from refusal
    if is_json:
        click.echo(json.dumps({"is_known": is_known, **report_of(read)}, ensure_ascii=False))
    else:
        _tell(read, is_known=is_known)
    if read.trouble.en:
        click.get_current_context().exit(FAULTY)


def _read(site: Any, order: Order) -> tuple[TillFile, bool]:
    """Read a file to its end; return it, and whether it had been read before."""
    steps = read_till_file(site, order)
    file = next(steps)
    is_known = file.state is FileState.DONE
    if file.progress.line:
        words = say("Going on after line {}.", "Reprise après la ligne {}.")
        click.echo(words.format(number(file.progress.line)), err=True)
    with _bar(file) as shown:
        for each in steps:
            shown(each)
            file = each
    return file, is_known


@contextmanager
def _bar(first: TillFile) -> Iterator[Any]:
    """Show how far it is on stderr; where that is no terminal, say nothing."""
    label = say("Reading baskets", "Lecture des paniers")
    with click.progressbar(length=max(1, first.length), label=label, file=sys.stderr) as bar:

        def shown(file: TillFile) -> None:
            bar.length = max(1, file.length)
            bar.update(max(0, file.progress.position - bar.pos))

        yield shown


def _pairs(words: tuple[str, ...]) -> dict[str, str]:
    pairs = [each.partition("=") for each in words]
    for name, sign, rest in pairs:
        if not (name and sign and rest):
            message = say("Write NAME=VALUE, not '{}'.", "Écrivez NOM=VALEUR, pas « {} ».")
            raise Mistake(message.format(f"{name}{sign}{rest}"))
    return {name.strip(): rest.strip() for name, _, rest in pairs}


def _control(said: dict[str, str], digits: int) -> Control:
    """Return what the partner announced.

    Raises:
        Mistake: a name is not known, or a figure is none.
    """
    decimals = {"lines": ("lines", 0), "baskets": ("baskets", 0), "pieces": ("milli", 3)}
    decimals["amount"] = ("minor", digits)
    found: dict[str, int] = {}
    for name, text in said.items():
        figure = read_number(text, decimals[name][1]) if name in decimals else None
        if figure is None:
            message = say("'{}={}' is no control figure.", "« {}={} » n’est pas un contrôle.")
            raise Mistake(message.format(name, text))
        found[decimals[name][0]] = figure
    return Control(**found)


def _tell(file: TillFile, *, is_known: bool) -> None:
    account = file.progress.account
    if is_known:
        words = say(
            "This file has been read before: nothing was counted. Its report:",
            "Ce fichier a déjà été lu : rien n’a été compté. Son bilan :",
        )
        click.echo(words)
    for words, figure in (
        (say("Lines read", "Lignes lues"), account.lines),
        (say("Baskets", "Paniers"), account.baskets),
        (say("Baskets that qualify", "Paniers qui comptent"), account.qualifying),
        (say("Baskets that bring nothing", "Paniers sans rien"), account.plain),
        (say("Acts", "Actions"), account.acts),
        (say("Acts known by a code", "Actions connues par un code"), account.known_acts),
        (say("Known before", "Déjà connus"), account.duplicates),
        (say("Returns", "Retours"), account.returns),
        (say("Acts taken back", "Actions reprises"), account.reversed),
    ):
        click.echo(f"{words}: {number(figure)}")
    for reason, (count, *lines) in sorted(account.refused.items()):
        where = ", ".join(str(line) for line in lines)
        words = say("{}: {} (lines {})", "{} : {} (lignes {})")
        click.echo("  " + words.format(reason, number(count), where))
    click.echo(f"SHA-256: {file.checksum}")
    if file.trouble.en:
        click.echo(file.trouble.say(language()))


@tills_group.command("report")
@click.argument("campaign")
@click.option("--json", "is_json", is_flag=True, help="Print the reports for programs.")
def tills_report(campaign: str, *, is_json: bool) -> None:
    """Print what became of each till file of CAMPAIGN, the latest first."""
    files = files_of(roof.site().desks, campaign)
    if is_json:
        click.echo(json.dumps([report_of(each) for each in files], ensure_ascii=False, indent=1))
        return
    head = ("partner", "file", "state", "baskets", "acts", "known", "reversed", "refused")
    rows = [
        (
            file.partner,
            file.name,
            file.state.value,
            number(file.progress.account.baskets),
            number(file.progress.account.acts),
            number(file.progress.account.duplicates),
            number(file.progress.account.reversed),
            number(sum(count for count, *_ in file.progress.account.refused.values())),
        )
        for file in files
    ]
    accounts = [file.progress.account for file in files]
    sums = (
        sum(each.baskets for each in accounts),
        sum(each.acts for each in accounts),
        sum(each.duplicates for each in accounts),
        sum(each.reversed for each in accounts),
        sum(count for each in accounts for count, *_ in each.refused.values()),
    )
    baskets, acts, known, taken_back, refused = map(number, sums)
    rows.append((say("in all", "en tout"), "", "", baskets, acts, known, taken_back, refused))
    french = ("partenaire", "fichier", "état", "paniers", "actions", "connus", "repris", "refusés")
    click.echo(table(french if language() == "fr" else head, rows))


add_help(
    {
        "Tills: count the baskets of a partner's file, and account for each file.": (
            "Les caisses : compter les paniers d'un fichier de partenaire, et le bilan de chacun."
        ),
        "Count the baskets of FILE for CAMPAIGN: CSV, NDJSON or Parquet.": (
            "Compte pour CAMPAIGN les paniers de FILE : CSV, NDJSON ou Parquet."
        ),
        "It can be stopped at any moment and started again: it goes on where it was. A file that "
        "was read before counts nothing, and a receipt counts once in whichever file it stands. "
        "If what was announced by --control is not what was read, the exit code is 1.": (
            "On peut l'arrêter à tout moment et recommencer : la lecture reprend où elle en était. "
            "Un fichier déjà lu ne compte rien, et un ticket compte une fois, quel que soit le "
            "fichier. Si ce qu'annonce --control n'est pas ce qui a été lu, le code de sortie "
            "est 1."
        ),
        "Whose tills: receipts are known by this name.": (
            "À qui sont les caisses : les tickets sont connus sous ce nom."
        ),
        "FIELD=COLUMN, where it is not guessed.": "CHAMP=COLONNE, si elle n'est pas devinée.",
        "utf-8, cp1252, latin-1 …; guessed if not said.": (
            "utf-8, cp1252, latin-1 … ; deviné si rien n'est dit."
        ),
        '";", "," or "tab"; guessed if not said.': (
            "« ; », « , » ou « tab » ; deviné si rien n'est dit."
        ),
        "The sign before decimals.": "Le signe des décimales.",
        "Of the tills' clocks; else the campaign's.": (
            "Le fuseau des caisses ; sinon celui de la campagne."
        ),
        "Minutes by which their clocks are fast.": "De combien de minutes elles avancent.",
        "Its last line needs no end.": "Sa dernière ligne peut être sans fin.",
        "lines=, baskets=, pieces=, amount=": "lines=, baskets=, pieces=, amount=",
        "Print the report for programs.": "Affiche le bilan pour des programmes.",
        "Print what became of each till file of CAMPAIGN, the latest first.": (
            "Affiche ce qu'est devenu chaque fichier de caisse de CAMPAIGN, le dernier d'abord."
        ),
        "Print the reports for programs.": "Affiche les bilans pour des programmes.",
    }
)
"""The help of these commands in French, beside their English words."""
