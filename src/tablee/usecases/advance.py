"""Lay the cover that is due: pledges in force, raises whose moment has come, milestones reached."""

from tablee.core.books.ledger import pledged
from tablee.core.campaign import Campaign, Stage, campaign_now_ms
from tablee.core.promise import Milestone
from tablee.core.rulebook import as_ms
from tablee.core.segment import Segment
from tablee.core.standing import Standing
from tablee.core.tally import pledged_by_sponsor
from tablee.core.terms import Terms
from tablee.ports.desk import Clock, Desk, Desks, Message
from tablee.ports.journal import Journal, LaidSegment
from tablee.usecases.finish_appeals import finish_appeals
from tablee.usecases.log.telling import tell_cover, tell_milestone
from tablee.usecases.move import moved

NEVER_MS = 2**62
"""Later than any clock."""


def advance_campaign(desks: Desks, clock: Clock, slug: str) -> None:
    """Let time pass for a campaign: what is due is laid, appeals whose time is over end.

    Doing it twice is doing it once. In a replay time passes by acts, and only by them.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        journal = desk.journal(campaign)
        standing = journal.standing()
        now_ms = campaign_now_ms(campaign, standing, clock.now_ms())
        before = standing.sequence
        advance(desk, journal, campaign, standing, now_ms)
        if ended := finish_appeals(journal, standing, campaign, now_ms):
            body: dict[str, str | int] = {"campaign": slug, "acts": ended}
            message = Message("appeals.ended", f"{slug}:appeals:{standing.sequence}", body)
            desk.outbox.put(campaign.id, message, now_ms)
        if standing.sequence != before:
            standing.clock_ms = max(standing.clock_ms, now_ms)
            journal.keep(standing)


def pass_time(desks: Desks, slug: str, moment_ms: int) -> None:
    """Let the clock of a replay come to a moment, as if somebody had acted then.

    It never runs backwards, and the time of other campaigns is nobody's to pass: there nothing
    happens.

    Raises:
        UnknownCampaign: nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        journal = desk.journal(campaign)
        standing = journal.standing()
        if campaign.is_replay and moment_ms > campaign_now_ms(campaign, standing, 0):
            advance(desk, journal, campaign, standing, moment_ms)
            standing.clock_ms = moment_ms
            journal.keep(standing)


def next_change_ms(campaign: Campaign, standing: Standing, now_ms: int) -> int:
    """Return the next moment at which other rules or more cover apply; `NEVER_MS` if none."""
    moments = [
        moment_ms
        for each in campaign.latest.terms.raises
        if (moment_ms := as_ms(each.effective_at)) > now_ms
        and raise_cause(each.pledge, moment_ms) not in standing.laid
    ]
    version_ms = campaign.next_version_ms(now_ms)
    if version_ms is not None:
        moments.append(version_ms)
    return min(moments, default=NEVER_MS)


def raise_cause(pledge: str, effective_at_ms: int) -> str:
    """Return the name under which a raise is laid, once."""
    return f"raise:{pledge}:{effective_at_ms}"


def advance(
    desk: Desk, journal: Journal, campaign: Campaign, standing: Standing, now_ms: int
) -> None:
    """Lay every pledge and raise that is due at *now_ms* and not laid yet, in order of moment.

    A milestone that an amendment brings when its threshold is already passed is reached at once.
    Every act so far must be written.
    """
    if campaign.stage is Stage.SETTLED:
        return
    terms = campaign.version_at(now_ms).terms
    due = [
        LaidSegment(pledge.pool, Segment(pledge.units, pledge.shares), cause, now_ms)
        for pledge in terms.pledges
        if (cause := f"pledge:{pledge.name}") not in standing.laid
    ]
    due += _due_raises(campaign, standing, now_ms)
    for laid in due:
        _lay(desk, journal, campaign, standing, laid)
    reach_milestones(desk, journal, campaign, standing, now_ms)


def _due_raises(campaign: Campaign, standing: Standing, now_ms: int) -> list[LaidSegment]:
    """Return the raises to lay: each by its own date, also when its version is still to come."""
    in_force = campaign.version_at(now_ms).terms
    pledges = {pledge.name: pledge for pledge in in_force.pledges}
    due: list[LaidSegment] = []
    for each in sorted(campaign.latest.terms.raises, key=lambda each: each.effective_at):
        moment_ms = as_ms(each.effective_at)
        cause = raise_cause(each.pledge, moment_ms)
        pledge = pledges.get(each.pledge)
        if pledge is not None and moment_ms <= now_ms and cause not in standing.laid:
            segment = Segment(each.units, pledge.shares)
            due.append(LaidSegment(pledge.pool, segment, cause, moment_ms))
    return due


def waiting_milestones(terms: Terms, standing: Standing) -> list[Milestone]:
    """Return the milestones that are still to be reached."""
    return [each for each in terms.milestones if each.name not in standing.reached]


def reach_milestones(
    desk: Desk, journal: Journal, campaign: Campaign, standing: Standing, now_ms: int
) -> None:
    """Mark the milestones reached by now, and lay what they promise.

    Every act so far must be written: laying cover looks at the acts in the line.
    """
    terms = campaign.version_at(now_ms).terms
    for milestone in waiting_milestones(terms, standing):
        if standing.measure(milestone) < milestone.threshold:
            continue
        standing.reached.add(milestone.name)
        cause = f"milestone:{milestone.name}"
        segment = milestone.segment
        if segment is not None:
            laid = LaidSegment(milestone.pool, segment, cause, now_ms)
            _lay(desk, journal, campaign, standing, laid)
        else:
            standing.sequence += 1
            tell_milestone(journal, standing, milestone.name, now_ms)
        body: dict[str, str | int] = {"campaign": campaign.slug, "milestone": milestone.name}
        # Under a key of its own: the cover it lays is told of under its cause.
        key = f"{campaign.slug}:reached:{milestone.name}"
        message = Message("milestone.reached", key, body)
        desk.outbox.put(campaign.id, message, now_ms)


def _lay(
    desk: Desk, journal: Journal, campaign: Campaign, standing: Standing, laid: LaidSegment
) -> None:
    """Lengthen a line's cover: the waterline moves, and the books note the promise."""
    line = standing.line(laid.pool)
    old = line.waterline
    gaps, held = journal.gaps(laid.pool, old), journal.held(laid.pool, old)
    line.cover(laid.segment.units, gaps=gaps, held=held)
    journal.lay(laid)
    standing.laid.add(laid.cause)
    standing.sequence += 1
    tell_cover(journal, standing, laid)
    moved(journal, standing, laid.pool, old)
    entry = pledged(laid.pool, pledged_by_sponsor([laid.segment]), laid.cause)
    through = desk.books.through(campaign.id)
    desk.books.write(campaign.id, entry, through=through, at_ms=laid.laid_at_ms)
    body: dict[str, str | int] = {
        "campaign": campaign.slug,
        "pool": laid.pool,
        "units": laid.segment.units,
    }
    message = Message("cover.laid", f"{campaign.slug}:{laid.cause}", body)
    desk.outbox.put(campaign.id, message, laid.laid_at_ms)
