"""The time of day, from the machine's own clock."""

import time

NS_PER_MS = 1_000_000


class SystemClock:
    """The machine's clock."""

    def now_ms(self) -> int:
        """Return the milliseconds since 1970."""
        return time.time_ns() // NS_PER_MS


class SetClock:
    """A clock that stands until it is moved, for replays and tests."""

    def __init__(self, now_ms: int) -> None:
        self._now_ms = now_ms

    def now_ms(self) -> int:
        """Return the moment to which it was last moved."""
        return self._now_ms

    def move_to(self, now_ms: int) -> None:
        """Set it; it may also go back, as real clocks do."""
        self._now_ms = now_ms

    def advance(self, by_ms: int) -> None:
        """Move it on."""
        self._now_ms += by_ms
