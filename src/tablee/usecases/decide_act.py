"""Decide about one act: confirm it, refuse it, reverse it, or restore it on appeal."""

from typing import NamedTuple

from tablee.core.act import Act, State
from tablee.core.campaign import Campaign, Stage, campaign_now_ms
from tablee.core.decision import Ruling, rule
from tablee.core.errors import CampaignClosed, SameJudge, UnknownAct, WrongState
from tablee.core.reason import Reason
from tablee.core.rulebook import HOUR_MS
from tablee.core.standing import Standing
from tablee.ports.desk import Clock, Desk, Desks, Message
from tablee.ports.journal import Decided, Journal
from tablee.usecases.advance import advance, reach_milestones
from tablee.usecases.allowances import Allowances
from tablee.usecases.chains.follow_choices import follow, hand_over
from tablee.usecases.finish_appeals import finish
from tablee.usecases.log.telling import tell_decision

DAY_MS = 24 * HOUR_MS
BY_VERIFICATION = "verification"
"""Who decides when a page was looked at: not a person, so no judge of an appeal either."""


class Judgement(NamedTuple):
    """What somebody decides, and why."""

    act_number: int
    ruling: Ruling
    reason: Reason
    note: str
    """A sentence for the supporter; may be empty."""
    by: str


def decide_act(desks: Desks, clock: Clock, slug: str, judgement: Judgement) -> Act:
    """Take a decision, and return the act as it stands then.

    A refusal or a reversal leaves the act in its place while it may be appealed
    (`Terms.appeal_days`); with no time of appeal it leaves at once. Finishing an appeal is left
    to the clock.

    Raises:
        UnknownCampaign, UnknownAct: nothing was written.
        WrongState: the decision cannot follow from where the act stands; nothing was written.
        SameJudge: an appeal is decided by somebody else; nothing was written.
        CampaignClosed: the campaign is settled and its figures are final; nothing was written.
    """
    with desks.write() as desk:
        return decide_at(desk, desk.campaigns.hold(slug), judgement, clock.now_ms())


def decide_at(desk: Desk, campaign: Campaign, judgement: Judgement, now_ms: int) -> Act:
    """Do what `decide_act` does at a desk that is open: whatever else is written there is one.

    *campaign* is held by this transaction. Where the organiser has chosen the act, the choice
    stands and falls with it. Raises as `decide_act` does; the transaction must then be given up.
    """
    after = _decide(desk, campaign, judgement, now_ms)
    _bring_choices(desk, campaign, after, now_ms)
    return after


def replace_at(desk: Desk, campaign: Campaign, old: Act, new: Act, now_ms: int) -> None:
    """Let *new*, which is what *old* was before it made way, take over what hangs on *old*."""
    hand_over(desk, campaign, old, new)
    if new.state is State.COUNTED:
        _bring_choices(desk, campaign, new, now_ms)


def _bring_choices(desk: Desk, campaign: Campaign, act: Act, now_ms: int) -> None:
    def rule_too(act_number: int, ruling: Ruling, reason: Reason) -> Act:
        judgement = Judgement(act_number, ruling, reason, "", BY_VERIFICATION)
        return _decide(desk, campaign, judgement, now_ms)

    follow(desk, campaign, act, now_ms, rule_too)


def _decide(desk: Desk, campaign: Campaign, judgement: Judgement, now_ms: int) -> Act:
    if campaign.stage is Stage.SETTLED:
        raise CampaignClosed
    journal = desk.journal(campaign)
    standing = journal.standing()
    now_ms = campaign_now_ms(campaign, standing, now_ms)
    advance(desk, journal, campaign, standing, now_ms)
    act = journal.act(judgement.act_number)
    if act is None:
        raise UnknownAct
    _check_judge(journal, judgement)
    appeal_until_ms = now_ms + campaign.version_at(now_ms).terms.appeal_days * DAY_MS
    after = rule(act, judgement.ruling, judgement.reason, appeal_until_ms)
    _apply(journal, standing, Allowances(journal, campaign, now_ms), act, after)
    standing.sequence += 1
    decided = _decided(judgement, standing.sequence, now_ms)
    journal.decided(decided)
    tell_decision(journal, standing, decided)
    reach_milestones(desk, journal, campaign, standing, now_ms)
    if after.is_held and appeal_until_ms <= now_ms:
        after = finish(journal, standing, campaign, after, now_ms)
    standing.clock_ms = max(standing.clock_ms, now_ms)
    journal.keep(standing)
    slug = campaign.slug
    body: dict[str, str | int] = {"campaign": slug, "act": act.number, "state": after.state}
    message = Message("act.decided", f"{slug}:act:{act.number}:{standing.sequence}", body)
    desk.outbox.put(campaign.id, message, now_ms)
    return after


def _check_judge(journal: Journal, judgement: Judgement) -> None:
    """An appeal is decided by somebody other than whoever refused."""
    if judgement.ruling is Ruling.FINISH:
        raise WrongState("The time of appeal ends by the clock, not by a decision.")
    if judgement.ruling is not Ruling.RESTORE or judgement.by == BY_VERIFICATION:
        return
    against = {Ruling.REFUSE, Ruling.REVERSE}
    earlier = [each for each in journal.decisions(judgement.act_number) if each.ruling in against]
    if earlier and earlier[-1].by == judgement.by:
        raise SameJudge


def _apply(
    journal: Journal, standing: Standing, allowances: Allowances, act: Act, after: Act
) -> None:
    """Carry a decision into the line and the counts."""
    journal.change(after)
    allowances.load_act(act)
    if after.is_held and not act.is_held:
        standing.hold(act)
        allowances.discount(act, standing)
    elif act.is_held and not after.is_held:
        standing.release(act)
        allowances.count(act, standing)
    allowances.keep()


def _decided(judgement: Judgement, sequence: int, now_ms: int) -> Decided:
    return Decided(
        act_number=judgement.act_number,
        sequence=sequence,
        ruling=judgement.ruling,
        reason=judgement.reason,
        note=judgement.note,
        by=judgement.by,
        at_ms=now_ms,
    )
