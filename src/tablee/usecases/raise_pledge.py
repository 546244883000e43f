"""Lengthen a pledge: acts that were waiting behind it are paid, oldest first."""

from dataclasses import replace

from tablee.core.errors import InvalidTerms
from tablee.core.promise import Raise
from tablee.ports.desk import Clock, Desks
from tablee.usecases.publish_terms import Publication, Published, amend


def raise_pledge(desks: Desks, clock: Clock, slug: str, addition: Raise) -> Published:
    """Publish a version of the terms with that raise added; the same raise again is one.

    Raises:
        UnknownCampaign: nothing was written.
        InvalidTerms: there is no such pledge, or no author or reason; nothing was written.
        RetroactiveAmendment: the raise is dated before now; nothing was written.
        CampaignClosed: the campaign is closed; nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        latest = campaign.latest
        if addition.pledge not in {pledge.name for pledge in latest.terms.pledges}:
            raise InvalidTerms(f"There is no pledge '{addition.pledge}'.", field="pledge")
        if addition in latest.terms.raises:
            return Published(latest.number, is_new=False, changes=())
        terms = replace(latest.terms, raises=(*latest.terms.raises, addition))
        publication = Publication(terms, addition.author, addition.reason.en)
        return amend(desk, campaign, clock.now_ms(), publication)
