"""Close a campaign: no act is taken any more, appeals still run."""

from tablee.core.campaign import Stage, campaign_now_ms
from tablee.ports.desk import Clock, Desks, Message
from tablee.usecases.advance import advance
from tablee.usecases.log.telling import tell_close


def close_campaign(desks: Desks, clock: Clock, slug: str, by: str) -> bool:
    """Close a campaign now; return whether it was open. *by* is who closes it.

    Raises:
        UnknownCampaign: nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        if campaign.stage is not Stage.OPEN:
            return False
        journal = desk.journal(campaign)
        standing = journal.standing()
        now_ms = campaign_now_ms(campaign, standing, clock.now_ms())
        advance(desk, journal, campaign, standing, now_ms)
        standing.sequence += 1
        tell_close(journal, standing, now_ms)
        journal.keep(standing)
        desk.campaigns.move_to(campaign, Stage.CLOSED)
        body: dict[str, str | int] = {"campaign": slug, "by": by}
        desk.outbox.put(campaign.id, Message("campaign.closed", f"{slug}:closed", body), now_ms)
        return True
