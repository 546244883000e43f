"""Let a dead task be tried again by hand."""

from tablee.ports.desk import Clock, Desks


def retry_task(desks: Desks, clock: Clock, number: int) -> bool:
    """Let a dead task wait again, due now; return whether there was one. Twice is once."""
    with desks.write() as desk:
        return desk.tasks.revive(number, clock.now_ms())
