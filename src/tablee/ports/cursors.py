"""Where readers of networks go on reading, and who may: kept with what they have read."""

from typing import Protocol

from tablee.ports.tasks import Hold


class Cursors(Protocol):
    """One cursor for each campaign and reader, held by one process at a time."""

    def hold(self, campaign_id: int, reader: str, hold: Hold, now_ms: int) -> str | None:
        """Take or renew a cursor; return where it stands, empty at first.

        Nothing is returned while somebody else's hold lasts.
        """
        ...

    def move(self, campaign_id: int, reader: str, holder: str, position: str) -> bool:
        """Store where to go on; return whether *holder* still has the cursor.

        When not, nothing was stored: whatever was written with it must be given up.
        """
        ...

    def release(self, campaign_id: int, reader: str, holder: str) -> None:
        """Let others have it at once."""
        ...
