"""Count how often each place has been asked lately."""

from collections import deque

WINDOW_S = 60.0
SWEEP_S = 10.0


class Pace:
    """No more than so many requests to one place within any minute."""

    def __init__(self, per_minute: int) -> None:
        """Let *per_minute* requests go to each place."""
        self._per_minute = per_minute
        self._starts: dict[str, deque[float]] = {}
        self._sweep_at_s = 0.0

    def __len__(self) -> int:
        return len(self._starts)

    def delay_s(self, place: str, now_s: float) -> float:
        """Return how long *place* must still be left alone: 0 when it may be asked."""
        starts = self._starts.get(place)
        if not starts or len(starts) < self._per_minute:
            return 0.0
        return max(0.0, starts[0] + WINDOW_S - now_s)

    def note(self, place: str, now_s: float) -> None:
        """Remember that *place* is being asked now."""
        if now_s >= self._sweep_at_s:
            self._sweep_at_s = now_s + SWEEP_S
            self._forget(now_s)
        self._starts.setdefault(place, deque(maxlen=self._per_minute)).append(now_s)

    def _forget(self, now_s: float) -> None:
        """Drop the places that nobody has asked for a minute."""
        for place, starts in [*self._starts.items()]:
            if starts[-1] + WINDOW_S <= now_s:
                del self._starts[place]
