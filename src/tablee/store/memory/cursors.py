"""Where readers of networks go on reading, in memory."""

from typing import NamedTuple

from tablee.ports.tasks import Hold
from tablee.store.memory.shelf import Transaction


class Bookmark(NamedTuple):
    """How far one reader has come, and who reads."""

    position: str = ""
    holder: str = ""
    held_until_ms: int = 0


class MemoryCursors:
    """The cursors."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._marks = transaction.shelf.cursors

    def hold(self, campaign_id: int, reader: str, hold: Hold, now_ms: int) -> str | None:
        """Take or renew a cursor; return where it stands, nothing while others have it."""
        mark = Bookmark(*self._marks.get((campaign_id, reader), ()))
        if mark.holder not in {"", hold.holder} and mark.held_until_ms > now_ms:
            return None
        self._put(campaign_id, reader, Bookmark(mark.position, hold.holder, hold.until_ms))
        return mark.position

    def move(self, campaign_id: int, reader: str, holder: str, position: str) -> bool:
        """Store where to go on; return whether *holder* still has the cursor."""
        mark = Bookmark(*self._marks.get((campaign_id, reader), ()))
        if not holder or mark.holder != holder:
            return False
        self._put(campaign_id, reader, mark._replace(position=position))
        return True

    def release(self, campaign_id: int, reader: str, holder: str) -> None:
        """Let others have it at once."""
        mark = Bookmark(*self._marks.get((campaign_id, reader), ()))
        if mark.holder == holder:
            self._put(campaign_id, reader, Bookmark(mark.position))

    def _put(self, campaign_id: int, reader: str, mark: Bookmark) -> None:
        self._transaction.put(self._marks, (campaign_id, reader), mark)
