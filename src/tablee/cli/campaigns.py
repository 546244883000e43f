"""The commands about campaigns: check, simulate, apply, list, close, settle."""

import getpass
from datetime import datetime
from pathlib import Path

import click

from tablee.campaign_file.chart import as_svg
from tablee.campaign_file.expectation import Expected, per_day, read_expectation
from tablee.campaign_file.read import Reading, read_bytes
from tablee.campaign_file.simulate import simulate
from tablee.campaign_file.table import as_table
from tablee.cli import roof
from tablee.cli.program import FILE, Mistake, main, text_of
from tablee.cli.words import language, say, table
from tablee.core.amendment import Change, compare
from tablee.core.post.submission import Outcome
from tablee.core.rulebook import as_ms
from tablee.core.terms import Terms
from tablee.ports.desk import Desks
from tablee.registry import networks
from tablee.usecases.close_campaign import close_campaign
from tablee.usecases.publish_terms import Publication, Published, publish_terms
from tablee.usecases.settle_campaign import settle_campaign

FAULTY = 1


@main.group("campaign")
def campaign_group() -> None:
    """Campaigns: check a file, see what it would cost, publish it."""


@campaign_group.command("check")
@click.argument("file", type=FILE)
def campaign_check(file: Path) -> None:
    """Say everything that is wrong with FILE, and what to write instead."""
    terms = _read(file).terms
    if terms is None:
        click.get_current_context().exit(FAULTY)
    else:
        words = say("{}: good. {}", "{} : rien à redire. {}")
        click.echo(words.format(file, terms.title.say(language())))


@campaign_group.command("simulate")
@click.argument("file", type=FILE)
@click.option("--per-day", multiple=True, metavar="KIND=N", help="Acts expected every day.")
@click.option("--expect", type=FILE, help="Expected acts per kind and day: TOML or CSV.")
@click.option("--svg", type=click.Path(path_type=Path), help="Write the chart to this file too.")
def campaign_simulate(
    file: Path, per_day: tuple[str, ...], expect: Path | None, svg: Path | None
) -> None:
    """Say what FILE would cost if so many acts came: meals, sponsors, days on which lines fill."""
    terms = _terms(file)
    expected = _expected(terms, per_day, expect)
    for finding in expected.findings:
        click.echo(finding.say(language(), name=str(expect or "--per-day")), err=True)
    if expected.expectation is None:
        click.get_current_context().exit(FAULTY)
    simulation = simulate(terms, expected.expectation)
    click.echo(as_table(simulation, language()))
    if svg is not None:
        svg.write_text(as_svg(simulation, language()), encoding="utf-8")
        click.echo(say("Chart: {}", "Graphique : {}").format(svg), err=True)


@campaign_group.command("apply")
@click.argument("file", type=FILE)
@click.option("--replay", is_flag=True, help="A past edition: the acts' own time is the clock.")
@click.option("--author", default="", help="Who makes this amendment.")
@click.option("--reason", default="", help="Why, in a sentence everybody will read.")
@click.option("--effective-at", default="", metavar="TIME", help="From when; at once if not said.")
def campaign_apply(
    file: Path, *, replay: bool, author: str, reason: str, effective_at: str
) -> None:
    """Create the campaign of FILE, or amend it; the same file again changes nothing."""
    reading = _read(file)
    if reading.terms is None:
        words = say("{} is not a campaign yet; see above.", "{} : à corriger, voir ci-dessus.")
        raise Mistake(words.format(file))
    written = reading.amendment
    moment = _moment(effective_at) or (written.effective_at if written else None)
    publication = Publication(
        terms=reading.terms,
        author=author or (written.author if written else ""),
        reason=reason or (written.reason.en if written else ""),
        effective_at_ms=as_ms(moment) if moment else None,
        is_replay=replay,
    )
    site = roof.site()
    changes = _changes(site.desks, reading.terms)
    broken = [change.words.say(language()) for change in changes if change.is_broken_promise]
    if broken:
        raise Mistake(" ".join(broken))
    if changes and not (publication.author and publication.reason):
        words = say(
            "This amends the campaign: say who and why, with --author and --reason.",
            "Ceci amende la campagne : dites qui et pourquoi, par --author et --reason.",
        )
        raise Mistake(words)
    _tell(reading.terms, publish_terms(site.desks, site.clock, publication))
    for change in changes:
        click.echo(f"  {change.words.say(language())}")


@campaign_group.command("list")
def campaign_list() -> None:
    """Print the campaigns of this site."""
    site = roof.site()
    with site.desks.read() as desk:
        campaigns = desk.campaigns.every()
    rows = [
        (
            each.slug,
            say(each.stage, {"open": "ouverte", "closed": "close"}.get(each.stage, "arrêtée")),
            str(each.latest.number),
            say("replay", "rejouée") if each.is_replay else "",
            each.latest.terms.title.say(language()),
        )
        for each in campaigns
    ]
    head = (
        say("campaign", "campagne"),
        say("stage", "état"),
        "version",
        "",
        say("title", "titre"),
    )
    click.echo(table(head, rows))


@campaign_group.command("close")
@click.argument("campaign")
def campaign_close(campaign: str) -> None:
    """Close CAMPAIGN now: no act is taken any more, appeals still run.

    Posts of which we were told before are still looked at, and count.
    """
    site = roof.site()
    if close_campaign(site.desks, site.clock, campaign, _user()):
        words = say("{} is closed.", "{} est close.")
    else:
        words = say("{} was closed already.", "{} était déjà close.")
    click.echo(words.format(campaign))
    if unseen := _unseen(site.desks, campaign):
        words = say(
            "Posts told in time that are still to be looked at: {}.",
            "Billets signalés à temps qui restent à lire : {}.",
        )
        click.echo(words.format(unseen))


@campaign_group.command("settle")
@click.argument("campaign")
@click.option("--now", is_flag=True, help="Refuse posts that nobody has looked at so far.")
def campaign_settle(campaign: str, *, now: bool) -> None:
    """Make the figures of a closed CAMPAIGN final, if no act waits for a decision.

    Posts told in time that nobody has looked at are waited for, unless --now is given.
    """
    site = roof.site()
    if not settle_campaign(site.desks, site.clock, campaign, waits=not now):
        words = say(
            "{} cannot be settled: it is open, or acts still wait for a decision or an appeal, or "
            "posts to be looked at ({}).",
            "{} ne peut pas être arrêtée : elle est ouverte, ou des actions attendent encore une "
            "décision ou un recours, ou des billets d'être lus ({}).",
        )
        raise Mistake(words.format(campaign, _unseen(site.desks, campaign)))
    words = say("{} is settled: its figures are final.", "{} : les chiffres sont définitifs.")
    click.echo(words.format(campaign))


def _unseen(desks: Desks, slug: str) -> int:
    """Return how many posts a campaign was told of that nobody has looked at so far."""
    with desks.read() as desk:
        campaign = desk.campaigns.see(slug)
        return desk.submissions.count(campaign.id).get(Outcome.QUEUED, 0)


def _read(file: Path) -> Reading:
    reading = read_bytes(file.read_bytes(), networks())
    for finding in reading.findings:
        click.echo(finding.say(language(), name=str(file)), err=True)
    return reading


def _terms(file: Path) -> Terms:
    terms = _read(file).terms
    if terms is None:
        click.get_current_context().exit(FAULTY)
    return terms


def _expected(terms: Terms, each_day: tuple[str, ...], expect: Path | None) -> Expected:
    if bool(each_day) == (expect is not None):
        words = say(
            "Say what is expected, with --per-day or with --expect.",
            "Dites ce qui est attendu, par --per-day ou par --expect.",
        )
        raise Mistake(words)
    if expect is not None:
        return read_expectation(text_of(expect), terms)
    return per_day(each_day, terms)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in some containers
        return "operator"


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        words = say(
            "--effective-at: write a moment with its zone, as in 2012-02-23T18:00+01:00.",
            "--effective-at : donnez un instant avec son fuseau, comme 2012-02-23T18:00+01:00.",
        )
        raise Mistake(words)
    return moment


def _tell(terms: Terms, published: Published) -> None:
    if not published.is_new:
        words = say(
            "{} stays at version {}: nothing has changed.",
            "{} reste à la version {} : rien n'a changé.",
        )
    elif published.version == 1:
        words = say("{} is published.", "{} est publiée.")
    else:
        words = say("{} is published in version {}:", "{} est publiée en version {} :")
    click.echo(words.format(terms.slug, published.version))


def _changes(desks: Desks, terms: Terms) -> tuple[Change, ...]:
    """Return what these terms change in the campaign of that name, if there is one."""
    with desks.read() as desk:
        before = [each for each in desk.campaigns.every() if each.slug == terms.slug]
    return compare(before[0].latest.terms, terms) if before else ()
