"""The commands about partner keys: new, list, revoke."""

import secrets

import click

from tablee.cli import roof
from tablee.cli.program import Mistake, main
from tablee.cli.words import say, table
from tablee.core.key import key_digest, key_text
from tablee.ports.desk import Desks, PartnerKey
from tablee.usecases.issue_key import issue_key, revoke_key

KEY_BYTES = 32


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
    if name and name in _names(site.desks):
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
@click.argument("name")
def keys_revoke(name: str) -> None:
    """Make the key NAME good for nothing from now on."""
    site = roof.site()
    if not revoke_key(site.desks, site.clock, name):
        words = say("There is no key named '{}'.", "Aucune clé ne s'appelle « {} ».")
        raise Mistake(words.format(name))
    words = say("The key '{}' is revoked.", "La clé « {} » est révoquée.")
    click.echo(words.format(name))


def _names(desks: Desks) -> set[str]:
    """Return the names of all keys: a name stands for one key of this site."""
    with desks.read() as desk:
        return {
            key.name
            for campaign in desk.campaigns.every()
            for key in desk.keys.every(campaign.slug)
        }
