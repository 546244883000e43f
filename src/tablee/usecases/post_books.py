"""Bring the books to the journal: what acts have earned since the last time."""

from collections import Counter

from tablee.core.books.ledger import account, earned
from tablee.core.campaign import Campaign
from tablee.core.standing import Standing
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.journal import Journal
from tablee.usecases.earnings import cover_by_pool, earned_by_pool


def post_books(desks: Desks, clock: Clock, slug: str) -> int:
    """Write one entry per line whose paid places have changed; return how many were written.

    An entry covers a batch of acts and names the range of sequence numbers it stands for.
    Doing it twice is doing it once.

    Raises:
        UnknownCampaign: nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        journal = desk.journal(campaign)
        return post(desk, campaign, journal, journal.standing(), clock.now_ms())


def post(desk: Desk, campaign: Campaign, journal: Journal, standing: Standing, now_ms: int) -> int:
    """Bring one campaign's books to where it stands, in the transaction that is open."""
    before = desk.books.through(campaign.id)
    if before == standing.sequence:
        return 0
    balances = desk.books.balances(campaign.id)
    through = standing.sequence
    written = 0
    for pool, now in earned_by_pool(journal, standing, cover_by_pool(journal)).items():
        change = _change(pool, now, balances)
        if change:
            entry = earned(pool, change, f"changes {before + 1} to {through}")
            desk.books.write(campaign.id, entry, through=through, at_ms=now_ms)
            written += 1
    return written


def _change(pool: str, now: Counter[str], balances: Counter[str]) -> dict[str, int]:
    """Return what each sponsor has earned in *pool* beyond what the books say."""
    suffix = f":{pool}"
    sponsors = set(now) | {
        name.removeprefix("earned:").removesuffix(suffix)
        for name in balances
        if name.startswith("earned:") and name.endswith(suffix)
    }
    change = {
        sponsor: now[sponsor] - balances[account("earned", sponsor, pool)]
        for sponsor in sorted(sponsors)
    }
    return {sponsor: units for sponsor, units in change.items() if units}
