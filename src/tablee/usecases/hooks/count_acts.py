"""Tell receivers of the acts that came, many at a time: the door writes no message for an act."""

from tablee.ports.desk import Clock, Desk, Desks, Message
from tablee.ports.tasks import Hold
from tablee.usecases.hooks.topics import ACTS_RECORDED
from tablee.usecases.tally_campaign import tally_campaign

_READER = "events:acts"


def count_acts(desks: Desks, clock: Clock, told: dict[int, int]) -> int:
    """Put down one message for each campaign in which acts were received; return how many.

    Only campaigns to which somebody listens are looked at. *told* remembers how far each of them
    has been told, so that nothing is written while nothing comes; it may be empty at first.
    """
    with desks.read() as desk:
        campaigns = [desk.campaigns.by_id(each) for each in sorted(desk.hooks.listening())]
        last = {each.slug: desk.journal(each).standing().last_number for each in campaigns}
    count = 0
    for campaign in campaigns:
        if last[campaign.slug] > told.get(campaign.id, -1):
            with desks.write() as desk:
                told[campaign.id], is_new = _tell(desk, campaign.slug, clock.now_ms())
            count += is_new
    return count


def _tell(desk: Desk, slug: str, now_ms: int) -> tuple[int, bool]:
    """Put the message down; return the number of the last act told of, and whether it is new."""
    campaign = desk.campaigns.hold(slug)
    position = desk.cursors.hold(campaign.id, _READER, Hold(_READER, now_ms), now_ms) or ""
    before = int(position or 0)
    last = desk.journal(campaign).standing().last_number
    if last <= before:
        return last, False
    tally = tally_campaign(desk, slug, now_ms)
    totals, purchases = tally.totals, tally.purchases
    body: dict[str, str | int] = {
        "campaign": slug,
        "first": before + 1,
        "last": last,
        "acts": last - before,
        "paid": totals.paid,
        "unpaid": totals.unpaid,
        "pending": totals.pending,
    }
    if purchases is not None:
        body["purchases_paid"] = purchases.paid
        body["purchases_unpaid"] = purchases.unpaid
        body["purchases_pending"] = purchases.pending
    message = Message(ACTS_RECORDED, f"{slug}:acts:{before + 1}-{last}", body)
    desk.outbox.put(campaign.id, message, now_ms)
    desk.cursors.move(campaign.id, _READER, _READER, str(last))
    return last, True
