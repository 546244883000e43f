"""Waits a little for what the worker finds, so that most people see the outcome at once."""

import time
from threading import BoundedSemaphore

from tablee.core.errors import UnknownAct
from tablee.core.post.submission import Outcome, Submission
from tablee.web.site import Site, served

STEP_S = 0.1
MOST_WAITING = 3
"""Pages that may wait at once: the other threads go on serving. Who finds no place is shown
the page at once, which then looks by itself."""
PLACES = BoundedSemaphore(MOST_WAITING)


def read_submission(site: Site, number: int) -> Submission:
    """Return a submission as it stands.

    Raises:
        UnknownAct: there is none of that number.
    """
    with site.desks.read() as desk:
        submission = desk.submissions.get(number)
    if submission is None:
        raise UnknownAct
    return submission


def is_waiting(submission: Submission, since_ms: int = -1) -> bool:
    """Return whether a look that was asked for at *since_ms* is still to come."""
    return submission.outcome is Outcome.QUEUED or submission.looked_at_ms <= since_ms


def wait_for(submission: Submission, since_ms: int = -1) -> Submission:
    """Return the submission once we have looked, or as it stands when that takes too long."""
    house = served()
    if not PLACES.acquire(blocking=False):
        return submission
    try:
        until_s = time.monotonic() + house.patience_s
        while is_waiting(submission, since_ms) and time.monotonic() < until_s:
            time.sleep(STEP_S)
            submission = read_submission(house.site, submission.number)
    finally:
        PLACES.release()
    return submission
