"""How far posts of X were read, and what is asked next."""

import re
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlencode

from tablee.connectors.x.posts import FIELDS, Page

ROOT = "https://api.x.com/2"
EPOCH_MS = 1_288_834_974_657
TIME_BITS = 22
"""Below these bits, the number of a post is when it was made: milliseconds since `EPOCH_MS`."""
WEEK_MS = 7 * 86_400_000
MARGIN_MS = 300_000
_POSITION = re.compile(r"([0-9]{1,20}) ([0-9]{1,20}) ([0-9]{1,20})", re.ASCII)


class Place(NamedTuple):
    """How far one reader has come: answers come newest first, so a gap may be left to fill."""

    since: int = 0
    """Everything up to this post is read."""
    until: int = 0
    """What lies between `since` and this post is still to be read; 0 for all that follows."""
    newest: int = 0
    """The newest post that was seen while that is read."""

    def __str__(self) -> str:
        return f"{self.since} {self.until} {self.newest}"

    def after(self, page: Page) -> "Place":
        """Return where to go on when a page has been read."""
        newest = max([self.newest, *page.ids])
        if page.has_more and page.ids:
            return Place(self.since, min(page.ids), newest)
        return Place(max(self.since, newest))


def read_place(position: str) -> Place:
    """Return where a reader stopped, by its cursor."""
    found = _POSITION.fullmatch(position)
    return Place(*map(int, found.groups())) if found else Place()


def asked(place: Place, opens_at_ms: int, now_ms: int, most: int) -> str:
    """Return what to ask: as much as a week back, which is as far as X goes."""
    words = [("max_results", str(most)), ("tweet.fields", FIELDS)]
    oldest_ms = now_ms - WEEK_MS + MARGIN_MS
    if place.since and (place.since >> TIME_BITS) + EPOCH_MS > oldest_ms:
        words.append(("since_id", str(place.since)))
    else:
        start = datetime.fromtimestamp(max(opens_at_ms, oldest_ms) // 1_000, UTC)
        words.append(("start_time", f"{start:%Y-%m-%dT%H:%M:%SZ}"))
    if place.until:
        words.append(("until_id", str(place.until)))
    return urlencode(words)
