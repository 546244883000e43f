"""Settle looks at pages that are no acts, or whose acts are not counted."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from tablee.core.act import Act, Claim, Evidence, State, supporter_key
from tablee.core.campaign import Stage
from tablee.core.post.conclusion import Conclusion, Next, Surroundings, judge
from tablee.core.post.finding import NOT_SEEN, Flag
from tablee.core.post.patience import next_check_ms, next_look_ms
from tablee.core.post.post import Post
from tablee.core.post.submission import Outcome, Road, Submission
from tablee.core.post.token import referrer_of
from tablee.core.reason import Reason
from tablee.ports.blogs import HostRule, Standing
from tablee.usecases.posts.ask_person import are_too_many
from tablee.usecases.posts.coming_back import come_back, give_way, led_to, shown_as_before, succeed
from tablee.usecases.posts.looking import Look, Room, Seen, are_twins, post_at, posts_among
from tablee.usecases.posts.referrals import refer
from tablee.usecases.record_acts import record_told

TURN_MS = 3_600_000
"""How long a post waits that a person is to look at, while very many do."""
After = tuple[Submission, Act | None, int]
"""The submission as it stands, its act, and when to look again (0: never)."""


def settle_first_look(room: Room, submission: Submission, look: Look) -> After:
    """Return the submission as it stands after *look*, its act, and when to look again."""
    (after,) = settle_first_looks(room, [(submission, look)])
    return after


def settle_first_looks(room: Room, looks: Sequence[tuple[Submission, Look]]) -> list[After]:
    """Return what follows from each look, in order.

    The pages of several looks are strangers to each other: see `looking.strangers`. Those that
    are new are recorded together.
    """
    rules = room.rules_among(looks)
    known = room.journal.known({room.fingerprint(*each) for each in looks if each[1].finding})
    posts = posts_among(room, looks)
    after: dict[int, After] = {}
    fresh: list[Judged] = []
    for submission, look in looks:
        name = room.fingerprint(submission, look) if look.finding else b""
        act = known.get(name)
        judged = _judged(room, submission, look, rules, act)
        if not isinstance(judged, Judged):
            after[submission.number] = judged
        elif submission.number in posts and act is None:
            after |= _record_new(room, fresh)
            fresh = []
            after[submission.number] = _instead(room, judged, posts[submission.number])
        elif act is None and not submission.act_number:
            fresh.append(judged)
            if not judged.via:
                continue
            after |= _record_new(room, fresh)  # whoever brought it is counted right behind it
            fresh = []
        else:
            after |= _record_new(room, fresh)
            fresh = []
            after[submission.number] = _record(room, judged)
    after |= _record_new(room, fresh)
    return [after[submission.number] for submission, _ in looks]


class Judged(NamedTuple):
    """A page that is to be an act, and what was concluded of it."""

    seen: Seen
    conclusion: Conclusion
    via: int
    """The act whose personal link brought its author."""


def _judged(
    room: Room,
    submission: Submission,
    look: Look,
    rules: Mapping[str, HostRule],
    act: Act | None,
) -> Judged | After:
    """Return the conclusion of a look that lets a page be an act, else all that follows."""
    if look.finding is None:
        if look.is_lasting:
            return _refused(submission, look.reason), None, 0
        return _again(room, submission, look.reason)
    seen = Seen(submission, look, look.finding)
    rule = rules.get(seen.finding.blog)
    surroundings = _surroundings(room, seen, rule.standing if rule else None, act)
    conclusion = judge(submission, seen.finding, surroundings, room.now_ms)
    if conclusion.next is Next.AGAIN:
        return _again(room, submission, conclusion.reason)
    if conclusion.next is Next.REFUSE:
        return _refused(submission, conclusion.reason), None, 0
    if (
        act is None
        and Flag.CLOSED_NETWORK in conclusion.flags
        and are_too_many(room.desk, room.campaign)
    ):
        return _in_its_turn(submission), None, room.now_ms + TURN_MS
    # A personal link on the page says who brought its author, before whoever told us of it.
    via = referrer_of(room.secret, room.campaign.slug, seen.finding.links) or submission.via
    return Judged(seen, conclusion, via)


def _again(room: Room, submission: Submission, reason: Reason) -> After:
    looks = submission.looks + 1
    due_ms = next_look_ms(looks, room.now_ms)
    if not due_ms:
        return _refused(submission, reason), None, 0
    return submission._replace(looks=looks, reason=reason, outcome=Outcome.QUEUED), None, due_ms


def _in_its_turn(submission: Submission) -> Submission:
    """Let a post that only a person can judge wait outside the line: very many wait in it."""
    return submission._replace(reason=Reason.NOT_READABLE, outcome=Outcome.QUEUED)


def _refused(submission: Submission, reason: Reason) -> Submission:
    return submission._replace(outcome=Outcome.REFUSED, reason=reason, act_number=0)


def _surroundings(
    room: Room, seen: Seen, standing: Standing | None, act: Act | None
) -> Surroundings:
    return Surroundings(
        proof=room.proof(room.kind_name(seen.submission, seen.look)),
        is_blocked=standing is Standing.BLOCKED,
        is_trusted=standing is Standing.TRUSTED,
        has_twin=_has_twin(room, seen, act),
        is_spam=seen.look.is_spam,
        is_spam_asked=seen.look.is_spam_asked,
    )


def _has_twin(room: Room, seen: Seen, act: Act | None) -> bool:
    """Return whether another post than that of *act* has nearly the same text."""
    likeness = seen.finding.likeness
    if not likeness:
        return False
    own = {seen.submission.act_number, act.number if act else 0}
    found = room.desk.posts.likenesses(room.campaign.id, likeness)
    return any(number not in own for number, _, each in found if are_twins(each, likeness))


def _record_new(room: Room, several: Sequence[Judged]) -> dict[int, After]:
    """Let pages that nobody knows become acts, in order; return what follows, by submission."""
    after: dict[int, After] = {}
    kept: list[Post] = []
    for road, group in groupby(several, key=_road):
        judged = [*group]
        claims = [_claim(room, each) for each in judged]
        recorded = record_told(room.desk, room.campaign, claims, road, room.now_ms)
        for each, (act, *_) in zip(judged, recorded, strict=True):
            settled, post = _recorded(room, each, act, None)
            after[settled[0].number] = settled
            kept += [post] if post else []
    _store(room, kept)
    return after


def _road(judged: Judged) -> Road:
    return judged.seen.submission.road


def _record(room: Room, judged: Judged) -> After:
    """Let the page become an act, for which a post on the fediverse that it is too makes way."""
    after = _record_page(room, judged)
    act, seen = after[1], judged.seen
    if act is not None and act.state is State.COUNTED and not seen.look.is_on_network:
        for post in post_at(room, seen.finding.canonical, act):
            give_way(room, post, act)
    return after


def _record_page(room: Room, judged: Judged) -> After:
    """Let the page become an act, unless it is one already by another road or address."""
    seen, conclusion, _ = judged
    submission, claim = seen.submission, _claim(room, judged)
    known = _known(room, submission, claim)
    old = None
    if known is not None:
        stands = come_back(room, seen, conclusion, known, claim)
        old = room.desk.posts.get(room.campaign.id, known.number)
        if stands is not None and stands.state is State.PENDING and old is None:
            # What a person is to look at.
            submission, wanted = _kept(room, judged, stands, old)
            _store(room, [wanted])
        if stands is not None:
            return led_to(submission, stands), stands, 0
        if known.state is not State.PENDING:
            claim = claim._replace(occurred_at_ms=room.now_ms)  # it counts from now on
    (recorded,) = record_told(room.desk, room.campaign, [claim], submission.road, room.now_ms)
    after, post = _recorded(room, judged, recorded.act, old)
    if post is not None:
        _store(room, [post])
        if known is not None and after[1] is not None:
            succeed(room, known, after[1])
    return after


def _instead(room: Room, judged: Judged, post: Act) -> After:
    """Let a page that is a post on the fediverse too count as a page, if it is good: once.

    Otherwise it is answered with the act of the post, which stands.
    """
    submission = judged.seen.submission
    is_good = judged.conclusion.next is Next.COUNT and room.campaign.stage is Stage.OPEN
    if is_good and post.state in {State.COUNTED, State.PENDING}:
        after = _record(room, judged)
        if after[1] is not None and after[1].state is State.COUNTED:
            return after
    return led_to(submission, post), post, 0


def _recorded(
    room: Room, judged: Judged, act: Act | None, old: Post | None
) -> tuple[After, Post | None]:
    """Return what follows from a page that was recorded as *act*, and what is kept of it."""
    submission = judged.seen.submission
    if act is None:
        return (_refused(submission, Reason.KIND_NOT_OPEN), None, 0), None
    if not act.has_place:
        # Refused at the door, by a limit or the window: told again later, it may count.
        return (_refused(submission, act.reason), act, 0), None
    submission, post = _kept(room, judged, act, old)
    return (led_to(submission, act), act, 0), post


def _store(room: Room, posts: Sequence[Post]) -> None:
    """Keep what belongs to acts beside them, and have it described."""
    if posts:
        room.desk.posts.keep(posts)
        room.desk.tasks.put([room.describe_task(post.act_number) for post in posts])


def _known(room: Room, submission: Submission, claim: Claim) -> Act | None:
    """Return the act of this page: by its address, or as what this submission was before."""
    found = room.journal.known([claim.fingerprint]).get(claim.fingerprint)
    if found is not None or not submission.act_number:
        return found
    own = room.journal.act(submission.act_number)
    return own if own is not None and own.has_place else None


def _claim(room: Room, judged: Judged) -> Claim:
    """Return the act a page is evidence of.

    Where a person was asked for, anybody may have asked: that uses up nobody's limit.
    """
    seen, conclusion, _ = judged
    slug, submission = room.campaign.slug, seen.submission
    is_sure = conclusion.next is Next.COUNT
    is_wish = not NOT_SEEN.isdisjoint(conclusion.flags)
    return Claim(
        kind=room.kind_name(submission, seen.look),
        object=seen.finding.canonical,
        supporter=b"" if is_wish else supporter_key(room.secret, slug, seen.finding.blog),
        fingerprint=room.fingerprint(submission, seen.look),
        occurred_at_ms=None if room.campaign.is_replay else submission.received_at_ms,
        evidence=Evidence.PUBLIC if is_sure else Evidence.CLAIM,
    )


def _kept(room: Room, judged: Judged, act: Act, old: Post | None) -> tuple[Submission, Post]:
    """Return the submission with its referrer, and what is to be kept beside a new act."""
    post = _post(room, judged.seen, judged.conclusion, act)
    if old is not None:
        gone, post = shown_as_before(old, post)
        room.desk.posts.keep([gone] if old.act_number != act.number else [])
    if act.state is State.COUNTED:
        post = post._replace(referred_act=refer(room, act, judged.via))
    return judged.seen.submission._replace(via=judged.via), post


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
    duty = room.duty(post, act.kind, act.received_at_ms)
    return post._replace(next_check_at_ms=next_check_ms(duty, room.now_ms))
