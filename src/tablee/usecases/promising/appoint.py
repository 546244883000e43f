"""Let an account sign for a sponsor or for the association, and let it sign no more."""

from typing import NamedTuple

from tablee.core.promising.fault import BadDocument
from tablee.core.promising.party import Role
from tablee.core.terms import Terms
from tablee.core.text import Text
from tablee.ports.desk import Desks
from tablee.ports.promises.signatories import Signatory


class Appointment(NamedTuple):
    """Which account is to sign for whom, in which campaign."""

    slug: str
    account: int
    role: str
    name: str


def signing_parties(terms: Terms) -> list[tuple[str, str]]:
    """Return those who sign documents under these terms: roles and names."""
    sponsors = [(Role.SPONSOR.value, each.name) for each in terms.sponsors]
    return [*sponsors, (Role.BENEFICIARY.value, terms.label.beneficiary)]


def check_appointment(desks: Desks, appointment: Appointment) -> None:
    """See whether somebody can sign for whom it says, whichever account it is.

    Raises:
        UnknownCampaign: there is no such campaign.
        BadDocument: the campaign has nobody of that name in that role.
    """
    slug, _, role, name = appointment
    with desks.read() as desk:
        campaign = desk.campaigns.see(slug)
    if (role, name) not in signing_parties(campaign.latest.terms):
        raise BadDocument(
            Text(
                en=f"'{name}' is not in the terms as {role}.",
                fr=f"« {name} » n'est pas dans les conditions à ce titre.",
            )
        )


def appoint(desks: Desks, appointment: Appointment) -> bool:
    """Let an account sign for somebody; return whether it did not before.

    Raises:
        UnknownCampaign: nothing was written.
        BadDocument: the campaign has nobody of that name in that role; nothing was written.
    """
    check_appointment(desks, appointment)
    slug, account, role, name = appointment
    with desks.write() as desk:
        campaign = desk.campaigns.see(slug)
        return desk.signatories.appoint(Signatory(campaign.id, account, role, name))


def dismiss(desks: Desks, appointment: Appointment) -> bool:
    """Let an account sign for somebody no more; return whether it did.

    Raises:
        UnknownCampaign: nothing was written.
    """
    slug, account, role, name = appointment
    with desks.write() as desk:
        campaign = desk.campaigns.see(slug)
        return desk.signatories.dismiss(Signatory(campaign.id, account, role, name))
