"""What becomes of an act when its page is seen anew: it stays, is restored, or makes way."""

from tablee.core.act import Act, Claim, Evidence, State, refusal_claim
from tablee.core.campaign import Stage
from tablee.core.decision import Ruling, yields_to
from tablee.core.post.conclusion import Conclusion, Next
from tablee.core.post.post import Post
from tablee.core.post.submission import Outcome, Road, Submission, outcome_of
from tablee.core.reason import EVIDENCE_REASONS, VANISHED_REASONS, Reason
from tablee.usecases.decide_act import BY_VERIFICATION, Judgement, decide_at, replace_at
from tablee.usecases.finish_appeals import finish
from tablee.usecases.posts.consequences import decide_in_room, keep_in_step
from tablee.usecases.posts.looking import Room, Seen

PASSING_REASONS = VANISHED_REASONS | EVIDENCE_REASONS
"""Reasons that a look at the page may overcome; all others are for people to take back."""


def come_back(
    room: Room, seen: Seen, conclusion: Conclusion, known: Act, claim: Claim
) -> Act | None:
    """Return the act that stands for a page already known as *known*.

    None when the page is to be recorded: *known* has then made way, or is confirmed by being
    recorded again. *conclusion* is what the page shows now, *claim* what it would be as a new act.
    """
    if known.state is State.COUNTED:
        return known
    if known.state is State.PENDING:
        return _better(room, known, claim)
    if not _may_pass(room, seen, conclusion, known):
        return known
    if known.has_place and _is_cleared(room, conclusion, known, claim):
        return _restore(room, known, claim)
    if room.campaign.stage is not Stage.OPEN:
        return known
    make_way(room, known)
    return None


def _better(room: Room, known: Act, claim: Claim) -> Act | None:
    """Let a claim that waits be confirmed by better evidence, or make way for what was seen.

    It is confirmed for the same supporter only: a stranger's word neither stands in the way of
    the author's post, nor spares that author's blog its limits.
    """
    if known.supporter == claim.supporter and known.claim == claim.fingerprint:
        return None if yields_to(known, claim.evidence) else known
    is_wish = not claim.supporter
    if is_wish or room.campaign.stage is not Stage.OPEN:
        return known
    make_way(room, known)
    return None


def _may_pass(room: Room, seen: Seen, conclusion: Conclusion, known: Act) -> bool:
    """Return whether a look may overcome the reason for which *known* stands refused.

    What a person said of what a page shows holds while it can be appealed, unless the page has
    changed and nothing is odd about it any more. Whether a page is there, anybody can see.
    """
    if known.reason is Reason.WITHDRAWN:
        return _is_wanted_back(seen.submission, known)
    if known.reason not in PASSING_REASONS:
        return False
    was_absent = known.reason in {Reason.GONE, Reason.NOT_FOUND}
    post = room.desk.posts.get(room.campaign.id, known.number)
    if was_absent or post is None or not known.has_place or is_by_machine(room, known):
        return True
    has_changed = seen.finding.content_hash != post.content_hash
    return has_changed and conclusion.next is Next.COUNT


def _is_wanted_back(submission: Submission, known: Act) -> bool:
    """Return whether somebody gave the address of what was withdrawn again by hand."""
    is_own = submission.act_number == known.number
    return submission.outcome is Outcome.QUEUED if is_own else submission.road is Road.FORM


def _is_cleared(room: Room, conclusion: Conclusion, known: Act, claim: Claim) -> bool:
    """Return whether *known* may be counted again in its place, without anybody being asked."""
    if known.state is State.REVERSED:
        post = room.desk.posts.get(room.campaign.id, known.number)
        return set(conclusion.flags) <= set(post.flags if post else ())
    return conclusion.next is Next.COUNT and known.supporter == claim.supporter


def _restore(room: Room, known: Act, claim: Claim) -> Act:
    judgement = Judgement(known.number, Ruling.RESTORE, Reason.NONE, "", BY_VERIFICATION)
    act = decide_in_room(room, judgement)
    if claim.evidence is Evidence.PUBLIC:
        act = act._replace(evidence=claim.evidence)
        room.journal.change(act)
    return act


def is_by_machine(room: Room, act: Act) -> bool:
    """Return whether no person has decided against *act*."""
    against = {Ruling.REFUSE, Ruling.REVERSE}
    found = [each for each in room.journal.decisions(act.number) if each.ruling in against]
    return not found or found[-1].by == BY_VERIFICATION


def make_way(room: Room, act: Act) -> None:
    """Let an act that is not counted leave its line now, and give up its name for a new one."""
    if act.state is State.PENDING:
        judgement = Judgement(act.number, Ruling.REFUSE, Reason.NO_LINK, "", BY_VERIFICATION)
        act = decide_at(room.desk, room.campaign, judgement, room.now_ms)
    if act.has_place:
        journal = room.journal
        standing = journal.standing()
        act = finish(journal, standing, room.campaign, act, room.now_ms)
        journal.keep(standing)
    _give_up_claim(room, act)
    keep_in_step(room, act)


def succeed(room: Room, old: Act, new: Act) -> None:
    """Let *new* take over what hangs on *old*, which has made way for it: it is the same post.

    Whoever told us of the old one sees the new one, and its choice returns.
    """
    replace_at(room.desk, room.campaign, old, new, room.now_ms)
    told = room.desk.submissions.of_act(room.campaign.id, old.number)
    room.desk.submissions.change([led_to(each, new) for each in told])


def take_over(room: Room, old: Act, new: Act) -> None:
    """Do what `succeed` does, where the posts beside both acts are kept apart still."""
    posts, campaign_id = room.desk.posts, room.campaign.id
    before, after = posts.get(campaign_id, old.number), posts.get(campaign_id, new.number)
    if before is not None and after is not None:
        posts.keep(shown_as_before(before, after))
    succeed(room, old, new)


def give_way(room: Room, act: Act, new: Act) -> None:
    """Take back an act that stands, for good, because *new* is the same post, as another kind."""
    ruling = Ruling.REVERSE if act.state is State.COUNTED else Ruling.REFUSE
    reason = Reason.DUPLICATE_CONTENT
    act = decide_in_room(room, Judgement(act.number, ruling, reason, "", BY_VERIFICATION))
    make_way(room, act)
    take_over(room, act, new)


def led_to(submission: Submission, act: Act) -> Submission:
    """Return a submission that *act* has become of."""
    return submission._replace(
        outcome=outcome_of(act), reason=act.reason, act_number=act.number, looks=0
    )


def shown_as_before(before: Post, after: Post) -> tuple[Post, Post]:
    """Return the posts of an act that has made way, and of the new one, as they are kept.

    It is the same post: it is no twin of itself, is not shown twice, and what was said of how it
    is shown holds.
    """
    gone = before._replace(likeness=0, is_shown=False, next_check_at_ms=0)
    return gone, after._replace(is_shown=after.is_shown and before.is_shown, mark=before.mark)


def _give_up_claim(room: Room, act: Act) -> None:
    name = refusal_claim(act.claim + act.number.to_bytes(5), act.reason)
    room.journal.change(act._replace(claim=name))
