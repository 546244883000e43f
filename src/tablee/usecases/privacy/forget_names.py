"""Forget, some time after the end, what the tags in the log were made of."""

from tablee.core.campaign import Campaign, Stage
from tablee.core.leaves.body import erase_body
from tablee.core.post.patience import DAY_MS
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.log.happenings import Happening
from tablee.usecases.log.telling import told


def forget_names(desks: Desks, clock: Clock, days: int) -> list[str]:
    """Forget the names of campaigns settled more than *days* ago; return which they were.

    Pepper, tag keys and salts go, and fingerprints and pseudonyms become meaningless: from then
    on nobody can tell, not even whoever runs the site, whose acts are in the log. It waits until
    all that happened is sealed. Twice is once.
    """
    with desks.read() as desk:
        ended = [each.slug for each in desk.campaigns.every() if each.stage is Stage.SETTLED]
    return [slug for slug in ended if _forget(desks, clock, slug, days)]


def _forget(desks: Desks, clock: Clock, slug: str, days: int) -> bool:
    now_ms = clock.now_ms()
    with desks.read() as desk:
        if not _is_due(desk, desk.campaigns.see(slug), now_ms - days * DAY_MS):
            return False
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        if not _is_due(desk, campaign, now_ms - days * DAY_MS):
            return False
        acts = desk.erasures.forget_names(campaign.id)
        desk.logs.erase_tag_keys(campaign.id)
        desk.logs.erase_pepper(campaign.id)
        journal = desk.journal(campaign)
        body = erase_body("keys", max(1, acts))
        journal.tell(Happening(journal.standing().last_number, "erase", body, now_ms))
        return True


def _is_due(desk: Desk, campaign: Campaign, before_ms: int) -> bool:
    """Return whether a campaign was settled before that, all of it is sealed, and it still knows.

    What happened last is when it was settled, or a payment, a delivery, an erasure after that.
    """
    log = desk.logs.of(campaign.id)
    if log is None or not log.pepper or log.stopped or desk.logs.staged(campaign.id):
        return False
    journal = desk.journal(campaign)
    is_sealed = log.act_number == journal.standing().last_number
    if not is_sealed or journal.happenings(log.happening, 1):
        return False
    return _settled_at_ms(desk, campaign) <= before_ms


def _settled_at_ms(desk: Desk, campaign: Campaign) -> int:
    settled = next(told(desk.journal(campaign), "settle"), None)
    if settled is not None:
        return settled.at_ms
    return desk.campaigns.by_id(campaign.id).latest.published_at_ms
