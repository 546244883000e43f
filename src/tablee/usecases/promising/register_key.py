"""Register the key of a sponsor, the association, a witness or an auditor, and revoke it."""

from typing import NoReturn

from tablee.core.campaign import Campaign
from tablee.core.leaves.body import key_body
from tablee.core.promising.fault import AlreadySaid, BadKey
from tablee.core.promising.party import PartyKey, Role, read_party_key
from tablee.core.text import Text
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.promises.parties import Registered
from tablee.usecases.log.telling import tell_now


def register_key(
    desks: Desks, clock: Clock, slug: str, party: PartyKey, compare_at: str = ""
) -> Registered:
    """Write a key down and tell the log; the same key of the same party again is one.

    *compare_at* is an address where its owner publishes its fingerprint, for people to compare.

    Raises:
        UnknownCampaign: nothing was written.
        BadKey: it is no key, or nobody of that name is in the terms; nothing was written.
        AlreadySaid: it is another's, or was revoked; nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        where = _address(compare_at)
        key = Registered(0, campaign.id, read_party_key(party), clock.now_ms(), compare_at=where)
        return register(desk, campaign, key)


def register(desk: Desk, campaign: Campaign, key: Registered) -> Registered:
    """Write a key down, in the transaction that is open."""
    _check_name(campaign, key.party)
    for known in desk.parties.every(campaign.id):
        if known.party.key == key.party.key:
            if known.party == key.party and known.is_valid:
                return known
            _refuse_known(known)
    added = desk.parties.add(key)
    _tell(desk, campaign, added, key.added_at_ms)
    return added


def revoke_key(desks: Desks, clock: Clock, slug: str, number: int) -> bool:
    """Let a key be good for nothing new, and tell the log; return whether it was good before.

    What was signed with it before stays signed.

    Raises:
        UnknownCampaign: nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        for known in desk.parties.every(campaign.id):
            if known.number == number and known.is_valid:
                now_ms = clock.now_ms()
                desk.parties.revoke(number, now_ms)
                _tell(desk, campaign, known, now_ms, is_valid=False)
                return True
    return False


def _address(said: str) -> str:
    address = said.strip()
    is_plain = address.isprintable() and " " not in address
    if address and not (address.startswith("https://") and is_plain):
        raise BadKey(
            Text(
                en="Where to compare the key: an address that begins with https://, or nothing.",
                fr="Où comparer la clé : une adresse qui commence par https://, ou rien.",
            )
        )
    return address


def _check_name(campaign: Campaign, party: PartyKey) -> None:
    terms = campaign.latest.terms
    names = {
        Role.SPONSOR: [each.name for each in terms.sponsors],
        Role.BENEFICIARY: [terms.label.beneficiary],
    }.get(Role(party.role))
    if names is not None and party.name not in names:
        listed = ", ".join(names)
        raise BadKey(
            Text(
                en=f"'{party.name}' is not in the terms as {party.role}: {listed}.",
                fr=f"« {party.name} » n'est pas dans les conditions à ce titre : {listed}.",
            )
        )


def _refuse_known(known: Registered) -> NoReturn:
    name = known.party.name
    if known.is_valid:
        raise AlreadySaid(
            Text(
                en=f"This key is already that of {name}, as {known.party.role}.",
                fr=f"Cette clé est déjà celle de {name}.",
            )
        )
    raise AlreadySaid(
        Text(
            en=f"This key of {name} was revoked: make another.",
            fr=f"Cette clé de {name} a été révoquée : faites-en une autre.",
        )
    )


def _tell(
    desk: Desk, campaign: Campaign, key: Registered, now_ms: int, *, is_valid: bool = True
) -> None:
    tell_now(desk, campaign, now_ms, "key", key_body(key.party, is_valid=is_valid))
