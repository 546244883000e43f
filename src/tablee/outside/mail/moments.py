"""The moment a letter is dated with."""

from datetime import UTC, datetime

from tablee.ports.desk import Clock

MS_PER_S = 1_000


def moment(clock: Clock) -> datetime:
    """Return now, to the second."""
    return datetime.fromtimestamp(clock.now_ms() // MS_PER_S, UTC)
