"""Let what was seen on pages become acts, pending acts, refusals or reversals."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from tablee.core.act import Act
from tablee.core.campaign import Stage
from tablee.core.post.submission import Outcome, Submission
from tablee.core.reason import Reason
from tablee.ports.desk import Clock, Desks
from tablee.usecases.posts.first_look import settle_first_look, settle_first_looks
from tablee.usecases.posts.further_look import settle_further_look
from tablee.usecases.posts.looking import Look, Room, strangers
from tablee.usecases.posts.submit_posts import look_task


class Settled(NamedTuple):
    """What a look led to."""

    submission: Submission
    act: Act | None = None
    next_look_ms: int = 0
    """When to look again because the page did not answer; 0 when that is not needed."""


class Settling(NamedTuple):
    """Some looks at pages of one campaign, and the site's secret."""

    slug: str
    looks: Sequence[Look]
    secret: bytes
    holder: str = ""
    """Who holds the tasks of these looks."""


def settle_looks(desks: Desks, clock: Clock, settling: Settling) -> list[Settled]:
    """Settle looks in one transaction, in order, with the tasks that asked for them.

    So a crash at any moment leaves either the task or its outcome, never both or neither;
    settling the same look again changes nothing more.

    Raises:
        UnknownCampaign: nothing was written.
    """
    with desks.write() as desk:
        campaign = desk.campaigns.hold(settling.slug)
        room = Room(desk, campaign, settling.secret, clock.now_ms())
        settled = _settle_all(room, settling.looks)
        done = [look.task for look in settling.looks if look.task is not None]
        desk.tasks.done(done, settling.holder)
        desk.tasks.put(
            [
                look_task(each.submission, each.next_look_ms, _address(look))
                for each, look in zip(settled, settling.looks, strict=True)
                if each.next_look_ms
            ]
        )
        return settled


def _address(look: Look) -> str:
    """Return where this look's task was told to ask."""
    return str(look.task.body.get("address", "")) if look.task else ""


def _settle_all(room: Room, looks: Sequence[Look]) -> list[Settled]:
    """Settle looks in order: those at pages seen for the first time together, others singly."""
    found = room.desk.submissions.several({look.submission for look in looks})
    settled: list[Settled] = []
    for is_first, group in groupby(looks, key=partial(_is_first, room, found)):
        if is_first:
            looked = [(_looked_at(room, found.pop(look.submission)), look) for look in group]
            for run in strangers(room, looked):
                settled += _stored(room, [Settled(*each) for each in settle_first_looks(room, run)])
        else:
            for look in group:
                settled += _stored(room, [_settle(room, look)])
    return settled


def _is_first(room: Room, found: Mapping[int, Submission], look: Look) -> bool:
    """Return whether a page is no act yet, so that no other look changes what was told of it.

    One that is looked at twice here is taken out of *found* at the first time.
    """
    submission = found.get(look.submission)
    is_final = room.campaign.stage is Stage.SETTLED
    return submission is not None and not submission.act_number and not is_final


def _stored(room: Room, settled: list[Settled]) -> list[Settled]:
    room.desk.submissions.change([each.submission for each in settled])
    return settled


def _looked_at(room: Room, submission: Submission) -> Submission:
    return submission._replace(looked_at_ms=room.now_ms)


def _settle(room: Room, look: Look) -> Settled:
    submission = room.desk.submissions.get(look.submission)
    if submission is None:
        message = f"Submission {look.submission} has never been written down."
        raise LookupError(message)
    submission = _looked_at(room, submission)
    if room.campaign.stage is Stage.SETTLED:
        return _too_late(room, submission)
    act = room.journal.act(submission.act_number) if submission.act_number else None
    if act is None:
        return Settled(*settle_first_look(room, submission, look))
    return Settled(*settle_further_look(room, submission, act, look))


def _too_late(room: Room, submission: Submission) -> Settled:
    """Leave everything as it is: the figures are final."""
    post = room.desk.posts.get(room.campaign.id, submission.act_number)
    if post is not None and post.next_check_at_ms:
        room.desk.posts.keep([post._replace(next_check_at_ms=0)])
    if submission.outcome is Outcome.QUEUED:
        reason = Reason.CAMPAIGN_CLOSED
        submission = submission._replace(outcome=Outcome.REFUSED, reason=reason)
    return Settled(submission)
