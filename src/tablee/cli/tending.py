"""The commands by which a site is looked after: tally, selfcheck, settings, outbox, staff."""

import json
import os

import click

from tablee.cli import roof
from tablee.cli.program import main
from tablee.cli.words import language, number, say, table
from tablee.config import explain_settings, read_settings
from tablee.core.tally import Tally, Totals
from tablee.core.terms import Terms
from tablee.intake.board import count_campaign
from tablee.intake.tally_document import tally_document
from tablee.store.roles import Role

BROKEN = 1
MOST_MESSAGES = 1_000


@main.command("tally")
@click.argument("campaign")
@click.option("--json", "is_json", is_flag=True, help="What tally.json serves.")
def tally(campaign: str, *, is_json: bool) -> None:
    """Print the three numbers of CAMPAIGN: paid, unpaid, pending."""
    site = roof.site()
    found, terms = count_campaign(site.desks, site.clock, campaign)
    if is_json:
        document = tally_document(found, terms, language())
        click.echo(json.dumps(document, ensure_ascii=False))
    else:
        click.echo(_tally_table(found, terms))


def _tally_table(found: Tally, terms: Terms) -> str:
    titles = {pool.name: pool.title.say(language()) for pool in terms.pools}
    rows = [
        (titles[pool.name], *_numbers(pool.cap, pool.paid, pool.unpaid, pool.pending))
        for pool in found.pools
    ]
    apart = found.purchase_pools
    promised = sum(pool.cap for pool in found.pools if pool.name not in apart)
    bought = sum(pool.cap for pool in found.pools if pool.name in apart)
    if found.purchases is not None:
        said = say("without purchases", "hors achats")
        rows.append(_sums(said, promised, found.without_purchases))
        rows.append(_sums(say("purchases", "achats"), bought, found.purchases))
    rows.append(_sums(say("in all", "en tout"), promised + bought, found.totals))
    head = (
        terms.unit.other.say(language()),
        say("cap", "plafond"),
        say("paid", "gagnés"),
        say("unpaid", "sans repas"),
        say("pending", "en attente"),
    )
    return table(head, rows)


def _sums(said: str, cap: int, sums: Totals) -> tuple[str, ...]:
    return (said, *_numbers(cap, sums.paid, sums.unpaid, sums.pending))


def _numbers(*values: int) -> tuple[str, ...]:
    return tuple(number(value) for value in values)


@main.command("settings")
def settings() -> None:
    """Print every setting, its value, and where that came from."""
    read_settings(os.environ)
    places = {
        "default": say("default", "par défaut"),
        "environment": say("environment", "environnement"),
    }
    rows = [
        (given.setting.name, given.value, places.get(given.source, given.source))
        for given in explain_settings(os.environ)
    ]
    click.echo(table((say("setting", "réglage"), say("value", "valeur"), say("from", "de")), rows))


@main.command("selfcheck")
def selfcheck() -> None:
    """Re-derive every figure from the acts; name the first invariant that does not hold."""
    broken = roof.first_broken(roof.site())
    if broken:
        click.echo(broken, err=True)
        click.get_current_context().exit(BROKEN)
    else:
        click.echo(say("Every invariant holds.", "Tous les invariants tiennent."))


@main.command("outbox")
def outbox() -> None:
    """Print what waits to be told to the world, oldest first."""
    site = roof.site()
    with site.desks.read() as desk:
        waiting = desk.outbox.waiting(MOST_MESSAGES)
    rows = [
        (str(place), message.topic, message.key, json.dumps(dict(message.body), ensure_ascii=False))
        for place, message in waiting
    ]
    head = (say("number", "numéro"), say("topic", "sujet"), say("key", "clé"), "")
    click.echo(table(head, rows))


@main.command("migrate")
def migrate() -> None:
    """Make the tables of the site, or bring them to this version."""
    roof.site()
    click.echo(say("The tables are up to date.", "Les tables sont à jour."))


@main.group("staff")
def staff_group() -> None:
    """People who decide acts in the staff pages."""


@staff_group.command("new")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([each.value for each in Role]),
    default=Role.MODERATOR.value,
    show_default=True,
    help="What NAME is there for.",
)
def staff_new(name: str, role: str) -> None:
    """Make an account for NAME and print its password, once.

    A moderator decides about acts and hosts. An organiser also raises pledges, posts messages,
    marks posts, revokes keys and lets dead work be tried again. An operator may do everything,
    and makes accounts.
    """
    # Whoever says nothing gives the least away: a moderator's lost password promises no meals.
    roof.site()
    password = roof.new_staff(name, Role(role))
    click.echo(password)
    words = say(
        "This is the password of '{}' for /staff/. It is shown once: change it there.",
        "Voici le mot de passe de « {} » pour /staff/. Il n'est montré qu'une fois : "
        "changez-le là-bas.",
    )
    click.echo(words.format(name), err=True)
