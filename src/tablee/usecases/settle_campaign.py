"""Settle a closed campaign: when every act is finally decided, the figures are final."""

from collections import Counter

from tablee.core.books.ledger import Entry
from tablee.core.books.settlement import floor_entry, is_settled, owed, remainder_entry
from tablee.core.campaign import Campaign, Stage, campaign_now_ms
from tablee.core.post.submission import Outcome
from tablee.core.standing import Standing
from tablee.ports.desk import Clock, Desk, Desks, Message
from tablee.ports.journal import Journal
from tablee.usecases.advance import NEVER_MS, advance
from tablee.usecases.finish_appeals import finish
from tablee.usecases.log.telling import tell_settle
from tablee.usecases.post_books import post

EVERY = 2**31
"""More acts than a campaign has."""


def settle_campaign(desks: Desks, clock: Clock, slug: str, *, waits: bool = True) -> bool:
    """Close the books of a campaign; return whether it is settled.

    It is not while it is open, while an act waits for a decision or may be appealed, or while
    nobody has looked yet at a post that was told in time: what is found may still count. Unless
    one *waits* for such posts, they are refused when somebody looks. In a
    replay only acts move the clock, and none comes once it is closed: so time passes to the end
    of the last appeal, as it once did, unless an act still waits for a decision. Each sponsor's
    account is lifted to its floor, and what no act has earned is voided: what becomes
    of it is for the terms' remainder policy to say.

    Raises:
        UnknownCampaign: nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        if campaign.stage is Stage.SETTLED:
            return True
        journal = desk.journal(campaign)
        standing = journal.standing()
        unseen = waits and desk.submissions.count(campaign.id).get(Outcome.QUEUED, 0)
        is_closed = campaign.stage is Stage.CLOSED and not unseen
        if campaign.is_replay and is_closed:
            _end_appeals(desk, journal, campaign, standing)
        if not is_settled(is_closed=is_closed, lines=standing.lines.values()):
            return False
        now_ms = campaign_now_ms(campaign, standing, clock.now_ms())
        advance(desk, journal, campaign, standing, now_ms)
        post(desk, campaign, journal, standing, now_ms)
        standing.sequence += 1
        balances = desk.books.balances(campaign.id)
        sponsors = campaign.version_at(now_ms).terms.sponsors
        earned = _earned(balances)
        due = {each.name: owed(each, earned[each.name]) for each in sponsors}
        tell_settle(journal, standing, due, now_ms)
        for entry in (
            floor_entry(sponsors, earned),
            remainder_entry(_left(balances)),
            Entry("settled", ()),
        ):
            desk.books.write(campaign.id, entry, through=standing.sequence, at_ms=now_ms)
        journal.keep(standing)
        desk.campaigns.move_to(campaign, Stage.SETTLED)
        message = Message("campaign.settled", f"{slug}:settled", {"campaign": slug})
        desk.outbox.put(campaign.id, message, now_ms)
        return True


def _end_appeals(desk: Desk, journal: Journal, campaign: Campaign, standing: Standing) -> None:
    """Let time pass to the end of the last appeal, if appeals are all there is to wait for."""
    appealable = journal.appeals_over(NEVER_MS, EVERY)
    held = sum(line.held for line in standing.lines.values())
    if not appealable or sum(act.units for act in appealable) != held:
        return
    for act in sorted(appealable, key=lambda act: act.appeal_until_ms):
        standing.clock_ms = max(standing.clock_ms, act.appeal_until_ms)
        advance(desk, journal, campaign, standing, standing.clock_ms)
        finish(journal, standing, campaign, act, standing.clock_ms)


def _earned(balances: Counter[str]) -> Counter[str]:
    """Return what each sponsor has earned, over all lines."""
    earned = Counter[str]()
    for name, units in balances.items():
        if name.startswith("earned:"):
            earned[name.split(":")[1]] += units
    return earned


def _left(balances: Counter[str]) -> dict[str, int]:
    """Return what no act has earned, by ``sponsor:pool``."""
    prefix = "pledged:"
    return {
        name.removeprefix(prefix): units
        for name, units in sorted(balances.items())
        if name.startswith(prefix)
    }
