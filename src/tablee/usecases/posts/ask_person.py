"""Let a person look at a page where we found nothing to count."""

from tablee.core.campaign import Campaign, Stage
from tablee.core.errors import CampaignClosed, UnknownAct
from tablee.core.post.submission import Outcome, Submission
from tablee.core.reason import DOOR_REASONS, Reason
from tablee.ports.desk import Clock, Desk, Desks
from tablee.usecases.posts.submit_posts import look_task

MOST_WAITING = 200
"""Posts of a campaign that wait for a person, from which on nobody is asked for more: each holds
places in the line, and anybody may ask about any page."""


def ask_person(
    desks: Desks, clock: Clock, slug: str, submission_number: int, address: str = ""
) -> Submission:
    """Queue a refused submission for a person's eyes; return it as it stands then.

    *address* says where to ask for the page; nothing means at its canonical address.
    What was refused by a limit or the window stays refused: no person may overrule those. What
    has become an act stays as it is: its receipt says how to appeal. While `MOST_WAITING` wait
    it stays as it is, too. Twice is once.

    Raises:
        UnknownCampaign, UnknownAct: there is no such submission; nothing was written.
        CampaignClosed: no act is taken any more; nothing was written.
    """
    now_ms = clock.now_ms()
    with desks.write() as desk:
        campaign = desk.campaigns.hold(slug)
        submission = desk.submissions.get(submission_number)
        if submission is None or submission.campaign_id != campaign.id:
            raise UnknownAct
        if campaign.stage is not Stage.OPEN:
            raise CampaignClosed
        is_mute = submission.outcome is not Outcome.REFUSED or submission.act_number
        if is_mute or submission.reason in DOOR_REASONS:
            return submission
        if are_too_many(desk, campaign):
            return submission
        submission = submission._replace(
            outcome=Outcome.QUEUED, reason=Reason.NONE, looks=0, is_by_person=True
        )
        desk.submissions.change([submission])
        desk.tasks.put([look_task(submission, now_ms, address)])
        return submission


def are_too_many(desk: Desk, campaign: Campaign) -> bool:
    """Return whether so many posts wait for a person that no more are let into the line."""
    return desk.submissions.count(campaign.id).get(Outcome.FLAGGED, 0) >= MOST_WAITING
