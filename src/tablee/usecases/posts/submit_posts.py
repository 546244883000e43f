"""Take down the pages people tell us of, and have each of them looked at."""

from collections.abc import Sequence
from typing import NamedTuple

from tablee.core.campaign import Campaign, Stage
from tablee.core.errors import CampaignClosed, TableeError, UnknownKind
from tablee.core.post.submission import Outcome, Road, Submission
from tablee.core.reason import EVIDENCE_REASONS, Reason
from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.tasks import Task

AGAIN_MS = 30_000
"""Telling us again within this time brings no second look: the first one's answer stands."""
FEED_AGAIN_MS = 3_600_000
"""Within this time a feed that names a refused page again brings no second look."""
LOOK = "look"
"""The verb of tasks that look at a page."""


class Told(NamedTuple):
    """One page somebody tells us of, its address made canonical."""

    slug: str
    source: str
    blog: str
    target: str
    """The address of ours that it is said to mention."""
    road: Road
    kind: str = ""
    """The kind of act it is said to be; empty for the campaign's first that counts posts."""
    via: int = 0
    """Number of the act whose personal link led here; 0 for none."""
    published_at_ms: int = 0
    """When it was published, as a feed says; 0 when nobody says."""
    address: str = ""
    """Where to ask for it, as it was told: at its canonical address nobody may answer."""


class Taken(NamedTuple):
    """What was taken down for one page."""

    submission: Submission | None
    is_new: bool
    """False when the page was known, whoever told us first and by whichever road."""
    is_queued: bool
    """Whether it will be looked at (again); False when it was a moment ago, or need not be."""
    error: TableeError | None = None
    """Why nothing was written for this page; the others are not affected."""


def submit_posts(desks: Desks, clock: Clock, told: Sequence[Told]) -> list[Taken]:
    """Write down which pages are to be looked at; answer for each, in order, once stored.

    Nothing is counted yet, no place is taken and nobody is kept waiting: a stranger's word
    enters no line before somebody has looked (decision 0013).
    """
    now_ms = clock.now_ms()
    with desks.write() as desk:
        return submit_at(desk, told, now_ms)


def submit_at(desk: Desk, told: Sequence[Told], now_ms: int) -> list[Taken]:
    """Do what `submit_posts` does at a desk that is open: whatever else is written there is one."""
    found = {slug: _open_campaign(desk, slug, now_ms) for slug in {each.slug for each in told}}
    fresh = [_submission(found[each.slug], each, now_ms) for each in told]
    stored = iter(desk.submissions.put([each for each in fresh if isinstance(each, Submission)]))
    tasks: list[Task] = []
    taken: list[Taken] = []
    for each, submission in zip(told, fresh, strict=True):
        if isinstance(submission, Submission):
            answer, is_asking = _take(desk, each, next(stored), now_ms)
            taken.append(answer)
            tasks += [look_task(answer.submission, now_ms, each.address)] if is_asking else []
        else:
            taken.append(Taken(None, is_new=False, is_queued=False, error=submission))
    desk.tasks.put(tasks)
    return taken


def look_task(submission: Submission | None, due_at_ms: int, address: str = "") -> Task:
    """Return the task to look at the page of *submission*, at the *address* that was told."""
    if submission is None:
        message = "There is nothing to look at."
        raise ValueError(message)
    number = submission.number
    body: dict[str, str | int] = {"submission": number}
    if address:
        body["address"] = address
    return Task(submission.campaign_id, LOOK, f"{LOOK}:{number}", body, due_at_ms)


def _open_campaign(desk: Desk, slug: str, now_ms: int) -> Campaign | TableeError:
    try:
        campaign = desk.campaigns.see(slug)
    except TableeError as unknown:
        return unknown
    is_over = now_ms > campaign.rulebook_at(now_ms).last_call_ms
    if campaign.stage is not Stage.OPEN or (is_over and not campaign.is_replay):
        return CampaignClosed()
    return campaign


def _submission(
    campaign: Campaign | TableeError, told: Told, now_ms: int
) -> Submission | TableeError:
    if not isinstance(campaign, Campaign):
        return campaign
    terms = campaign.rulebook_at(now_ms).terms
    kind = terms.kind(told.kind) if told.kind else terms.post_kind
    if kind is None or not kind.is_post:
        return UnknownKind("This campaign does not count posts on the web.", field="kind")
    return Submission(
        number=0,
        campaign_id=campaign.id,
        kind=kind.name,
        source=told.source,
        blog=told.blog,
        target=told.target,
        road=told.road,
        received_at_ms=now_ms,
        via=told.via,
    )


def _take(
    desk: Desk, told: Told, stored: tuple[Submission, bool], now_ms: int
) -> tuple[Taken, bool]:
    """Return what was taken down, and whether a look is to be asked for."""
    submission, is_new = stored
    if is_new:
        return Taken(submission, is_new=True, is_queued=True), True
    is_asking = _is_worth_a_look(submission, told, now_ms)
    if is_asking and (
        submission.outcome is Outcome.REFUSED or submission.reason is Reason.WITHDRAWN
    ):
        # What was refused is told anew: it counts from now on, if it counts.
        submission = submission._replace(
            outcome=Outcome.QUEUED,
            reason=Reason.NONE,
            received_at_ms=now_ms,
            looks=0,
            target=told.target,
            via=told.via or submission.via,
            is_by_person=False,
        )
        desk.submissions.change([submission])
    is_queued = is_asking or submission.outcome is Outcome.QUEUED
    return Taken(submission, is_new=False, is_queued=is_queued), is_asking


def _is_worth_a_look(submission: Submission, told: Told, now_ms: int) -> bool:
    """Return whether telling us again brings a page that is known another look."""
    rested_ms = now_ms - max(submission.looked_at_ms, submission.received_at_ms)
    if told.road is Road.FORM and submission.outcome in {Outcome.REFUSED, Outcome.DELETED}:
        return True  # somebody has mended it, and waits
    if submission.reason is Reason.WITHDRAWN:
        return False  # machines tell again by themselves; the author decides
    if submission.outcome is Outcome.QUEUED and submission.looks and told.road is not Road.FORM:
        return False  # a page that does not answer is looked at again in its own time
    if told.road is Road.FEED:
        # A feed names its posts over and over: those that stand are looked at by the clock.
        return submission.reason in EVIDENCE_REASONS and rested_ms >= FEED_AGAIN_MS
    return rested_ms >= AGAIN_MS
