"""Forget messages of the outbox that were handed over long ago; nothing reads them any more."""

from tablee.core.post.patience import DAY_MS
from tablee.ports.desk import Clock, Desks
from tablee.usecases.hooks.spread_messages import DELIVER

AT_ONCE = 500
"""Messages forgotten in one transaction, at most; the next one takes the rest."""


def prune_messages(desks: Desks, clock: Clock, days: int) -> int:
    """Forget messages handed over more than *days* ago; return how many in this transaction.

    One that a receiver has not taken yet, or that was given up for one and can be sent again,
    stays as long as that is so.
    """
    before_ms = clock.now_ms() - days * DAY_MS
    with desks.read() as desk:
        if not desk.outbox.delivered_before(before_ms, 0, 1):
            return 0
    with desks.write() as desk:
        wanted = {int(key.partition(":")[0]) for key in desk.tasks.keys(DELIVER)}
        last = 0
        while numbers := desk.outbox.delivered_before(before_ms, last, AT_ONCE):
            over = [number for number in numbers if number not in wanted]
            if over:
                desk.outbox.forget(over)
                return len(over)
            last = numbers[-1]
    return 0
