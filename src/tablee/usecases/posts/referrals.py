"""Parrainage: whoever brought a blogger is counted a referral when that blogger's post counts."""

from tablee.core.act import Act, Claim, Evidence, State, fingerprint, refusal_claim
from tablee.core.decision import Ruling
from tablee.core.post.post import Post
from tablee.core.reason import Reason
from tablee.usecases.decide_act import BY_VERIFICATION, Judgement, decide_at
from tablee.usecases.posts.looking import Room
from tablee.usecases.record_acts import record_told

REFERRAL = "referral"
"""The source of referral acts."""


def refer(room: Room, referred: Act, via: int) -> int:
    """Count the referral that *referred* brings to the act numbered *via*; return its number.

    It is an act of its own kind, under its own rate and limits; one per referred post, however
    often that is counted. Nobody refers themselves. 0 when there is none.
    """
    kind = next((each for each in room.terms.kinds if each.referral_of == referred.kind), None)
    referrer = room.journal.act(via) if via else None
    if kind is None or referrer is None or referrer.state is not State.COUNTED:
        return 0
    if not referrer.supporter or referrer.supporter == referred.supporter:
        return 0
    slug = room.campaign.slug
    claim = Claim(
        kind=kind.name,
        object=referred.object,
        supporter=referrer.supporter,
        fingerprint=fingerprint(slug, kind.name, referred.object),
        occurred_at_ms=referred.occurred_at_ms,
        evidence=Evidence.PUBLIC,
    )
    known = room.journal.known([claim.fingerprint]).get(claim.fingerprint)
    if known is not None and known.reason is Reason.REFERRAL_GONE and not known.has_place:
        # Its time of appeal is over: it makes way for a new one at the end of the line.
        name = refusal_claim(known.claim + known.number.to_bytes(5), known.reason)
        room.journal.change(known._replace(claim=name))
    (recorded,) = record_told(room.desk, room.campaign, [claim], REFERRAL, room.now_ms)
    act = recorded.act
    if act is None or not act.has_place:
        return 0
    if act.state is State.REVERSED and act.reason is Reason.REFERRAL_GONE:
        _rule(room, act, Ruling.RESTORE, Reason.NONE)
    return act.number


def take_referral_back(room: Room, post: Post) -> None:
    """Reverse the referral that a post brought, when the post itself is taken back."""
    act = room.journal.act(post.referred_act) if post.referred_act else None
    if act is not None and act.state is State.COUNTED:
        _rule(room, act, Ruling.REVERSE, Reason.REFERRAL_GONE)


def _rule(room: Room, act: Act, ruling: Ruling, reason: Reason) -> None:
    judgement = Judgement(act.number, ruling, reason, "", BY_VERIFICATION)
    decide_at(room.desk, room.campaign, judgement, room.now_ms)
