"""When a log must say its tally: after so many leaves, or so many minutes."""

from tablee.core.leaves.body import LEAVES_BETWEEN_TALLIES, MINUTES_BETWEEN_TALLIES
from tablee.core.leaves.canonical import MOST_NUMBER
from tablee.core.leaves.fault import BadLeaf


class Rhythm:
    """Where the last tally stands, and until when the next one may wait."""

    def __init__(self) -> None:
        self.previous = -1
        """Index of the last tally; -1 before the first."""
        self._last_index = LEAVES_BETWEEN_TALLIES
        """Where the next tally must stand at the latest."""
        self._last_minute = MOST_NUMBER
        """Its latest minute; no minute is later while there is nothing to count."""

    def is_due(self, size: int, minute: int) -> bool:
        """Return whether leaf number *size*, of that minute, must be a tally."""
        return size >= self._last_index or minute > self._last_minute

    def beat(self, size: int, minute: int) -> None:
        """Take in a leaf that is no tally.

        Raises:
            BadLeaf: a tally should have come before it.
        """
        if self._last_minute == MOST_NUMBER:
            self._last_minute = minute + MINUTES_BETWEEN_TALLIES
        if size >= self._last_index or minute > self._last_minute:
            raise BadLeaf(
                "A tally should have come before this.", "Un décompte aurait dû venir avant elle."
            )

    def tally(self, index: int, minute: int) -> None:
        """Take in a tally.

        Raises:
            BadLeaf: it comes too late.
        """
        if minute > self._last_minute:
            raise BadLeaf("This tally comes too late.", "Ce décompte vient trop tard.")
        self.previous = index
        self._last_index = index + LEAVES_BETWEEN_TALLIES
        self._last_minute = MOST_NUMBER
