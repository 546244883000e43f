"""Whether what was seen counts: the rules for posts, applied to facts."""

from enum import StrEnum
from typing import NamedTuple

from tablee.core.post.finding import Finding, Flag
from tablee.core.post.submission import Road, Submission
from tablee.core.reason import Reason
from tablee.core.terms import Proof

FARM_LINKS = 100
"""Other sites linked to from one page, from which on a person looks."""
YOUNG_MS = 24 * 3_600_000
"""Age of a blog, as far as known, under which a person looks."""
HTTP_OK = 200
_GONE = 410
_NOT_THERE = frozenset({404, 410, 451})
_NOT_FOR_ALL = frozenset({401, 402, 403, 407})


class Next(StrEnum):
    """What is to be done about a submission."""

    COUNT = "count"
    ASK = "ask"
    """A person decides; the act is pending and holds its place."""
    REFUSE = "refuse"
    AGAIN = "again"
    """The page did not answer as pages do: look again later."""


class Conclusion(NamedTuple):
    """What follows from one look."""

    next: Next
    reason: Reason = Reason.NONE
    """Why there is nothing to count, or why we shall look again."""
    flags: tuple[Flag, ...] = ()


class Surroundings(NamedTuple):
    """What is known besides the page itself."""

    proof: Proof
    """What the terms ask a post of this kind to show."""
    is_blocked: bool = False
    """Whether its host is on the block list."""
    is_trusted: bool = False
    """Whether its host is on the allow list: nothing is flagged then."""
    has_twin: bool = False
    """Whether another post of the campaign has nearly the same text."""
    is_spam: bool | None = None
    """What the spam service says; nothing when it is off or could not be asked."""
    is_spam_asked: bool = False
    """Whether a spam service is configured."""


def judge(
    submission: Submission, finding: Finding, around: Surroundings, now_ms: int
) -> Conclusion:
    """Return what follows from *finding*. What a post says of the campaign plays no part."""
    is_asked = submission.is_by_person or (finding.is_closed and submission.road is Road.FORM)
    if finding.status != HTTP_OK:
        return _without_page(finding.status, is_asked=is_asked)
    is_post = around.is_trusted or not finding.is_front
    shows = is_post and is_shown(finding, around.proof)
    by_request = () if shows else (Flag.CLOSED_NETWORK if finding.is_closed else Flag.BY_REQUEST,)
    if around.is_blocked:
        flags = (Flag.BLOCKED_HOST, *by_request)
        return (
            Conclusion(Next.ASK, flags=flags) if is_asked else Conclusion(Next.REFUSE, Reason.SPAM)
        )
    if not shows and is_asked:
        return Conclusion(Next.ASK, flags=by_request)
    if not shows:
        return Conclusion(Next.REFUSE, _lack(finding) if is_post else Reason.FRONT_PAGE)
    seen = () if around.is_trusted else _flags(finding, around, now_ms)
    return Conclusion(Next.ASK if seen else Next.COUNT, flags=seen)


def _lack(finding: Finding) -> Reason:
    """Return what a page lacks that shows nothing."""
    if not finding.is_readable:
        return Reason.NOT_READABLE
    return Reason.NO_LINK if finding.is_whole else Reason.TOO_LONG


def is_shown(finding: Finding, proof: Proof) -> bool:
    """Return whether a page shows what the terms ask for; only a page that is there does."""
    if finding.status != HTTP_OK or not finding.is_readable:
        return False
    return bool(finding.links) or (proof in {Proof.NAME, Proof.HASHTAG} and finding.is_naming)


def _without_page(status: int, *, is_asked: bool) -> Conclusion:
    if status in _NOT_THERE:
        return Conclusion(Next.REFUSE, Reason.GONE if status == _GONE else Reason.NOT_FOUND)
    if status in _NOT_FOR_ALL and is_asked:
        # Some sites turn robots away and let people in.
        return Conclusion(Next.ASK, flags=(Flag.BY_REQUEST,))
    if status in _NOT_FOR_ALL:
        return Conclusion(Next.REFUSE, Reason.NOT_PUBLIC)
    return Conclusion(Next.AGAIN, Reason.NOT_FOUND)


def _flags(finding: Finding, around: Surroundings, now_ms: int) -> tuple[Flag, ...]:
    is_young = 0 < now_ms - finding.started_at_ms < YOUNG_MS
    seen = {
        Flag.HIDDEN_LINK: bool(finding.links) and not finding.is_link_visible,
        Flag.COMMENT_LINK: bool(finding.links) and not finding.is_link_own,
        Flag.LINK_FARM: finding.outside_links >= FARM_LINKS,
        Flag.NEAR_DUPLICATE: around.has_twin,
        Flag.YOUNG_BLOG: bool(finding.started_at_ms) and is_young,
        Flag.SPAM_SCORE: around.is_spam_asked and around.is_spam is not False,
    }
    return tuple(flag for flag, is_so in seen.items() if is_so)
