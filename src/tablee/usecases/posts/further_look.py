"""Settle a further look at a page that is an act: it stays, comes back, or is taken back."""

from tablee.core.act import Act, State
from tablee.core.decision import Ruling
from tablee.core.post.patience import Watch, watch
from tablee.core.post.post import Post
from tablee.core.post.submission import Outcome, Submission
from tablee.core.reason import VANISHED_REASONS, Reason
from tablee.usecases.decide_act import BY_VERIFICATION, Judgement, decide_at
from tablee.usecases.posts.looking import Look, Room
from tablee.usecases.posts.referrals import refer, take_referral_back

After = tuple[Submission, Act | None, int]


def settle_further_look(room: Room, submission: Submission, act: Act, look: Look) -> After:
    """Return the submission as it stands after a look at a page whose act has its place.

    Edits never count twice: they change what is shown, nothing else.
    """
    post = room.desk.posts.get(room.campaign.id, act.number)
    if post is None:
        return submission, act, 0
    finding = look.finding
    is_there = finding is not None and room.shows(act.kind, finding)
    duty = room.duty(post, act.kind, act.received_at_ms)
    seen = watch(duty, finding, room.now_ms, is_shown=is_there)
    if act.state in {State.REFUSED, State.REVERSED}:
        return _perhaps_back(room, submission, act, post, is_there=is_there)
    if seen.reason:
        return _take_back(room, submission, act, post, seen.reason)
    room.desk.posts.keep([_updated(room, post, look, seen)])
    if finding is not None and is_there and finding.content_hash != post.content_hash:
        room.desk.tasks.put([room.describe_task(act.number)])
    return submission, act, 0


def _updated(room: Room, post: Post, look: Look, seen: Watch) -> Post:
    """Return what is known of a post after a look that takes nothing back."""
    finding = look.finding
    post = post._replace(
        checked_at_ms=room.now_ms,
        next_check_at_ms=seen.next_check_at_ms,
        failing_since_ms=seen.failing_since_ms,
        status=finding.status if finding else 0,
    )
    if finding is None or seen.failing_since_ms:
        return post
    return post._replace(
        checks=post.checks + 1,
        content_hash=finding.content_hash,
        exhibit=look.exhibit or post.exhibit,
        likeness=finding.likeness or post.likeness,
    )


def _take_back(room: Room, submission: Submission, act: Act, post: Post, reason: Reason) -> After:
    ruling = Ruling.REVERSE if act.state is State.COUNTED else Ruling.REFUSE
    judgement = Judgement(act.number, ruling, reason, "", BY_VERIFICATION)
    after = decide_at(room.desk, room.campaign, judgement, room.now_ms)
    take_referral_back(room, post)
    room.desk.posts.keep(
        [post._replace(checked_at_ms=room.now_ms, next_check_at_ms=0, failing_since_ms=0)]
    )
    return submission._replace(outcome=Outcome.DELETED, reason=reason), after, 0


def _perhaps_back(
    room: Room, submission: Submission, act: Act, post: Post, *, is_there: bool
) -> After:
    """Restore what was taken back because the page had vanished, if it is there again."""
    if not is_there or act.reason not in VANISHED_REASONS:
        return submission._replace(reason=act.reason), act, 0
    judgement = Judgement(act.number, Ruling.RESTORE, Reason.NONE, "", BY_VERIFICATION)
    after = decide_at(room.desk, room.campaign, judgement, room.now_ms)
    referred = refer(room, after, submission.via)
    room.desk.posts.keep(
        [
            post._replace(
                referred_act=referred or post.referred_act,
                checked_at_ms=room.now_ms,
                next_check_at_ms=room.now_ms + 1,
            )
        ]
    )
    return submission._replace(outcome=Outcome.VERIFIED, reason=Reason.NONE), after, 0
