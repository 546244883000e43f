"""Keep a key for a sponsor or an association that has none, and sign with it when they ask."""

from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from tablee.core.log.note import Verify
from tablee.core.promising.fault import NotSigned
from tablee.core.promising.party import HeldBy, PartyKey, of_party
from tablee.core.promising.wording import read_text
from tablee.core.text import Text
from tablee.ports.desk import Clock, Desks
from tablee.ports.log.signer import SEED_BYTES, Signer, signed
from tablee.ports.promises.parties import Registered
from tablee.ports.promises.vault import Vault
from tablee.usecases.promising.accept_document import Accepted, accept_document
from tablee.usecases.promising.register_key import register

NAME_DIGITS = 8


class Cabinet(NamedTuple):
    """What a site needs to keep keys for others."""

    vault: Vault
    signer: Callable[[str, bytes], Signer]
    """Makes a key of a name and 32 bytes."""
    seed: Callable[[int], bytes]
    """Gives so many bytes that nobody can guess."""
    verify: Verify


class Owner(NamedTuple):
    """For whom a key is kept."""

    slug: str
    role: str
    name: str


def hold_key(desks: Desks, clock: Clock, cabinet: Cabinet, owner: Owner, origin: str) -> Registered:
    """Make a key that this site keeps for *owner*, and tell the log that it is so.

    Where there is a valid one already, that is returned. *origin* is the campaign's address
    without its scheme: with it the key is named, as the log's own is.

    Raises:
        UnknownCampaign: nothing was written.
        BadKey: nobody of that name is in the terms; nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(owner.slug)
        held = _held(desk.parties.every(campaign.id), owner.role, owner.name)
        if held is not None:
            return held
        seed = cabinet.seed(SEED_BYTES)
        short = sha256(owner.name.encode()).hexdigest()[:NAME_DIGITS]
        key = cabinet.signer(f"{origin}/{owner.role}-{short}", seed).key
        party = PartyKey(owner.role, owner.name, str(key), HeldBy.SERVER)
        sealed = cabinet.vault.seal(seed, str(key))
        key_held = Registered(0, campaign.id, party, clock.now_ms(), sealed=sealed)
        return register(desk, campaign, key_held)


def sign_held(desks: Desks, clock: Clock, cabinet: Cabinet, slug: str, text: str) -> Accepted:
    """Sign *text* with the key that is kept for whoever's word it is, and take it in.

    Call it only when that person has just shown that they want this very text signed.

    Raises:
        UnknownCampaign: nothing was written.
        BadDocument: the text cannot be read or taken in, or no key is kept; nothing was written.
    """
    kind, fields = read_text(text)
    with desks.read() as desk:
        keys = desk.parties.every(desk.campaigns.see(slug).id)
    held = _held(keys, kind.role, fields[kind.role])
    if held is None:
        raise NotSigned(
            Text(
                en=f"This site keeps no key for {fields[kind.role]}.",
                fr=f"Ce site ne garde pas de clé pour {fields[kind.role]}.",
            )
        )
    seed = cabinet.vault.open(held.sealed, held.party.key)
    signer = cabinet.signer(held.party.verifier.name, seed)
    return accept_document(desks, clock, slug, str(signed(text, signer)), cabinet.verify)


def _held(keys: list[Registered], role: str, name: str) -> Registered | None:
    own = of_party([each.party for each in keys if each.is_valid and each.sealed], role, name)
    return next((each for each in keys if each.party in own), None)
