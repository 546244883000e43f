"""Give a partner a key by which to send acts, and take it back."""

from tablee.core.errors import InvalidTerms, UnknownKind
from tablee.core.terms import LONGEST_NAME
from tablee.ports.desk import Clock, Desks, PartnerKey


def issue_key(desks: Desks, clock: Clock, key: PartnerKey) -> None:
    """Write a key's hash down; the key itself is shown once by the caller and kept nowhere.

    Raises:
        UnknownCampaign: nothing was written.
        UnknownKind: the campaign does not count one of the key's kinds; nothing was written.
        InvalidTerms: the key's name is too long; nothing was written.
    """
    if len(key.name) > LONGEST_NAME:
        raise InvalidTerms(f"A name has at most {LONGEST_NAME} characters.", field="name")
    with desks.write() as desk:
        terms = desk.campaigns.see(key.campaign).latest.terms
        for name in key.kinds:
            if terms.kind(name) is None:
                known = ", ".join(kind.name for kind in terms.kinds)
                raise UnknownKind(f"There is no kind '{name}'; choose from: {known}.", field="kind")
        desk.keys.add(key, clock.now_ms())


def revoke_key(desks: Desks, clock: Clock, campaign: str, name: str) -> bool:
    """Make a campaign's key worthless from now on; return whether there was one of that name.

    Raises:
        UnknownCampaign: nothing was written.
    """
    with desks.write() as desk:
        desk.campaigns.see(campaign)
        return desk.keys.revoke(campaign, name, clock.now_ms())
