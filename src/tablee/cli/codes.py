"""The commands about receipt codes: issue, key, list, revoke."""

import csv
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TextIO

import click

from tablee.cli import roof
from tablee.cli.program import FILE, Mistake, main
from tablee.cli.words import number, say, table
from tablee.core.purchase.slip import object_of
from tablee.core.terms import Terms
from tablee.usecases.codes.issue_codes import Order, issue_codes, lend_key, revoke_series

STANDARD_OUTPUT = "-"
SERIES = "codes"
RECEIPT_COLUMNS = 2


@main.group("codes")
def codes_group() -> None:
    """Receipt codes: what shoppers type to have their receipt counted."""


@codes_group.command("issue")
@click.argument("campaign")
@click.option("--kind", default="", help="The kind they count as; without it, the only one.")
@click.option("--number", "count", type=int, default=0, help="How many codes.")
@click.option("--name", default=SERIES, help="Of the series, to find and revoke it later.")
@click.option(
    "--receipts",
    type=FILE,
    help="CSV of the receipts they are printed on: store,receipt. One code for each.",
)
@click.option("--partner", default="", help="Whose receipts, as in the till's own files.")
@click.option("--out", default=STANDARD_OUTPUT, help='The file to write; "-" is the terminal.')
def codes_issue(campaign: str, kind: str, count: int, **more: str | Path | None) -> None:
    """Issue codes for CAMPAIGN, and write them down as CSV: they are kept nowhere else.

    Each counts once, within the campaign's window. A code that names a receipt and the till's own
    file about that receipt are one gift.
    """
    site, receipts = roof.site(), more["receipts"]
    terms = roof.campaign(site.desks, campaign).latest.terms
    named = _receipts(receipts, str(more["partner"])) if isinstance(receipts, Path) else []
    order = Order(kind or _only_kind(terms), str(more["name"]), count, [each[2] for each in named])
    out = str(more["out"])
    if out != STANDARD_OUTPUT and Path(out).exists():
        words = say("{} is there already.", "{} existe déjà.")
        raise Mistake(words.format(out))
    _, codes = issue_codes(site.desks, site.clock, site.secret, campaign, order)
    _write(out, terms, codes, named)
    said = say("{} codes issued.", "{} codes émis.")
    click.echo(said.format(number(len(codes))), err=True)


@codes_group.command("key")
@click.argument("campaign")
@click.option("--kind", default="", help="The kind they count as; without it, the only one.")
@click.option("--name", required=True, help="Of the partner, to find and revoke it later.")
def codes_key(campaign: str, kind: str, name: str) -> None:
    """Print the series and the key with which a partner makes codes for CAMPAIGN by itself.

    docs/receipt-codes.md says how. Whoever has the key makes as many as they like.
    """
    site = roof.site()
    order = Order(kind or _only_kind(roof.campaign(site.desks, campaign).latest.terms), name)
    series, key = lend_key(site.desks, site.clock, site.secret, campaign, order)
    click.echo(f"{series.number} {key.hex()}")


@codes_group.command("list")
@click.argument("campaign")
def codes_list(campaign: str) -> None:
    """Print the series of codes of CAMPAIGN."""
    site = roof.site()
    with site.desks.read() as desk:
        every = desk.codes.every(desk.campaigns.see(campaign).id)
    states = {True: say("revoked", "révoquée"), False: say("good", "valable")}
    elsewhere = say("by the partner", "par le partenaire")
    rows = [
        (
            each.name,
            each.kind,
            elsewhere if each.is_elsewhere else number(each.issued),
            states[each.is_revoked],
        )
        for each in every
    ]
    heads = (say("name", "nom"), say("kind", "type"), say("issued", "émis"), say("state", "état"))
    click.echo(table(heads, rows))


@codes_group.command("revoke")
@click.argument("campaign")
@click.argument("name")
def codes_revoke(campaign: str, name: str) -> None:
    """Make the codes of the series NAME good for nothing from now on; what they brought stays."""
    if not revoke_series(roof.site().desks, campaign, name):
        words = say("There is no good series '{}'.", "Il n'y a pas de série valable « {} ».")
        raise Mistake(words.format(name))
    said = say("The series '{}' is revoked.", "La série « {} » est révoquée.")
    click.echo(said.format(name))


def _only_kind(terms: Terms) -> str:
    """Return the one kind that is bought."""
    found = [kind.name for kind in terms.kinds if kind.proof == "till"]
    if len(found) != 1:
        known = ", ".join(found) or say("none has the proof 'till'", "aucun n'a la preuve « till »")
        raise Mistake(say("Say which kind: {}.", "Dites quel type : {}.").format(known))
    return found[0]


def _receipts(file: Path, partner: str) -> list[tuple[str, str, str]]:
    """Return store, receipt and name of each receipt in *file*."""
    if not partner:
        raise Mistake(
            say("Say whose receipts: --partner.", "Dites à qui sont les tickets : --partner.")
        )
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [[each.strip() for each in row] for row in csv.reader(lines) if any(row)]
    if rows and [each.lower() for each in rows[0][:RECEIPT_COLUMNS]] == ["store", "receipt"]:
        del rows[0]
    for line, row in enumerate(rows, start=1):
        if len(row) != RECEIPT_COLUMNS or not row[1]:
            words = say("{}, receipt {}: store,receipt.", "{}, ticket {} : store,receipt.")
            raise Mistake(words.format(file, line))
    return [(store, receipt, object_of(partner, store, receipt)) for store, receipt in rows]


def _write(
    out: str, terms: Terms, codes: Sequence[str], named: Sequence[tuple[str, str, str]]
) -> None:
    """Write the codes, and what each is for; a file is for its owner's eyes only."""
    until = terms.closes_at.isoformat(timespec="seconds")
    place: AbstractContextManager[TextIO]
    if out == STANDARD_OUTPUT:
        place = nullcontext(sys.stdout)
    else:
        path = Path(out)
        path.touch(mode=0o600, exist_ok=False)
        place = path.open("w", encoding="utf-8", newline="")
    with place as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["code", "good_until", *(["store", "receipt"] if named else [])])
        for index, code in enumerate(codes):
            rows.writerow([code, until, *(named[index][:RECEIPT_COLUMNS] if named else [])])
