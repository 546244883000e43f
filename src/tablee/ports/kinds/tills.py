"""Till files, how far each has been read, and what is kept of their receipts."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from tablee.core.purchase.account import Progress
from tablee.core.purchase.slip import Slip
from tablee.core.text import Text

NO_TROUBLE = Text(en="", fr="")


class FileState(StrEnum):
    """Where a file stands."""

    READING = "reading"
    """It is being read, or waits to be read on."""
    DONE = "done"
    REFUSED = "refused"
    """It cannot be read; nothing of it was counted after *progress*."""


class TillFile(NamedTuple):
    """One file of a partner, known by its content."""

    campaign_id: int
    partner: str
    name: str
    """What it was called when it first came."""
    checksum: str
    """SHA-256 of all its bytes, in hexadecimal."""
    size_bytes: int
    length: int
    """Where its last position is: bytes, or rows."""
    begun_at_ms: int
    progress: Progress
    state: FileState = FileState.READING
    ended_at_ms: int = 0
    trouble: Text = NO_TROUBLE
    """Why it was refused, or how it differs from what was announced; a sentence, or empty."""
    number: int = 0


class Tills(Protocol):
    """What is known of partners' till data."""

    def find(self, campaign_id: int, partner: str, checksum: str) -> TillFile | None:
        """Return the file with that content."""
        ...

    def elsewhere(self, campaign_id: int, partner: str, checksum: str) -> str:
        """Return another partner of whose that content was read, if only in part; or nothing."""
        ...

    def begin(self, file: TillFile) -> TillFile:
        """Write a file down, or find that it was just then; return it with its number."""
        ...

    def move(self, file: TillFile, position: int) -> bool:
        """Store how far *file* has been read, if it stood at *position* and is not done.

        When not, somebody else reads it: nothing was stored, and what was written with it must
        be given up.
        """
        ...

    def files(self, campaign_id: int, most: int) -> list[TillFile]:
        """Return the files of a campaign, the latest first."""
        ...

    def slips(self, campaign_id: int, keys: Collection[bytes]) -> dict[bytes, Slip]:
        """Return what is kept of these receipts, by key; what is not known is left out."""
        ...

    def add_slips(self, campaign_id: int, slips: Sequence[tuple[bytes, Slip]]) -> None:
        """Write down receipts that are not known yet."""
        ...

    def change_slips(self, campaign_id: int, slips: Mapping[bytes, Slip]) -> None:
        """Store what has become of receipts that are known."""
        ...
