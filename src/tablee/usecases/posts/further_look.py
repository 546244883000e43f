"""Settle a further look at a page that is an act: it stays, comes back, or is taken back."""

from tablee.core.act import Act, State
from tablee.core.decision import Ruling
from tablee.core.post.conclusion import HTTP_OK
from tablee.core.post.finding import NOT_SEEN, Finding, Flag
from tablee.core.post.patience import Watch, return_check_ms, watch, well
from tablee.core.post.post import Post
from tablee.core.post.submission import Submission, outcome_of
from tablee.usecases.decide_act import BY_VERIFICATION, Judgement
from tablee.usecases.posts.consequences import decide_in_room
from tablee.usecases.posts.first_look import After, settle_first_look
from tablee.usecases.posts.looking import Look, Room

_GONE = 410


def settle_further_look(room: Room, submission: Submission, act: Act, look: Look) -> After:
    """Return the submission as it stands after a look at a page that became *act*.

    Edits never count twice: they change what is shown, nothing else.
    """
    if not _is_of_another_kind(room, submission, act, look):
        return _settle(room, submission, act, look)
    if act.state in {State.COUNTED, State.PENDING}:
        return _as_it_is(submission, act), act, 0
    return settle_first_look(room, submission._replace(act_number=0), look)


def _settle(room: Room, submission: Submission, act: Act, look: Look) -> After:
    shows = room.shows(act.kind, look.finding)
    if act.state in {State.REFUSED, State.REVERSED}:
        if not shows:
            return _still_gone(room, submission, act)
        after = settle_first_look(room, submission, look)
        is_lost = after[1] is None and act.has_place
        return _still_gone(room, submission, act) if is_lost else after
    post = room.desk.posts.get(room.campaign.id, act.number)
    is_mere_claim = post is None or not NOT_SEEN.isdisjoint(post.flags)
    if act.state is State.PENDING and is_mere_claim and shows:
        return settle_first_look(room, submission, look)
    if post is None:
        return _as_it_is(submission, act), act, 0
    seen = _watch(room, post, act, look.finding, shows=shows)
    room.desk.posts.keep([_updated(room, post, look, seen)])
    if seen.reason:
        ruling = Ruling.REVERSE if act.state is State.COUNTED else Ruling.REFUSE
        act = decide_in_room(room, Judgement(act.number, ruling, seen.reason, "", BY_VERIFICATION))
    elif shows and look.finding is not None and look.finding.content_hash != post.content_hash:
        room.desk.tasks.put([room.describe_task(act.number)])
    return _as_it_is(submission, act), act, 0


def _is_of_another_kind(room: Room, submission: Submission, act: Act, look: Look) -> bool:
    """Return whether a page was looked at that counts as the post on the fediverse which it is.

    What the page shows says nothing of that post: its own origin is asked.
    """
    kind = room.terms.hashtag_kind
    is_post = kind is not None and act.kind == kind.name != submission.kind
    return is_post and look.finding is not None and not look.is_on_network


def _as_it_is(submission: Submission, act: Act) -> Submission:
    return submission._replace(outcome=outcome_of(act), reason=act.reason, looks=0)


def _still_gone(room: Room, submission: Submission, act: Act) -> After:
    """Note that a page whose act was taken back has been looked at in vain."""
    post = room.desk.posts.get(room.campaign.id, act.number)
    if post is not None:
        is_held = act.has_place
        due_ms = return_check_ms(act.reason, act.appeal_until_ms, room.now_ms) if is_held else 0
        room.desk.posts.keep([post._replace(checked_at_ms=room.now_ms, next_check_at_ms=due_ms)])
    return _as_it_is(submission, act), act, 0


def _watch(room: Room, post: Post, act: Act, finding: Finding | None, *, shows: bool) -> Watch:
    """Return what follows. What a person was asked to see, only its end takes back."""
    duty = room.duty(post, act.kind, act.received_at_ms)
    if finding is not None and finding.is_closed and finding.status == HTTP_OK:
        return well(duty, room.now_ms)  # it is there, and what it says now nobody tells us
    if Flag.BY_REQUEST in post.flags and not (finding and finding.status == _GONE):
        return well(duty, room.now_ms)
    return watch(duty, finding, room.now_ms, is_shown=shows)


def _updated(room: Room, post: Post, look: Look, seen: Watch) -> Post:
    """Return what is known of a post after a look."""
    finding = look.finding
    post = post._replace(
        checked_at_ms=room.now_ms,
        next_check_at_ms=seen.next_check_at_ms,
        failing_since_ms=seen.failing_since_ms,
        status=finding.status if finding else 0,
    )
    if finding is None or seen.failing_since_ms or seen.reason:
        return post
    return post._replace(
        checks=post.checks + 1,
        content_hash=finding.content_hash,
        exhibit=look.exhibit or post.exhibit,
        likeness=finding.likeness or post.likeness,
    )
