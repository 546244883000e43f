"""When a log must say its tally: after so many leaves, or so many minutes."""

from tablee.core.leaves.body import LEAVES_BETWEEN_TALLIES, MINUTES_BETWEEN_TALLIES
from tablee.core.leaves.fault import BadLeaf


class Rhythm:
    """Where the last tally stands, and since when there is something that none has counted."""

    def __init__(self) -> None:
        self.previous = -1
        """Index of the last tally; -1 before the first."""
        self._since = -1
        """Minute of the first leaf after it; -1 when there is none."""

    def is_due(self, size: int, minute: int) -> bool:
        """Return whether leaf number *size*, of that minute, must be a tally."""
        if size - max(0, self.previous) >= LEAVES_BETWEEN_TALLIES:
            return True
        return self._is_late(minute)

    def beat(self, size: int, minute: int) -> None:
        """Take in a leaf that is no tally.

        Raises:
            BadLeaf: a tally should have come before it.
        """
        if self._since < 0:
            self._since = minute
        if self.is_due(size, minute):
            raise BadLeaf("A tally should have come before this.")

    def tally(self, index: int, minute: int) -> None:
        """Take in a tally.

        Raises:
            BadLeaf: it comes too late.
        """
        if self._is_late(minute):
            raise BadLeaf("This tally comes too late.")
        self.previous = index
        self._since = -1

    def _is_late(self, minute: int) -> bool:
        return 0 <= self._since < minute - MINUTES_BETWEEN_TALLIES
