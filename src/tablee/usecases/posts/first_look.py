"""Settle a look at a page from which no act has come so far."""

from tablee.core.act import Act, Claim, Evidence, State, fingerprint, refusal_claim, supporter_key
from tablee.core.decision import Ruling
from tablee.core.post.finding import Finding
from tablee.core.post.patience import next_check_ms, next_look_ms
from tablee.core.post.post import Post
from tablee.core.post.submission import Outcome, Submission
from tablee.core.post.token import referrer_of
from tablee.core.post.verdict import Next, Surroundings, Verdict, judge
from tablee.core.reason import EVIDENCE_REASONS, VANISHED_REASONS, Reason
from tablee.ports.blogs import Standing
from tablee.usecases.decide_act import BY_VERIFICATION, Judgement, decide_at
from tablee.usecases.posts.looking import Look, Room
from tablee.usecases.posts.referrals import refer
from tablee.usecases.record_acts import Recorded, record_at

TWIN_BITS = 3
"""Bits in which the simhashes of nearly the same texts differ, at most."""

After = tuple[Submission, Act | None, int]
"""The submission as it stands, its act, and when to look again (0: never)."""

_OUTCOMES = {
    State.COUNTED: Outcome.VERIFIED,
    State.PENDING: Outcome.FLAGGED,
    State.REFUSED: Outcome.REFUSED,
    State.REVERSED: Outcome.DELETED,
}


def settle_first_look(room: Room, submission: Submission, look: Look) -> After:
    """Return the submission as it stands after *look*, its act, and when to look again."""
    finding = look.finding
    if finding is None:
        if look.is_lasting:
            return _refused(submission, look.reason), None, 0
        return _again(room, submission, look.reason)
    verdict = judge(submission, finding, _surroundings(room, submission, look), room.now_ms)
    if verdict.next is Next.AGAIN:
        return _again(room, submission, verdict.reason)
    if verdict.next is Next.REFUSE:
        return _refused(submission, verdict.reason), None, 0
    return _record(room, submission, look, verdict)


def _again(room: Room, submission: Submission, reason: Reason) -> After:
    looks = submission.looks + 1
    due_ms = next_look_ms(looks, room.now_ms)
    if not due_ms:
        return _refused(submission, reason), None, 0
    return submission._replace(looks=looks, reason=reason, outcome=Outcome.QUEUED), None, due_ms


def _refused(submission: Submission, reason: Reason) -> Submission:
    return submission._replace(outcome=Outcome.REFUSED, reason=reason, act_number=0)


def _surroundings(room: Room, submission: Submission, look: Look) -> Surroundings:
    kind = room.kind(submission.kind)
    finding = look.finding or Finding("", "", "", 0, is_readable=False, is_whole=False)
    rule = room.desk.hosts.find(finding.blog)
    standing = rule.standing if rule else None
    return Surroundings(
        proof=kind.proof if kind else room.terms.kinds[0].proof,
        is_blocked=standing is Standing.BLOCKED,
        is_trusted=standing is Standing.TRUSTED,
        has_twin=_has_twin(room, submission, finding),
        is_spam=look.is_spam,
        is_spam_asked=look.is_spam_asked,
    )


def _has_twin(room: Room, submission: Submission, finding: Finding) -> bool:
    """Return whether another act's post has nearly the same text."""
    if not finding.likeness:
        return False
    own = fingerprint(room.campaign.slug, submission.kind, finding.canonical)
    known = room.journal.known([own]).get(own)
    return any(
        (likeness ^ finding.likeness).bit_count() <= TWIN_BITS
        for number, _, likeness in room.desk.posts.likenesses(room.campaign.id, finding.likeness)
        if known is None or number != known.number
    )


def _record(room: Room, submission: Submission, look: Look, verdict: Verdict) -> After:
    """Let the page become an act, unless it is one already by another road or address."""
    finding = look.finding
    if finding is None:
        return submission, None, 0
    claim = _claim(room, submission, finding, verdict)
    known = room.journal.known([claim.fingerprint]).get(claim.fingerprint)
    if known is not None:
        known = _return(room, known, verdict)
        if known is not None and not _is_mended(known, claim):
            outcome = _OUTCOMES[known.state]
            after = submission._replace(
                outcome=outcome, reason=known.reason, act_number=known.number
            )
            return after, known, 0
    (recorded,) = record_at(room.desk, room.campaign, [claim], submission.road, room.now_ms)
    return _recorded(room, submission, look, verdict, recorded)


def _claim(room: Room, submission: Submission, finding: Finding, verdict: Verdict) -> Claim:
    """Return the act a page is evidence of.

    Where a person was asked for, anybody may have asked: that uses up nobody's limit.
    """
    slug, is_sure = room.campaign.slug, verdict.next is Next.COUNT
    by_request = submission.is_by_person and not finding.links
    return Claim(
        kind=submission.kind,
        object=finding.canonical,
        supporter=b"" if by_request else supporter_key(room.secret, slug, finding.blog),
        fingerprint=fingerprint(slug, submission.kind, finding.canonical),
        occurred_at_ms=None if room.campaign.is_replay else submission.received_at_ms,
        evidence=Evidence.PUBLIC if is_sure else Evidence.CLAIM,
    )


def _is_mended(known: Act, claim: Claim) -> bool:
    """Return whether better evidence confirms an unverified claim that holds its place."""
    return known.evidence is Evidence.CLAIM and claim.evidence is not Evidence.CLAIM


def _return(room: Room, known: Act, verdict: Verdict) -> Act | None:
    """Return the act this page was before; nothing when it may be recorded anew.

    What was taken back because the page had vanished is restored in its place while it holds
    it; afterwards it makes way for a new act at the end of the line.
    """
    if known.state not in {State.REFUSED, State.REVERSED}:
        return known
    if known.reason not in VANISHED_REASONS | EVIDENCE_REASONS:
        return known
    if not known.has_place:
        name = refusal_claim(known.claim + known.number.to_bytes(5), known.reason)
        room.journal.change(known._replace(claim=name))
        return None
    if verdict.next is not Next.COUNT:
        return known
    judgement = Judgement(known.number, Ruling.RESTORE, Reason.NONE, "", BY_VERIFICATION)
    return decide_at(room.desk, room.campaign, judgement, room.now_ms)


def _recorded(
    room: Room, submission: Submission, look: Look, verdict: Verdict, recorded: Recorded
) -> After:
    """Keep what belongs to a new act beside it."""
    act = recorded.act
    if act is None:
        return _refused(submission, Reason.KIND_NOT_OPEN), None, 0
    if not act.has_place:
        # Refused at the door, by a limit or the window: told again later, it may count.
        return _refused(submission, act.reason), act, 0
    finding = look.finding
    if finding is not None:
        via = submission.via or referrer_of(room.secret, room.campaign.slug, finding.links)
        post = _post(room, submission, act, look, verdict)
        if act.state is State.COUNTED:
            post = post._replace(referred_act=refer(room, act, via))
        submission = submission._replace(via=via)
        room.desk.posts.keep([post])
        room.desk.tasks.put([room.describe_task(act.number)])
    after = submission._replace(
        outcome=_OUTCOMES[act.state], reason=act.reason, act_number=act.number
    )
    return after, act, 0


def _post(room: Room, submission: Submission, act: Act, look: Look, verdict: Verdict) -> Post:
    finding = look.finding or Finding("", "", "", 0, is_readable=False, is_whole=False)
    post = Post(
        campaign_id=room.campaign.id,
        act_number=act.number,
        address=finding.address,
        blog=finding.blog,
        found_at_ms=room.now_ms,
        status=finding.status,
        content_hash=finding.content_hash,
        exhibit=look.exhibit,
        display=finding.display,
        flags=verdict.flags,
        likeness=finding.likeness,
        is_shown=not finding.is_opted_out,
        checked_at_ms=room.now_ms,
    )
    duty = room.duty(post, submission.kind, act.received_at_ms)
    return post._replace(next_check_at_ms=next_check_ms(duty, room.now_ms))
