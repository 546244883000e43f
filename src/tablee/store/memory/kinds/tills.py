"""Till files and receipts, in memory."""

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy

from tablee.core.purchase.slip import Slip
from tablee.ports.kinds.tills import FileState, TillFile
from tablee.store.memory.shelf import Transaction


class MemoryTills:
    """What is known of partners' till data."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._files = transaction.shelf.till_files
        self._slips = transaction.shelf.till_slips

    def find(self, campaign_id: int, partner: str, checksum: str) -> TillFile | None:
        """Return the file with that content."""
        names = (campaign_id, partner, checksum)
        found = (each for each in self._files if _names(each) == names)
        return deepcopy(next(found, None))

    def elsewhere(self, campaign_id: int, partner: str, checksum: str) -> str:
        """Return another partner of whose that content was read, if only in part; or nothing."""
        for each in self._files:
            is_same = (each.campaign_id, each.checksum) == (campaign_id, checksum)
            is_read = each.state is not FileState.REFUSED or each.progress.position > 0
            if is_same and is_read and each.partner != partner:
                return each.partner
        return ""

    def begin(self, file: TillFile) -> TillFile:
        """Write a file down, or find that it was just then; return it with its number."""
        known = self.find(*_names(file))
        if known is not None:
            return known
        begun = deepcopy(file._replace(number=len(self._files) + 1))
        self._transaction.push(self._files, begun)
        return deepcopy(begun)

    def move(self, file: TillFile, position: int) -> bool:
        """Store how far *file* has been read, if it stood at *position* and is not done."""
        stored = self._files[file.number - 1]
        if stored.state is FileState.DONE or stored.progress.position != position:
            return False
        self._transaction.replace(self._files, file.number - 1, deepcopy(file))
        return True

    def files(self, campaign_id: int, most: int) -> list[TillFile]:
        """Return the files of a campaign, the latest first."""
        own = [each for each in self._files if each.campaign_id == campaign_id]
        return deepcopy(own[::-1][:most])

    def slips(self, campaign_id: int, keys: Collection[bytes]) -> dict[bytes, Slip]:
        """Return what is kept of these receipts, by key; what is not known is left out."""
        found = {key: self._slips.get((campaign_id, key)) for key in keys}
        return {key: slip for key, slip in found.items() if slip is not None}

    def add_slips(self, campaign_id: int, slips: Sequence[tuple[bytes, Slip]]) -> None:
        """Write down receipts that are not known yet."""
        for key, slip in slips:
            self._transaction.put(self._slips, (campaign_id, key), slip)

    def change_slips(self, campaign_id: int, slips: Mapping[bytes, Slip]) -> None:
        """Store what has become of receipts that are known."""
        self.add_slips(campaign_id, [*slips.items()])


def _names(file: TillFile) -> tuple[int, str, str]:
    return file.campaign_id, file.partner, file.checksum
