"""How far posts of Threads were read."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from tablee.connectors.threads.posts import moment_ms

PAGE = 100
"""The most that is given at once."""
MS_PER_S = 1_000
_POSITION = re.compile(r"([0-9]{1,15}) ([0-9]{1,15}) ([0-9]{1,15})", re.ASCII)


class Place(NamedTuple):
    """How far one reader has come: answers come newest first, so a gap may be left to fill."""

    since_ms: int
    """Everything up to this moment is read."""
    until_ms: int = 0
    """What lies between that and this moment is still to be read; 0 for all that follows."""
    newest_ms: int = 0
    """The newest moment that was seen while that is read."""

    def __str__(self) -> str:
        return f"{self.since_ms} {self.until_ms} {self.newest_ms}"

    def after(self, page: Sequence[Any]) -> "Place":
        """Return where to go on when a page has been read."""
        moments = [moment for each in page if (moment := moment_ms(each))]
        newest_ms = max([self.newest_ms, *moments])
        # Only whole seconds can be asked for: one more, for what shares the last.
        oldest_ms = (min(moments, default=0) // MS_PER_S + 1) * MS_PER_S
        is_further = not self.until_ms or oldest_ms < self.until_ms
        if len(page) >= PAGE and is_further:
            return Place(self.since_ms, oldest_ms, newest_ms)
        return Place(max(self.since_ms, newest_ms))


def read_place(position: str) -> Place | None:
    """Return where a reader stopped, by its cursor; nothing at its beginning."""
    found = _POSITION.fullmatch(position)
    return Place(*map(int, found.groups())) if found else None
