"""Series of receipt codes, in memory."""

from collections.abc import Sequence

from tablee.ports.kinds.codes import Series
from tablee.store.memory.shelf import Transaction


class MemoryCodes:
    """The series."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._series = transaction.shelf.code_series
        self._receipts = transaction.shelf.code_receipts

    def keep(self, series: Series) -> None:
        """Write a series down, or store how it stands now."""
        self._transaction.put(self._series, (series.campaign_id, series.number), series)

    def find(self, campaign_id: int, number: int) -> Series | None:
        """Return one series."""
        return self._series.get((campaign_id, number))

    def every(self, campaign_id: int) -> list[Series]:
        """Return a campaign's series, by number."""
        return [each for key, each in sorted(self._series.items()) if key[0] == campaign_id]

    def bind(self, campaign_id: int, series: int, receipts: Sequence[tuple[int, str]]) -> None:
        """Write down which receipt each serial is printed on."""
        for serial, receipt in receipts:
            self._transaction.put(self._receipts, (campaign_id, series, serial), receipt)

    def receipt(self, campaign_id: int, series: int, serial: int) -> str:
        """Return the receipt that a code names; empty for none."""
        return self._receipts.get((campaign_id, series, serial), "")
