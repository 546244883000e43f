"""Write down that a partner's file is being read, or find out that it has been read before."""

from tablee.core.campaign import Campaign, Stage
from tablee.core.errors import CampaignClosed, InvalidClaim, UnknownKind
from tablee.core.terms import Terms
from tablee.core.text import Text
from tablee.ports.desk import Clock, Desks
from tablee.ports.kinds.tills import NO_TROUBLE, FileState, TillFile

LONGEST_PARTNER = 100
MOST_NAME = 255


def terms_for_tills(desks: Desks, clock: Clock, slug: str) -> tuple[Campaign, Terms]:
    """Return a campaign that counts baskets, with its terms in force.

    Raises:
        UnknownCampaign: there is none of that name.
        UnknownKind: it counts no baskets.
        CampaignClosed: its figures are final.
    """
    with desks.read() as desk:
        campaign = desk.campaigns.see(slug)
    terms = campaign.rulebook_at(clock.now_ms()).terms
    if not terms.baskets:
        message = "This campaign has no rule for baskets: its file needs [[baskets]]."
        raise UnknownKind(message, field="baskets")
    if campaign.stage is Stage.SETTLED:
        raise CampaignClosed
    return campaign, terms


def begin_file(desks: Desks, file: TillFile) -> TillFile:
    """Return *file* as it stands: where it was left, or at its beginning when it is new.

    A file is known by its content, whatever it is called. One that was refused is tried again;
    one that was read as another partner's is refused, for its receipts would count twice.

    Raises:
        InvalidClaim: the partner has no name that can be used; nothing was written.
    """
    partner = file.partner
    if not partner.strip() or len(partner) > LONGEST_PARTNER or not partner.isprintable():
        raise InvalidClaim("Say which partner the file is from.", field="partner")
    if "/" in partner:
        raise InvalidClaim("A partner's name has no slash.", field="partner")
    with desks.write() as desk:
        known = desk.tills.find(file.campaign_id, partner, file.checksum)
        if known is not None and known.state is not FileState.REFUSED:
            return known
        other = desk.tills.elsewhere(file.campaign_id, partner, file.checksum)
        is_new = known is None
        known = known or desk.tills.begin(file._replace(name=file.name[:MOST_NAME]))
        if other:
            now = known._replace(state=FileState.REFUSED, trouble=_known_as(other))
            now = now._replace(ended_at_ms=file.begun_at_ms)
        elif is_new:
            return known
        else:
            now = known._replace(state=FileState.READING, trouble=NO_TROUBLE, ended_at_ms=0)
        desk.tills.move(now, known.progress.position)
        return now


def _known_as(partner: str) -> Text:
    return Text(
        f"This very file was read already, as that of '{partner}': nothing of it is counted.",
        f"Ce même fichier a déjà été lu, comme celui de « {partner} » : rien n’en est compté.",
    )


def refuse_file(desks: Desks, clock: Clock, file: TillFile, trouble: Text) -> TillFile:
    """Write down that a file cannot be read, and why; what was counted of it stays counted."""
    refused = file._replace(state=FileState.REFUSED, trouble=trouble, ended_at_ms=clock.now_ms())
    with desks.write() as desk:
        desk.tills.move(refused, file.progress.position)
    return refused
