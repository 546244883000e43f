"""The tills of shops in 2012, made up: each week their partner drops a file of baskets."""

from datetime import datetime, timedelta
from pathlib import Path

from tablee.cli.replay.tills import HEADER, Day

PARTNER = "carrefour"
WEEKS, BASKETS = 5, 600
_WEEK = timedelta(days=7)
_STEP_MS = _WEEK // timedelta(milliseconds=1) // BASKETS


class Shops:
    """All shops of one partner."""

    def __init__(self, folder: Path, begins_at: datetime) -> None:
        """Drop files into *folder*, that of the site for this campaign."""
        self._folder = folder / PARTNER
        self._begins_at = begins_at
        self._till = Day(begins_at, step_ms=_STEP_MS)
        self._weeks = 0

    @property
    def acts(self) -> int:
        """How many acts were bought so far, also those brought back since."""
        return self._till.truth.acts

    def moments(self) -> list[datetime]:
        """Return when each week is over."""
        return [self._begins_at + week * _WEEK for week in range(1, WEEKS + 1)]

    def drop(self) -> None:
        """Drop the file of another week; it has its name once it is whole."""
        self._weeks += 1
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / f"semaine-{self._weeks}.csv.part"
        text = HEADER + "".join(self._till.baskets(BASKETS))
        unfinished.write_text(text, encoding="utf-8")
        unfinished.rename(unfinished.with_suffix(""))
