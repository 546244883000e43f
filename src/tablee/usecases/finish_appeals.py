"""End the time of appeal: refused and reversed acts leave their line, those behind move up."""

from tablee.core.act import Act, Evidence, refusal_claim
from tablee.core.campaign import Campaign
from tablee.core.decision import Ruling, rule
from tablee.core.reason import EVIDENCE_REASONS
from tablee.core.standing import Standing
from tablee.ports.journal import Decided, Journal
from tablee.usecases.allowances import Allowances
from tablee.usecases.log.telling import tell_decision
from tablee.usecases.move import moved

AT_ONCE = 1_000
"""Appeals ended in one transaction, at most; the next tick takes the rest."""
BY_CLOCK = "clock"
"""Who decides when time does."""
BY_SITE = "verification"
"""Who lets an act leave before its time of appeal is over."""


def finish_appeals(journal: Journal, standing: Standing, campaign: Campaign, now_ms: int) -> int:
    """Let every act leave whose time of appeal is over; return how many left."""
    over = journal.appeals_over(now_ms, AT_ONCE)
    for act in over:
        finish(journal, standing, campaign, act, now_ms)
    return len(over)


def finish(journal: Journal, standing: Standing, campaign: Campaign, act: Act, now_ms: int) -> Act:
    """Let one held act leave its line for good."""
    after = rule(act, Ruling.FINISH, act.reason, act.appeal_until_ms)
    if act.evidence is Evidence.CLAIM and act.reason in EVIDENCE_REASONS:
        # It no longer stands in the way of a better-evidenced act for the same object.
        name = act.claim + act.number.to_bytes(5)
        after = after._replace(claim=refusal_claim(name, act.reason))
    journal.change(after)
    journal.add_gap(act.pool, act.stretch)
    old = standing.line(act.pool).waterline
    standing.leave(act, gaps=journal.gaps(act.pool, old), held=journal.held(act.pool, old))
    moved(journal, standing, act.pool, old)
    allowances = Allowances(journal, campaign, now_ms)
    allowances.leave(act)
    allowances.keep()
    standing.sequence += 1
    decided = Decided(
        act_number=act.number,
        sequence=standing.sequence,
        ruling=Ruling.FINISH,
        reason=act.reason,
        note="",
        by=BY_CLOCK,
        at_ms=now_ms,
    )
    journal.decided(decided)
    # Before its time an act leaves because it makes way, or its last appeal was dismissed: in the
    # log, where anybody checks the time of appeal, that is not said of the clock.
    is_early = now_ms < act.appeal_until_ms
    tell_decision(journal, standing, decided._replace(by=BY_SITE) if is_early else decided)
    return after
