"""Series of receipt codes, and the receipts that some of them name."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Series(NamedTuple):
    """Codes signed with one key; codes themselves are not kept."""

    campaign_id: int
    number: int
    """From 0 to 31: it stands in each of its codes."""
    kind: str
    name: str
    """Who issues them, or what for; unlike those of the campaign's other series."""
    issued: int
    """The last serial that was given out here; all others are nobody's."""
    is_elsewhere: bool
    """Whether a partner issues them with the key, any serial it likes."""
    made_at_ms: int
    is_revoked: bool = False


class Codes(Protocol):
    """The series of all campaigns."""

    def keep(self, series: Series) -> None:
        """Write a series down, or store how it stands now."""
        ...

    def find(self, campaign_id: int, number: int) -> Series | None:
        """Return one series."""
        ...

    def every(self, campaign_id: int) -> list[Series]:
        """Return a campaign's series, by number."""
        ...

    def bind(self, campaign_id: int, series: int, receipts: Sequence[tuple[int, str]]) -> None:
        """Write down which receipt each serial is printed on, as the journal names receipts."""
        ...

    def receipt(self, campaign_id: int, series: int, serial: int) -> str:
        """Return the receipt that a code names; empty for none."""
        ...
