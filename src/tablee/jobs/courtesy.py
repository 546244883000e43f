"""When to come back to a blog that is being asked for enough already."""

MOST_BLOGS = 10_000
MINUTE_MS = 60_000
LONGEST_MS = 60 * MINUTE_MS


class Courtesy:
    """Gives everyone who must come back to the same blog a moment of their own.

    So a thousand posts of one blog are asked for one after the other, each about when it can be,
    and nobody knocks in between to hear that it is not yet time.
    """

    def __init__(self, per_minute: int) -> None:
        """Let them come back *per_minute* at each blog."""
        self._apart_ms = max(1, MINUTE_MS // per_minute)
        self._next_ms: dict[str, int] = {}

    def pause_ms(self, blog: str, now_ms: int) -> int:
        """Return how long to wait before coming back to *blog*."""
        if len(self._next_ms) > MOST_BLOGS:
            self._next_ms = {each: at for each, at in self._next_ms.items() if at > now_ms}
        at_ms = max(now_ms, self._next_ms.get(blog, 0)) + self._apart_ms
        if at_ms - now_ms > LONGEST_MS:
            return LONGEST_MS
        self._next_ms[blog] = at_ms
        return at_ms - now_ms
