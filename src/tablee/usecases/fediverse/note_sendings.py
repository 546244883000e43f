"""Write down how sendings went: what was taken is over, what was not is sent again later."""

from collections.abc import Sequence
from typing import NamedTuple

from tablee.ports.desk import Clock, Desk, Desks
from tablee.ports.tasks import Task

GONE = frozenset({404, 410})
"""There is no such inbox, or none any more."""
MOST_GONE = 5
"""How often in a row an inbox may be gone before its followers are let go: over some hours."""


class Sending(NamedTuple):
    """One attempt to send one activity to one inbox."""

    task: Task
    is_taken: bool
    status: int
    """What was answered; 0 for no answer."""
    trouble: str = ""
    pause_ms: int | None = None
    """When to try again; nothing when that was the last attempt."""


def note_sendings(desks: Desks, clock: Clock, sendings: Sequence[Sending], holder: str) -> None:
    """Take out or put back the tasks of *sendings*, in one transaction.

    Where an inbox is gone again and again, whoever is told there follows no more.
    """
    now_ms = clock.now_ms()
    with desks.write() as desk:
        for each in sendings:
            if each.is_taken or _is_let_go(desk, each):
                desk.tasks.done([each.task], holder)
            elif each.pause_ms is None:
                desk.tasks.bury(each.task, holder, each.trouble)
            else:
                _put_back(desk, each, holder, now_ms + each.pause_ms)


def _is_let_go(desk: Desk, sending: Sending) -> bool:
    task = sending.task
    if sending.status not in GONE or int(task.body.get("gone", 0)) + 1 < MOST_GONE:
        return False
    desk.actors.drop_ear(task.campaign_id, str(task.body["inbox"]))
    return True


def _put_back(desk: Desk, sending: Sending, holder: str, due_at_ms: int) -> None:
    """Let it be sent again; its failures are in its body: being begun is none."""
    task = sending.task
    gone = int(task.body.get("gone", 0)) + 1 if sending.status in GONE else 0
    body = {**task.body, "failures": int(task.body.get("failures", 0)) + 1, "gone": gone}
    if desk.tasks.done([task], holder):
        desk.tasks.put(
            [
                task._replace(
                    body=body, due_at_ms=due_at_ms, number=0, tries=0, trouble=sending.trouble
                )
            ]
        )
