"""Export a campaign: everything a stranger needs to count it again, in one archive."""

from typing import NamedTuple

from tablee.core.log.checkpoint import Checkpoint
from tablee.ports.desk import Desks
from tablee.ports.log.draft import Draft
from tablee.ports.log.files import LogShelf
from tablee.ports.log.signer import LogKeys
from tablee.usecases.log.sealing.publish import policy_of
from tablee.usecases.log.write_bundle import NothingPublished, Papers, write_bundle


class Press(NamedTuple):
    """What exporting needs of the site."""

    desks: Desks
    shelf: LogShelf
    keys: LogKeys
    verifier: bytes = b""
    """The page that verifies, as it is saved."""


def export_log(press: Press, slug: str, draft: Draft) -> Checkpoint:
    """Put the bundle of a campaign into *draft*, up to its published checkpoint.

    Raises:
        UnknownCampaign: there is none of that name.
        NothingPublished: its log has no checkpoint yet.
        BrokenInvariant: the log's files, or the terms, are not what the log says.
        KeyIsLost: nobody can sign the list of files.
    """
    with press.desks.read() as desk:
        campaign = desk.campaigns.see(slug)
        log = desk.logs.of(campaign.id)
        terms = {
            each.number: desk.campaigns.document(campaign, each.number)
            for each in campaign.versions
        }
    if log is None:
        raise NothingPublished
    signer = press.keys.signer(slug, log.origin, is_new=False)
    papers = Papers(slug, str(policy_of(log)), terms, press.verifier)
    return write_bundle(draft, press.shelf.log(slug), papers, signer)
