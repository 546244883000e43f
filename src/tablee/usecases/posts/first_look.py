"""Settle a look at a page that is no act, or whose act is not counted."""

from tablee.core.act import Act, Claim, Evidence, State, fingerprint, supporter_key
from tablee.core.post.conclusion import Conclusion, Next, Surroundings, judge
from tablee.core.post.finding import Flag
from tablee.core.post.patience import next_check_ms, next_look_ms
from tablee.core.post.post import Post
from tablee.core.post.submission import Outcome, Submission, outcome_of
from tablee.core.post.token import referrer_of
from tablee.core.reason import Reason
from tablee.ports.blogs import Standing
from tablee.usecases.posts.coming_back import come_back
from tablee.usecases.posts.looking import Look, Room, Seen
from tablee.usecases.posts.referrals import refer
from tablee.usecases.record_acts import record_at

TWIN_BITS = 3
"""Bits in which the simhashes of nearly the same texts differ, at most."""

After = tuple[Submission, Act | None, int]
"""The submission as it stands, its act, and when to look again (0: never)."""


def settle_first_look(room: Room, submission: Submission, look: Look) -> After:
    """Return the submission as it stands after *look*, its act, and when to look again."""
    if look.finding is None:
        if look.is_lasting:
            return _refused(submission, look.reason), None, 0
        return _again(room, submission, look.reason)
    seen = Seen(submission, look, look.finding)
    conclusion = judge(submission, seen.finding, _surroundings(room, seen), room.now_ms)
    if conclusion.next is Next.AGAIN:
        return _again(room, submission, conclusion.reason)
    if conclusion.next is Next.REFUSE:
        return _refused(submission, conclusion.reason), None, 0
    return _record(room, seen, conclusion)


def _again(room: Room, submission: Submission, reason: Reason) -> After:
    looks = submission.looks + 1
    due_ms = next_look_ms(looks, room.now_ms)
    if not due_ms:
        return _refused(submission, reason), None, 0
    return submission._replace(looks=looks, reason=reason, outcome=Outcome.QUEUED), None, due_ms


def _refused(submission: Submission, reason: Reason) -> Submission:
    return submission._replace(outcome=Outcome.REFUSED, reason=reason, act_number=0)


def _surroundings(room: Room, seen: Seen) -> Surroundings:
    rule = room.desk.hosts.find(seen.finding.blog)
    standing = rule.standing if rule else None
    return Surroundings(
        proof=room.proof(seen.submission.kind),
        is_blocked=standing is Standing.BLOCKED,
        is_trusted=standing is Standing.TRUSTED,
        has_twin=_has_twin(room, seen),
        is_spam=seen.look.is_spam,
        is_spam_asked=seen.look.is_spam_asked,
    )


def _has_twin(room: Room, seen: Seen) -> bool:
    """Return whether another act's post has nearly the same text."""
    likeness = seen.finding.likeness
    if not likeness:
        return False
    alike = {
        number
        for number, _, each in room.desk.posts.likenesses(room.campaign.id, likeness)
        if (each ^ likeness).bit_count() <= TWIN_BITS
    } - {seen.submission.act_number}
    if not alike:
        return False
    own = room.journal.known([_fingerprint(room, seen)]).values()
    return bool(alike - {act.number for act in own})


def _fingerprint(room: Room, seen: Seen) -> bytes:
    return fingerprint(room.campaign.slug, seen.submission.kind, seen.finding.canonical)


def _record(room: Room, seen: Seen, conclusion: Conclusion) -> After:
    """Let the page become an act, unless it is one already by another road or address."""
    submission = seen.submission
    claim = _claim(room, seen, conclusion)
    known = _known(room, submission, claim)
    old = None
    if known is not None:
        stands = come_back(room, seen, conclusion, known, claim)
        old = room.desk.posts.get(room.campaign.id, known.number)
        if stands is not None and stands.state is State.PENDING and old is None:
            submission = _keep(room, seen, conclusion, stands, old)  # what a person is to look at
        if stands is not None:
            return _answer(submission, stands), stands, 0
        if known.state is not State.PENDING:
            claim = claim._replace(occurred_at_ms=room.now_ms)  # it counts from now on
    (recorded,) = record_at(room.desk, room.campaign, [claim], submission.road, room.now_ms)
    act = recorded.act
    if act is None:
        return _refused(submission, Reason.KIND_NOT_OPEN), None, 0
    if not act.has_place:
        # Refused at the door, by a limit or the window: told again later, it may count.
        return _refused(submission, act.reason), act, 0
    submission = _keep(room, seen, conclusion, act, old)
    if known is not None:
        _follow(room, known, act)
    return _answer(submission, act), act, 0


def _known(room: Room, submission: Submission, claim: Claim) -> Act | None:
    """Return the act of this page: by its address, or as what this submission was before."""
    found = room.journal.known([claim.fingerprint]).get(claim.fingerprint)
    if found is not None or not submission.act_number:
        return found
    own = room.journal.act(submission.act_number)
    return own if own is not None and own.has_place else None


def _answer(submission: Submission, act: Act) -> Submission:
    return submission._replace(
        outcome=outcome_of(act), reason=act.reason, act_number=act.number, looks=0
    )


def _claim(room: Room, seen: Seen, conclusion: Conclusion) -> Claim:
    """Return the act a page is evidence of.

    Where a person was asked for, anybody may have asked: that uses up nobody's limit.
    """
    slug, submission = room.campaign.slug, seen.submission
    is_sure = conclusion.next is Next.COUNT
    is_wish = Flag.BY_REQUEST in conclusion.flags
    return Claim(
        kind=submission.kind,
        object=seen.finding.canonical,
        supporter=b"" if is_wish else supporter_key(room.secret, slug, seen.finding.blog),
        fingerprint=_fingerprint(room, seen),
        occurred_at_ms=None if room.campaign.is_replay else submission.received_at_ms,
        evidence=Evidence.PUBLIC if is_sure else Evidence.CLAIM,
    )


def _keep(room: Room, seen: Seen, conclusion: Conclusion, act: Act, old: Post | None) -> Submission:
    """Keep what belongs to a new act beside it; return the submission with its referrer.

    A personal link on the page says who brought its author, before whoever told us of it.
    """
    links, secret = seen.finding.links, room.secret
    submission = seen.submission
    via = referrer_of(secret, room.campaign.slug, links) or submission.via
    post = _post(room, seen, conclusion, act)
    if old is not None:
        post = post._replace(is_shown=post.is_shown and old.is_shown, mark=old.mark)
    if old is not None and old.act_number != act.number:
        # It is the same page: it is no twin of itself, and is not shown twice.
        gone = old._replace(likeness=0, is_shown=False, next_check_at_ms=0)
        room.desk.posts.keep([gone])
    if act.state is State.COUNTED:
        post = post._replace(referred_act=refer(room, act, via))
    room.desk.posts.keep([post])
    room.desk.tasks.put([room.describe_task(act.number)])
    return submission._replace(via=via)


def _follow(room: Room, old: Act, act: Act) -> None:
    """Let whoever told us of the act that made way see the new one."""
    others = room.desk.submissions.of_act(room.campaign.id, old.number)
    room.desk.submissions.change([_answer(each, act) for each in others])


def _post(room: Room, seen: Seen, conclusion: Conclusion, act: Act) -> Post:
    finding = seen.finding
    post = Post(
        campaign_id=room.campaign.id,
        act_number=act.number,
        address=finding.address,
        blog=finding.blog,
        found_at_ms=room.now_ms,
        status=finding.status,
        content_hash=finding.content_hash,
        exhibit=seen.look.exhibit,
        display=finding.display,
        flags=conclusion.flags,
        likeness=finding.likeness,
        is_shown=not finding.is_opted_out,
        checked_at_ms=room.now_ms,
    )
    duty = room.duty(post, seen.submission.kind, act.received_at_ms)
    return post._replace(next_check_at_ms=next_check_ms(duty, room.now_ms))
