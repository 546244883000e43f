"""The commands about keys: new, list, revoke for partners, rotate for the campaign's own."""

import secrets

import click

from tablee.cli import roof
from tablee.cli.program import Mistake, main
from tablee.cli.words import say, table
from tablee.core.key import key_digest, key_text
from tablee.evidence.key_pair import new_key
from tablee.ports.desk import Desks, PartnerKey
from tablee.usecases.issue_key import issue_key, revoke_key

KEY_BYTES = 32
MOST_WORDS = 2


@main.group("keys")
def keys_group() -> None:
    """Keys by which partners send acts; only their hashes are kept."""


@keys_group.command("new")
@click.argument("campaign")
@click.option("--kind", "kinds", multiple=True, help="A kind it may send; without any, all.")
@click.option("--name", default="", help="What to call it, to find and revoke it later.")
def keys_new(campaign: str, kinds: tuple[str, ...], name: str) -> None:
    """Make a key for CAMPAIGN and print it, once."""
    site = roof.site()
    if name and any(campaign == key.campaign for key in _named(site.desks, name)):
        words = say("There is a key '{}' already.", "Il y a déjà une clé « {} ».")
        raise Mistake(words.format(name))
    key = key_text(secrets.token_urlsafe(KEY_BYTES))
    name = name or f"{campaign}-{secrets.token_hex(3)}"
    issue_key(site.desks, site.clock, PartnerKey(name, campaign, key_digest(key), kinds))
    click.echo(key)
    words = say(
        "This is the key '{}'. It is shown once: keep it now.",
        "Voici la clé « {} ». Elle n'est montrée qu'une fois : gardez-la maintenant.",
    )
    click.echo(words.format(name), err=True)


@keys_group.command("list")
@click.argument("campaign")
def keys_list(campaign: str) -> None:
    """Print the keys of CAMPAIGN, without the keys themselves."""
    site = roof.site()
    with site.desks.read() as desk:
        desk.campaigns.see(campaign)
        keys = desk.keys.every(campaign)
    every = say("all", "tous")
    states = {True: say("revoked", "révoquée"), False: say("good", "valable")}
    rows = [(key.name, ", ".join(key.kinds) or every, states[key.is_revoked]) for key in keys]
    click.echo(table((say("name", "nom"), say("kinds", "types"), say("state", "état")), rows))


@keys_group.command("revoke")
@click.argument("words", nargs=-1, required=True, metavar="CAMPAIGN NAME")
def keys_revoke(words: tuple[str, ...]) -> None:
    """Make the key NAME of CAMPAIGN good for nothing from now on.

    CAMPAIGN may be left out where only one campaign has a good key of that name.
    """
    if len(words) > MOST_WORDS:
        raise click.UsageError(
            say("Say the campaign and the key.", "Dites la campagne et la clé."),
            click.get_current_context(),
        )
    site = roof.site()
    *campaigns, name = words
    campaign = campaigns[0] if campaigns else _only_campaign(site.desks, name)
    if not revoke_key(site.desks, site.clock, campaign, name):
        raise Mistake(_no_key(name))
    said = say("The key '{}' is revoked.", "La clé « {} » est révoquée.")
    click.echo(said.format(name))


@keys_group.command("rotate")
@click.argument("campaign")
def keys_rotate(campaign: str) -> None:
    """Sign what CAMPAIGN says in the fediverse with another key from now on.

    Servers that know the former one ask for the new one by themselves.
    """
    site = roof.site()
    with site.desks.write() as desk:
        desk.actors.rotate_key(desk.campaigns.hold(campaign).id, new_key())
    click.echo(say("The key is another one now.", "La clé est maintenant une autre."))


def _only_campaign(desks: Desks, name: str) -> str:
    """Return the one campaign that has a good key of that name."""
    found = [key.campaign for key in _named(desks, name) if not key.is_revoked]
    if not found:
        raise Mistake(_no_key(name))
    if len({*found}) > 1:
        words = say(
            "Several campaigns have a key '{}': {}. Say which before its name.",
            "Plusieurs campagnes ont une clé « {} » : {}. Dites laquelle avant son nom.",
        )
        raise Mistake(words.format(name, ", ".join(found)))
    return found[0]


def _no_key(name: str) -> str:
    return say("There is no key named '{}'.", "Aucune clé ne s'appelle « {} ».").format(name)


def _named(desks: Desks, name: str) -> list[PartnerKey]:
    """Return the keys of that name, good or revoked, of all campaigns."""
    with desks.read() as desk:
        return [
            key
            for campaign in desk.campaigns.every()
            for key in desk.keys.every(campaign.slug)
            if key.name == name
        ]
