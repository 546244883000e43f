"""Write down how deliveries went: what was taken is over, what was not is sent again later."""

from collections.abc import Sequence
from typing import NamedTuple

from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.hooks import Attempt
from tablee.ports.tasks import Task
from tablee.usecases.hooks.retries import SECOND_MS, pause_after
from tablee.usecases.hooks.spread_messages import DELIVER

GONE = 410
"""The receiver wants nothing any more."""
THROTTLING = frozenset({429, 502, 503, 504})
"""The receiver has too much to do: nothing at all is sent to it for a while."""
THROTTLE_MS = 30 * SECOND_MS
MOST_DEAD = 10_000


class Delivery(NamedTuple):
    """One attempt to send one event to one receiver."""

    task: Task
    attempt: Attempt
    wish_ms: int = 0
    """For how long the receiver wants to be left alone."""


def note_deliveries(
    desks: Desks, clock: Clock, deliveries: Sequence[Delivery], holder: str
) -> None:
    """Write down how *deliveries* went, and take out or put back their tasks, in one transaction.

    A receiver that answers 410 is disabled. An event that is not taken is sent again after each
    of `RETRIES_MS`, and is among the dead then.
    """
    now_ms = clock.now_ms()
    with desks.write() as desk:
        for each in deliveries:
            note_attempt(desk, int(each.task.body["hook"]), each, now_ms)
            if each.attempt.is_success or each.attempt.status == GONE:
                desk.tasks.done([each.task], holder)
            else:
                _put_back(desk, each, holder, now_ms)


def note_attempt(desk: Desk, hook: int, delivery: Delivery, now_ms: int) -> None:
    """Write down what an attempt says of the receiver."""
    attempt = delivery.attempt
    desk.hooks.note(hook, attempt)
    if attempt.status == GONE:
        desk.hooks.disable(hook, now_ms)
    if attempt.status in THROTTLING:
        desk.hooks.pause(hook, now_ms + (delivery.wish_ms or THROTTLE_MS))


def _put_back(desk: Desk, delivery: Delivery, holder: str, now_ms: int) -> None:
    """Let an event be sent again; after the last attempt it is among the dead."""
    task, trouble = delivery.task, delivery.attempt.trouble
    failures = int(task.body.get("failures", 0)) + 1
    pause_ms = pause_after(failures, task.key)
    if pause_ms is None:
        desk.tasks.bury(task, holder, trouble)
        return
    due_at_ms = now_ms + max(pause_ms, delivery.wish_ms)
    # Its failures are in its body: being begun without being sent is none.
    body = {**task.body, "failures": failures}
    if desk.tasks.done([task], holder):
        again = task._replace(body=body, due_at_ms=due_at_ms, tries=0, trouble=trouble)
        desk.tasks.put([again])


def send_again(desks: Desks, clock: Clock, hook: int) -> int:
    """Let every event that was given up for a receiver be sent once more; return how many."""
    now_ms = clock.now_ms()
    with desks.write() as desk:
        dead = [
            each
            for each in desk.tasks.dead(MOST_DEAD)
            if each.verb == DELIVER and each.body.get("hook") == hook
        ]
        return sum(desk.tasks.revive(each.number, now_ms) for each in dead)
