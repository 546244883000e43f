"""What a decision about a post brings with it: its submissions, its referral, its next check."""

from tablee.core.act import Act, State
from tablee.core.post.patience import next_check_ms, return_check_ms
from tablee.core.post.post import Post
from tablee.core.post.submission import outcome_of
from tablee.usecases.decide_act import Judgement, decide_at
from tablee.usecases.posts.looking import Room
from tablee.usecases.posts.referrals import refer, take_referral_back


def decide_in_room(room: Room, judgement: Judgement) -> Act:
    """Take a decision about any act, and keep what hangs on a post in step with it.

    Raises as `decide_at` does; the transaction must then be given up.
    """
    act = decide_at(room.desk, room.campaign, judgement, room.now_ms)
    keep_in_step(room, act)
    return act


def keep_in_step(room: Room, act: Act) -> None:
    """Let submissions, referral and checks follow from where *act* stands. Twice is once."""
    submissions = room.desk.submissions.of_act(room.campaign.id, act.number)
    outcome = outcome_of(act)
    room.desk.submissions.change(
        [each._replace(outcome=outcome, reason=act.reason) for each in submissions]
    )
    post = room.desk.posts.get(room.campaign.id, act.number)
    if post is None:
        return
    via = next((each.via for each in submissions if each.via), 0)
    if act.state is State.COUNTED:
        post = post._replace(referred_act=refer(room, act, via) or post.referred_act)
    elif act.state is not State.PENDING:
        take_referral_back(room, post)
    room.desk.posts.keep([post._replace(next_check_at_ms=_next_check_ms(room, act, post))])


def _next_check_ms(room: Room, act: Act, post: Post) -> int:
    if act.state in {State.COUNTED, State.PENDING}:
        duty = room.duty(post, act.kind, act.received_at_ms)
        return post.next_check_at_ms or next_check_ms(duty, room.now_ms)
    if not act.has_place:
        return 0
    return return_check_ms(act.reason, act.appeal_until_ms, room.now_ms)
