"""The commands about those whose word is in the log: their keys, accounts, signed documents."""

from pathlib import Path

import click

from tablee.cli import roof
from tablee.cli.french import add_help
from tablee.cli.program import FILE, Mistake, main, text_of
from tablee.cli.words import say, table
from tablee.core.promising.party import HeldBy, PartyKey, Role
from tablee.outside.signing import verify
from tablee.ports.promises.parties import Registered
from tablee.store.roles import account_number
from tablee.usecases.promising.accept_document import accept_document
from tablee.usecases.promising.appoint import Appointment, appoint
from tablee.usecases.promising.register_key import register_key, revoke_key

_ROLES = click.Choice([each.value for each in Role if each is not Role.ORGANISER])
_SIGNING = click.Choice([Role.SPONSOR.value, Role.BENEFICIARY.value])
PUBLIC_HALF = ".pub"


@main.group("party")
def party_group() -> None:
    """Those whose word is in the log: sponsors, the association, witnesses, auditors."""


@party_group.command("add")
@click.argument("campaign")
@click.argument("role", type=_ROLES)
@click.argument("name")
@click.argument("key")
@click.option("--compare-at", default="", help="Where NAME publishes its fingerprint: https://...")
def party_add(campaign: str, role: str, name: str, key: str, compare_at: str) -> None:
    """Register KEY for NAME, and tell the log of CAMPAIGN.

    KEY is a vkey, a line of OpenSSH (ssh-ed25519 AAAA..., or that of a security key,
    sk-ssh-ed25519@openssh.com AAAA...), or a file that holds one of them.
    """
    site = roof.site()
    text = _key_text(key)
    party = PartyKey(role, name, text.strip())
    found = register_key(site.desks, site.clock, campaign, party, compare_at)
    click.echo(found.party.fingerprint)
    words = say(
        "This is the fingerprint of key {} of {}. Compare it with them by telephone.",
        "Voici l'empreinte de la clé {} de {}. Comparez-la avec eux au téléphone.",
    )
    click.echo(words.format(found.number, name), err=True)


def _key_text(key: str) -> str:
    """Return a key as typed, or what the file of that name holds."""
    file = Path(key)
    if file.is_file():
        return text_of(file)
    if file.suffix == PUBLIC_HALF:
        words = say("There is no file '{}'.", "Il n'y a pas de fichier « {} ».")
        raise Mistake(words.format(key))
    return key


@party_group.command("list")
@click.argument("campaign")
def party_list(campaign: str) -> None:
    """Print the keys of CAMPAIGN, revoked or not."""
    site = roof.site()
    with site.desks.read() as desk:
        keys = desk.parties.every(desk.campaigns.see(campaign).id)
    head = (
        say("number", "numéro"),
        say("role", "rôle"),
        say("name", "nom"),
        say("fingerprint", "empreinte"),
        say("held by", "gardée par"),
        say("state", "état"),
    )
    click.echo(table(head, [_row(key) for key in keys]))


@party_group.command("revoke")
@click.argument("campaign")
@click.argument("number", type=int)
def party_revoke(campaign: str, number: int) -> None:
    """Let key NUMBER of CAMPAIGN sign nothing more; what it signed before stays signed."""
    site = roof.site()
    if not revoke_key(site.desks, site.clock, campaign, number):
        raise Mistake(say("There is no valid key {}.", "Aucune clé valable {}.").format(number))
    words = say(
        "Key {} is revoked; the log says so.", "La clé {} est révoquée ; le journal le dit."
    )
    click.echo(words.format(number))


@party_group.command("account")
@click.argument("campaign")
@click.argument("role", type=_SIGNING)
@click.argument("name")
@click.argument("account")
def party_account(campaign: str, role: str, name: str, account: str) -> None:
    """Let ACCOUNT sign for NAME at /sign/, where it sees nothing else.

    An account that is not there yet is made, and its password printed, once.
    """
    site = roof.site()
    password = "" if account_number(account) else roof.new_signatory(account)
    appointment = Appointment(campaign, account_number(account), role, name)
    appoint(site.desks, appointment)
    if password:
        click.echo(password)
    words = say("'{}' signs for {} at /sign/.", "« {} » signe pour {} sur /sign/.")
    click.echo(words.format(account, name), err=True)


@party_group.command("accept")
@click.argument("campaign")
@click.argument("file", type=FILE)
def party_accept(campaign: str, file: Path) -> None:
    """Take in FILE: a pledge, a raise, a payment or a delivery that somebody signed."""
    site = roof.site()
    text = file.read_bytes().decode("utf-8", "replace")
    accepted = accept_document(site.desks, site.clock, campaign, text, verify)
    for warning in accepted.warnings:
        click.echo(say(f"Beware: {warning.en}", f"Attention : {warning.fr}"), err=True)
    new = say("Taken in, signed by {} ({}).", "Accepté, signé par {} ({}).")
    old = say("It was here already, signed by {} ({}).", "Déjà là, signé par {} ({}).")
    words = new if accepted.is_new else old
    click.echo(words.format(accepted.key.party.name, accepted.key.party.fingerprint))


def _row(key: Registered) -> tuple[str, ...]:
    party = key.party
    held = say("this site", "ce site") if party.held_by == HeldBy.SERVER else say("itself", "soi")
    state = say("good", "valable") if key.is_valid else say("revoked", "révoquée")
    return (str(key.number), party.role, party.name, party.fingerprint, held, state)


add_help(
    {
        "Those whose word is in the log: sponsors, the association, witnesses, auditors.": (
            "Ceux dont la parole est dans le journal : mécènes, association, témoins, auditeurs."
        ),
        "Register KEY for NAME, and tell the log of CAMPAIGN.": (
            "Enregistre la clé KEY pour NAME, et le dit au journal de CAMPAIGN."
        ),
        "KEY is a vkey, a line of OpenSSH (ssh-ed25519 AAAA..., or that of a security key, "
        "sk-ssh-ed25519@openssh.com AAAA...), or a file that holds one of them.": (
            "KEY est une vkey, une ligne d'OpenSSH (ssh-ed25519 AAAA..., ou celle d'une clé "
            "matérielle, sk-ssh-ed25519@openssh.com AAAA...), ou un fichier qui contient l'une "
            "d'elles."
        ),
        "Where NAME publishes its fingerprint: https://...": (
            "Où NAME publie son empreinte : https://..."
        ),
        "Print the keys of CAMPAIGN, revoked or not.": (
            "Liste les clés de CAMPAIGN, révoquées ou non."
        ),
        "Let key NUMBER of CAMPAIGN sign nothing more; what it signed before stays signed.": (
            "Ne laisse plus rien signer à la clé NUMBER de CAMPAIGN ; ce qu'elle a signé reste "
            "signé."
        ),
        "Let ACCOUNT sign for NAME at /sign/, where it sees nothing else.": (
            "Laisse ACCOUNT signer pour NAME sur /sign/, où il ne voit rien d'autre."
        ),
        "An account that is not there yet is made, and its password printed, once.": (
            "Un compte qui n'existe pas encore est créé, et son mot de passe montré, une fois."
        ),
        "Take in FILE: a pledge, a raise, a payment or a delivery that somebody signed.": (
            "Accepte FILE : un engagement, un relèvement, un paiement ou une livraison que "
            "quelqu'un a signé."
        ),
    }
)
