"""Hand messages over to whoever is to be told: one task for each message and receiver."""

from tablee.ports.desk import Clock, Desk, Desks, Letter
from tablee.ports.tasks import Hold, Task
from tablee.usecases.fediverse.news import tell_of_letter

DELIVER = "deliver"
AT_ONCE = 200
"""Messages handed over in one transaction."""
_SPREADING = "events:messages"


def spread_messages(desks: Desks, clock: Clock) -> int:
    """Put down a task for each receiver of each message that waits; return how many waited.

    A message and its tasks are one transaction: whatever crashes, each receiver gets each. What
    concerns a campaign to which nobody listens is over with that.
    """
    with desks.read() as desk:
        campaigns = sorted({each.campaign_id for each in desk.outbox.letters(AT_ONCE)})
    count = 0
    for campaign_id in campaigns:
        with desks.write() as desk:
            count += spread_waiting(desk, campaign_id, clock.now_ms())
    return count


def delivery(letter: Letter, hook: int, now_ms: int) -> Task:
    """Return the task of sending one message to one receiver."""
    body = {"message": letter.number, "hook": hook, "failures": 0}
    return Task(letter.campaign_id, DELIVER, f"{letter.number}:{hook}", body, now_ms)


def spread_waiting(desk: Desk, campaign_id: int, now_ms: int, most: int = AT_ONCE) -> int:
    """Do what `spread_messages` does, for one campaign, at a desk that is open."""
    # Other processes wait here until this transaction is over, and find nothing left to spread.
    desk.cursors.hold(campaign_id, _SPREADING, Hold("spreading", now_ms), now_ms)
    waiting = [each for each in desk.outbox.letters(most) if each.campaign_id == campaign_id]
    hooks = desk.hooks.listening().get(campaign_id, ())
    desk.tasks.put([delivery(each, hook, now_ms) for each in waiting for hook in hooks])
    for each in waiting:
        tell_of_letter(desk, each, now_ms)
        desk.outbox.delivered(each.number, now_ms)
    return len(waiting)
