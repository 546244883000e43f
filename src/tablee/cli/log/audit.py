"""The commands about audits: promise a seed, draw acts by lot, judge them, publish what came."""

import secrets
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import click

from tablee.cli import roof
from tablee.cli.french import add_help
from tablee.cli.log.french import AUDIT
from tablee.cli.program import FILE, Mistake, main, text_of
from tablee.cli.words import language, number, say, table
from tablee.core.audit.result import result_text
from tablee.core.audit.seed import SEED_BYTES
from tablee.core.books.days import day_of
from tablee.core.leaves.body import Sample, audit_result_body
from tablee.core.leaves.leaf import MINUTE_MS
from tablee.outside import disk
from tablee.outside.clock import SystemClock
from tablee.outside.signing import verify
from tablee.usecases.auditing.write_audit import (
    Published,
    Signed,
    commit_seed,
    open_act,
    publish_result,
    reveal_seed,
)
from tablee.verifying.auditing.draw import MOST_LOTS, USUAL_LOTS, Draw, draw_acts
from tablee.verifying.auditing.meaning import meaning
from tablee.verifying.auditing.sheet import (
    Filled,
    Opening,
    as_csv,
    as_page,
    read_filled,
    sheet_rows,
)
from tablee.verifying.sources.opening import opened
from tablee.verifying.sources.shelf import Shelved
from tablee.wiring import Site

add_help(AUDIT)
_LOTS = click.option(
    "--lots",
    type=click.IntRange(1, MOST_LOTS),
    default=USUAL_LOTS,
    show_default=True,
    help="How many lots fall.",
)
_SEEDS = click.option(
    "--seed", "seeds", multiple=True, help="A seed that is not in the log yet, in hexadecimal."
)
_BY = click.option("--by", required=True, help="Whose seed it is.")


@main.group("audit")
def audit_group() -> None:
    """Audits: draw acts by lot after the close, and look at them again."""


@audit_group.command("seed")
def audit_seed() -> None:
    """Make a seed and its hash: publish the hash before the close, keep the seed until after."""
    seed = secrets.token_bytes(SEED_BYTES)
    click.echo(say("seed {}", "graine {}").format(seed.hex()))
    click.echo(say("hash {}", "empreinte {}").format(sha256(seed).hexdigest()))


@audit_group.command("commit")
@click.argument("campaign")
@click.argument("hashed", metavar="HASH")
@_BY
def audit_commit(campaign: str, hashed: str, by: str) -> None:
    """Write the HASH of somebody's seed into the log of CAMPAIGN, before the close."""
    site = roof.site()
    commit_seed(site.desks, site.clock, campaign, by, hashed)


@audit_group.command("reveal")
@click.argument("campaign")
@click.argument("seed")
@_BY
def audit_reveal(campaign: str, seed: str, by: str) -> None:
    """Write somebody's SEED into the log of CAMPAIGN, after the close."""
    site = roof.site()
    click.echo(reveal_seed(site.desks, site.clock, campaign, by, seed))


@audit_group.command("draw")
@click.argument("where")
@_SEEDS
@_LOTS
def audit_draw(where: str, seeds: tuple[str, ...], lots: int) -> None:
    """Draw acts from the log at WHERE: a folder, a zip file or an address.

    Whoever draws from the same log with the same seeds draws the same acts. Lots fall on units.
    """
    draw = _drawn(where, seeds, lots)
    _say_draw(draw)
    heads = ("lot", say("act", "action"), say("leaf", "feuille"), say("units", "unités"))
    rows = [tuple(map(str, (each.lot, each.act, each.leaf, each.units))) for each in draw.drawn]
    click.echo(table(heads, rows))


@audit_group.command("sheet")
@click.argument("campaign")
@_SEEDS
@_LOTS
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder to write to.",
)
def audit_sheet(campaign: str, seeds: tuple[str, ...], lots: int, folder: Path) -> None:
    """Write the auditors' sheet of CAMPAIGN, as CSV to fill in and as a page to print.

    It shows what the acts drawn were: it is for auditors alone. Fill in the column "found".
    """
    site = roof.site()
    draw = _drawn_here(site, campaign, seeds, lots)
    rows = sheet_rows(draw, lambda act: _opening(site, campaign, act))
    for name, text in (("sheet.csv", as_csv(rows)), ("sheet.html", as_page(draw, rows, say))):
        place = folder / f"{campaign}-{name}"
        disk.write(place, text.encode(), mode=disk.PRIVATE)
        click.echo(str(place))


@audit_group.command("read")
@click.argument("where")
@click.argument("sheet", type=FILE)
@_SEEDS
@_LOTS
def audit_read(where: str, sheet: Path, seeds: tuple[str, ...], lots: int) -> None:
    """Read a SHEET that was filled in, against the log at WHERE, and say what it means."""
    draw = _drawn(where, seeds, lots)
    _say_draw(draw)
    _say_meaning(read_filled(text_of(sheet), draw))


@audit_group.command("text")
@click.argument("where")
@click.argument("sheet", type=FILE)
@click.option("--by", "auditor", required=True, help="Who signs: the auditor's name in the log.")
@click.option(
    "--to", "file", type=click.Path(dir_okay=False, path_type=Path), help="File to write."
)
@_LOTS
def audit_text(where: str, sheet: Path, auditor: str, file: Path | None, lots: int) -> None:
    """Write the exact text by which an auditor signs what the SHEET says.

    Sign it with ssh-keygen -Y sign -n tablee -f KEY FILE, and hand in FILE with FILE.sig below it.
    """
    draw = _drawn(where, (), lots)
    sample = _sample(sheet, draw, _whole(sheet, draw))
    today = day_of(SystemClock().now_ms() // MINUTE_MS).isoformat()
    text = result_text(audit_result_body(sample), draw.campaign, auditor, today)
    if file is None:
        click.echo(text, nl=False)
        return
    if file.exists():
        raise Mistake(say("'{}' is there already.", "« {} » existe déjà.").format(file))
    disk.write(file, text.encode())
    click.echo(str(file))


@audit_group.command("publish")
@click.argument("campaign")
@click.argument("sheet", type=FILE)
@click.option("--signed", type=FILE, help="What the auditor signed: text and signature.")
@_LOTS
def audit_publish(campaign: str, sheet: Path, signed: Path | None, lots: int) -> None:
    """Write into the log of CAMPAIGN what the SHEET says: how many were bad, and its hash.

    Without --signed, everybody is told that nobody has signed it.
    """
    site = roof.site()
    draw = _drawn_here(site, campaign, (), lots)
    filled = _whole(sheet, draw)
    word = Signed(signed.read_bytes().decode("utf-8", "replace"), verify) if signed else None
    sample = _sample(sheet, draw, filled)
    published = publish_result(site.desks, site.clock, campaign, sample, word)
    _say_published(published)
    _say_meaning(filled)


def _whole(sheet: Path, draw: Draw) -> Filled:
    """Return what a sheet says, where it calls nothing good that is not what the log stands for."""
    filled = read_filled(text_of(sheet), draw)
    if not filled.unopened:
        return filled
    _say_meaning(filled)
    words = say("Nothing was written: mend the sheet.", "Rien n'est écrit : corrigez la feuille.")
    raise Mistake(words)


def _sample(sheet: Path, draw: Draw, filled: Filled) -> Sample:
    digest = sha256(sheet.read_bytes()).digest()
    found = (draw.checkpoint.size, draw.checkpoint.root, filled.draws, filled.bad, filled.unknown)
    return Sample(*found, digest)


def _drawn(where: str, seeds: Sequence[str], lots: int) -> Draw:
    with opened(where) as source:
        return draw_acts(source, _raw(seeds), lots)


def _drawn_here(site: Site, campaign: str, seeds: Sequence[str], lots: int) -> Draw:
    """Draw from the log on this machine."""
    roof.campaign(site.desks, campaign)
    return draw_acts(Shelved(site.logs.log(campaign)), _raw(seeds), lots)


def _raw(seeds: Sequence[str]) -> list[bytes]:
    try:
        return [bytes.fromhex(each) for each in seeds]
    except ValueError as error:
        words = say("A seed is written in hexadecimal.", "Une graine s'écrit en hexadécimal.")
        raise Mistake(words) from error


def _opening(site: Site, campaign: str, act: int) -> Opening:
    found = open_act(site.desks, campaign, act)
    return Opening() if found is None else Opening(*found)


def _say_draw(draw: Draw) -> None:
    words = say(
        "{} lots over {} units in the first {} leaves of {}",
        "{} lots sur {} unités dans les {} premières feuilles de {}",
    )
    size, origin = number(draw.checkpoint.size), draw.checkpoint.origin
    click.echo(words.format(len(draw.drawn), number(draw.units), size, origin), err=True)
    click.echo(say("seed {}", "graine {}").format(draw.seed.hex()), err=True)


def _say_published(published: Published) -> None:
    if published.signer is None:
        words = say(
            "Nobody has signed this: everybody is told that the organiser wrote it. See 'tablee "
            "audit text'.",
            "Personne n'a signé ceci : chacun lira que l'organisateur l'a écrit. Voir « tablee "
            "audit text ».",
        )
        click.echo(words, err=True)
        return
    new = say("Written into the log, signed by {} ({}).", "Écrit au journal, signé par {} ({}).")
    old = say("It is in the log already, signed by {} ({}).", "Déjà au journal, signé par {} ({}).")
    words = new if published.is_new else old
    click.echo(words.format(published.signer.name, published.signer.fingerprint))


def _say_meaning(filled: Filled) -> None:
    for each in meaning(filled):
        click.echo(each.say(language()))
