"""In which languages the posts of a campaign are, counted anew every few seconds."""

from collections.abc import Mapping

from tablee.ports.desk import Desk

FRESH_MS = 5_000
"""How old a count may be: making it takes longer than the rest of a wall of many posts."""


class Tongues:
    """Remembers how many posts are in each language, by campaign."""

    def __init__(self) -> None:
        self._counts: dict[int, tuple[int, Mapping[str, int]]] = {}

    def count(self, desk: Desk, campaign_id: int, now_ms: int) -> Mapping[str, int]:
        """Return how many shown posts of a campaign are in each language."""
        known = self._counts.get(campaign_id)
        if known is not None and 0 <= now_ms - known[0] < FRESH_MS:
            return known[1]
        counts = desk.posts.languages(campaign_id)
        self._counts[campaign_id] = (now_ms, counts)
        return counts
