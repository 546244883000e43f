"""The commands about receivers of events: add, list, rotate, enable, remove, try."""

import asyncio
import secrets
from datetime import UTC, datetime, timedelta

import click

from tablee.cli import roof
from tablee.cli.program import Mistake, main
from tablee.cli.words import number as grouped
from tablee.cli.words import say, table
from tablee.jobs.deliver import send, source
from tablee.ports.desk import Letter, Message
from tablee.ports.fetch import NotFetched
from tablee.ports.hooks import Hook
from tablee.usecases.hooks.event import event_of
from tablee.usecases.hooks.note_deliveries import Delivery, note_attempt
from tablee.usecases.hooks.register_hook import (
    enable_hook,
    register_hook,
    remove_hook,
    rotate_secret,
)
from tablee.usecases.hooks.signing import SECRET_BYTES, secret_text
from tablee.usecases.hooks.topics import HOOK_TRIED
from tablee.wiring import Site

HOUR_MS = 3_600_000
NOT_TAKEN = 1
KEEP_HOURS = 24
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@main.group("hooks")
def hooks_group() -> None:
    """Receivers to which everything that happens in a campaign is sent: webhooks."""


@hooks_group.command("add")
@click.argument("campaign")
@click.argument("address")
def hooks_add(campaign: str, address: str) -> None:
    """Send the events of CAMPAIGN to ADDRESS from now on, and print the secret, once."""
    site = roof.site()
    secret = _new_secret()
    hook = register_hook(site.desks, site.clock, campaign, address, secret)
    click.echo(secret)
    words = say(
        "This is the secret of receiver {}. It is shown once: keep it now.",
        "Voici le secret du destinataire {}. Il n'est montré qu'une fois : gardez-le maintenant.",
    )
    click.echo(words.format(hook.number), err=True)


@hooks_group.command("list")
@click.argument("campaign")
def hooks_list(campaign: str) -> None:
    """Print the receivers of CAMPAIGN and how it goes, without their secrets."""
    site = roof.site()
    with site.desks.read() as desk:
        hooks = desk.hooks.every(desk.campaigns.see(campaign).id)
    head = (
        say("number", "numéro"),
        say("address", "adresse"),
        say("state", "état"),
        say("last taken", "dernier accepté"),
        say("failures since", "échecs depuis"),
        say("last answer", "dernière réponse"),
    )
    click.echo(table(head, [_row(hook) for hook in hooks]))


@hooks_group.command("rotate")
@click.argument("number", type=int)
@click.option(
    "--keep-hours",
    type=click.IntRange(0, 24 * 30),
    default=KEEP_HOURS,
    show_default=True,
    help="How long events are signed with the former secret as well.",
)
def hooks_rotate(number: int, keep_hours: int) -> None:
    """Give receiver NUMBER another secret, and print it, once."""
    site = roof.site()
    secret = _new_secret()
    if rotate_secret(site.desks, site.clock, number, secret, keep_hours * HOUR_MS) is None:
        raise Mistake(_no_hook(number))
    click.echo(secret)
    words = say(
        "This is the new secret of receiver {}. It is shown once. For {} h more, events carry a "
        "second signature, made with the former one.",
        "Voici le nouveau secret du destinataire {}. Il n'est montré qu'une fois. Pendant {} h "
        "encore, les événements portent une seconde signature, faite avec l'ancien.",
    )
    click.echo(words.format(number, keep_hours), err=True)


@hooks_group.command("enable")
@click.argument("number", type=int)
def hooks_enable(number: int) -> None:
    """Send events from now on to receiver NUMBER again, which had answered 410."""
    site = roof.site()
    if enable_hook(site.desks, site.clock, number) is None:
        raise Mistake(_no_hook(number))
    words = say("Receiver {} listens again.", "Le destinataire {} écoute de nouveau.")
    click.echo(words.format(number))


@hooks_group.command("remove")
@click.argument("number", type=int)
def hooks_remove(number: int) -> None:
    """Send nothing to receiver NUMBER any more, and forget its secrets."""
    if not remove_hook(roof.site().desks, number):
        raise Mistake(_no_hook(number))
    words = say("Receiver {} is removed.", "Le destinataire {} est retiré.")
    click.echo(words.format(number))


@hooks_group.command("try")
@click.argument("number", type=int)
def hooks_try(number: int) -> None:
    """Send an event to receiver NUMBER that says nothing, and print what comes of it.

    It is sent once, from here, without the queue. When it is not taken the exit code is 1.
    """
    site = roof.site()
    with site.desks.read() as desk:
        hook = desk.hooks.get(number)
        slug = desk.campaigns.by_id(hook.campaign_id).slug if hook else ""
    if hook is None:
        raise Mistake(_no_hook(number))
    delivery = asyncio.run(_send(site, hook, slug))
    with site.desks.write() as desk:
        note_attempt(desk, number, delivery, site.clock.now_ms())
    attempt = delivery.attempt
    if attempt.is_success:
        words = say("It was taken: {}.", "Il a été accepté : {}.")
        click.echo(words.format(attempt.status))
    else:
        words = say("It was not taken: {}.", "Il n'a pas été accepté : {}.")
        click.echo(words.format(attempt.trouble), err=True)
        click.get_current_context().exit(NOT_TAKEN)


async def _send(site: Site, hook: Hook, slug: str) -> Delivery:
    now_ms = site.clock.now_ms()
    message = Message(HOOK_TRIED, f"{slug}:tried:{hook.number}:{now_ms}", {"campaign": slug})
    event = event_of(Letter(0, hook.campaign_id, now_ms, message), source(site, slug))
    try:
        return await send(site.fetcher, site.clock, hook, event)
    except NotFetched as obstacle:
        raise Mistake(str(obstacle)) from None
    finally:
        await site.fetcher.close()


def _row(hook: Hook) -> tuple[str, ...]:
    state = say("disabled", "désactivé") if hook.is_disabled else say("listens", "écoute")
    answer = ""
    if hook.last is not None:
        answer = hook.last.trouble or str(hook.last.status)
    taken = _moment(hook.succeeded_at_ms) if hook.succeeded_at_ms else say("never", "jamais")
    return (str(hook.number), hook.address, state, taken, grouped(hook.failures), answer)


def _moment(at_ms: int) -> str:
    moment = _EPOCH + timedelta(milliseconds=at_ms)
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def _new_secret() -> str:
    return secret_text(secrets.token_bytes(SECRET_BYTES))


def _no_hook(number: int) -> str:
    words = say("There is no receiver {}.", "Il n'y a pas de destinataire {}.")
    return words.format(number)
