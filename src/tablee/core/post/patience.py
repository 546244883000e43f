"""When to look at a page again, and when to give it up."""

from typing import NamedTuple

from tablee.core.post.finding import Finding
from tablee.core.reason import Reason

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
FIRST_LOOKS_MS = (0, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 3 * HOUR_MS, 12 * HOUR_MS)
"""Pauses before the looks at a page that does not answer, before anything was counted."""
CHECKS_MS = (HOUR_MS, 6 * HOUR_MS, DAY_MS, 3 * DAY_MS, 7 * DAY_MS)
"""Pauses between looks at a page that was counted; the last one repeats."""
LAST_LOOK_MS = HOUR_MS
"""How long before it may go a post is looked at for the last time."""
BEFORE_CLOSE_MS = DAY_MS
"""Every post is looked at once more in the last day before the campaign closes."""
PATIENCE_MS = 7 * DAY_MS
"""How long a counted post may be unreachable before it is taken back."""
RETURN_MS = DAY_MS
"""Pause between looks for a page that has vanished, while it may come back to its place."""
_HTTP_OK = 200
_GONE = 410


class Watch(NamedTuple):
    """What a further look at a counted post leads to."""

    reason: Reason
    """Why its act is taken back; none when it stays."""
    next_check_at_ms: int
    """When to look again; 0 for never."""
    failing_since_ms: int


class Duty(NamedTuple):
    """How long a post must stay, and where it stands."""

    must_stay_until_ms: int
    closes_at_ms: int
    checks: int
    failing_since_ms: int


def next_look_ms(looks: int, now_ms: int) -> int:
    """Return when to look again after *looks* looks without a usable answer; 0 to give up."""
    if looks >= len(FIRST_LOOKS_MS):
        return 0
    return now_ms + FIRST_LOOKS_MS[looks]


def watch(duty: Duty, finding: Finding | None, now_ms: int, *, is_shown: bool) -> Watch:
    """Return what follows from a further look; no *finding* means that there was no answer.

    *is_shown* says whether the page still shows what the terms ask for. A page that is gone
    (410), or stands there without it, is taken back at once; one that cannot be reached has
    `PATIENCE_MS`. Once it need not stay any longer, nothing is taken back.
    """
    if now_ms > duty.must_stay_until_ms:
        return Watch(Reason.NONE, 0, 0)
    if finding is not None and finding.status == _GONE:
        return Watch(Reason.GONE, 0, 0)
    if finding is not None and finding.status == _HTTP_OK and finding.is_readable:
        if is_shown or not finding.is_whole:
            return well(duty, now_ms)
        return Watch(Reason.NO_LINK, 0, 0)
    since_ms = duty.failing_since_ms or now_ms
    if now_ms - since_ms >= PATIENCE_MS:
        return Watch(Reason.NOT_FOUND, 0, 0)
    pause_ms = min(DAY_MS, max(HOUR_MS, now_ms - since_ms))
    return Watch(Reason.NONE, now_ms + pause_ms, since_ms)


def well(duty: Duty, now_ms: int) -> Watch:
    """Return what follows from a further look at a post that is well."""
    return Watch(Reason.NONE, next_check_ms(duty._replace(checks=duty.checks + 1), now_ms), 0)


def next_check_ms(duty: Duty, now_ms: int) -> int:
    """Return when to look again at a post that is well; 0 once no look can change anything.

    *duty* counts the good looks so far. Pauses grow; whatever they are, there is a look in the
    last day before the close, and one just before the post may go.
    """
    last_ms = duty.must_stay_until_ms - LAST_LOOK_MS
    if now_ms >= last_ms:
        return 0
    pause_ms = CHECKS_MS[min(duty.checks, len(CHECKS_MS) - 1)]
    due_ms = min(now_ms + pause_ms, last_ms)
    before_close_ms = duty.closes_at_ms - BEFORE_CLOSE_MS
    if now_ms < before_close_ms < due_ms:
        return before_close_ms
    return due_ms


def return_check_ms(reason: Reason, appeal_until_ms: int, now_ms: int) -> int:
    """Return when to see whether a post that vanished is there again; 0 for never.

    It is looked for while its place is held: a site under repair loses nothing.
    """
    due_ms = now_ms + RETURN_MS
    return due_ms if reason in _MAY_RETURN and due_ms < appeal_until_ms else 0


_MAY_RETURN = frozenset({Reason.NO_LINK, Reason.NOT_FOUND, Reason.GONE})
