"""Read where a campaign stands: the three numbers, per line, kind and sponsor."""

from collections import Counter

from tablee.core.campaign import Campaign, Stage, campaign_now_ms
from tablee.core.rulebook import KindRule
from tablee.core.standing import Standing
from tablee.core.tally import (
    KindTally,
    MilestoneTally,
    SponsorTally,
    Tally,
    pledged_by_sponsor,
    pool_tally,
    total,
)
from tablee.core.terms import Terms
from tablee.core.terms.purchases import purchase_pools
from tablee.ports.desk import Desk
from tablee.usecases.earnings import cover_by_pool, earned_by_pool


def tally_campaign(desk: Desk, slug: str, now_ms: int) -> Tally:
    """Return the tally of a campaign at its latest act.

    Raises:
        UnknownCampaign: there is none of that name.
    """
    campaign = desk.campaigns.see(slug)
    journal = desk.journal(campaign)
    standing = journal.standing()
    moment_ms = campaign_now_ms(campaign, standing, now_ms)
    terms = campaign.version_at(moment_ms).terms
    pools = tuple(pool_tally(pool.name, standing.line(pool.name)) for pool in terms.pools)
    cover = cover_by_pool(journal)
    earned = sum(earned_by_pool(journal, standing, cover).values(), Counter[str]())
    pledged = sum((pledged_by_sponsor(each) for each in cover.values()), Counter[str]())
    return Tally(
        campaign=slug,
        as_of_ms=moment_ms,
        sequence=standing.sequence,
        state=campaign.stage,
        is_replay=campaign.is_replay,
        totals=total(pools),
        pools=pools,
        kinds=_kinds(campaign, standing, moment_ms),
        sponsors=tuple(
            SponsorTally(each.name, pledged[each.name], earned[each.name], each.floor)
            for each in terms.sponsors
        ),
        milestones=_milestones(terms, standing),
        purchase_pools=purchase_pools(terms),
    )


def _kinds(campaign: Campaign, standing: Standing, now_ms: int) -> tuple[KindTally, ...]:
    rules = campaign.rulebook_at(now_ms).kinds.values()
    is_taking = campaign.stage is Stage.OPEN
    return tuple(_kind(rule, standing, now_ms, is_taking=is_taking) for rule in rules)


def _kind(rule: KindRule, standing: Standing, now_ms: int, *, is_taking: bool) -> KindTally:
    count, line = standing.kind(rule.name), standing.line(rule.pool)
    is_open = (
        is_taking
        and rule.opens_ms <= now_ms <= rule.closes_ms
        and (not rule.opens_with or rule.opens_with in standing.reached)
    )
    return KindTally(
        name=rule.name,
        pool=rule.pool,
        rate=rule.rate,
        acts=count.acts,
        offered=count.counted_units + count.pending,
        paid=count.paid,
        unpaid=count.counted_units - count.paid,
        pending=count.pending,
        refused=count.turned_away + count.left,
        is_open=is_open,
        is_paying=is_open and not line.is_full,
    )


def _milestones(terms: Terms, standing: Standing) -> tuple[MilestoneTally, ...]:
    return tuple(
        MilestoneTally(
            name=each.name,
            measured=standing.measure(each),
            threshold=each.threshold,
            is_reached=each.name in standing.reached,
        )
        for each in terms.milestones
    )
