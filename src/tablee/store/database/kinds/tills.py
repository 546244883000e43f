"""Till files and receipts, in the database."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from tablee.core.purchase.account import Progress
from tablee.core.purchase.rules import Amount
from tablee.core.purchase.slip import Slip
from tablee.core.text import Text
from tablee.ports.kinds.tills import NO_TROUBLE, FileState, TillFile
from tablee.store.database.rows import Row, Rows, chunks, marks

COLUMNS = (
    "campaign_id, partner, name, checksum, size_bytes, length, begun_at_ms, progress, state,"
    " ended_at_ms, trouble"
)
FIND = (
    f"SELECT {COLUMNS}, id FROM store_tillfile"  # noqa: S608 - our own names
    " WHERE campaign_id = %s AND partner = %s AND checksum = %s"
)
FILES = (
    f"SELECT {COLUMNS}, id FROM store_tillfile"  # noqa: S608 - our own names
    " WHERE campaign_id = %s ORDER BY id DESC LIMIT %s"
)
BEGIN = """
INSERT INTO store_tillfile (campaign_id, partner, name, checksum, size_bytes, length, begun_at_ms,
                            progress, state, ended_at_ms, trouble, position)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (campaign_id, partner, checksum) DO NOTHING RETURNING id
"""
ELSEWHERE = """
SELECT partner FROM store_tillfile
 WHERE campaign_id = %s AND partner <> %s AND checksum = %s AND (state <> 'refused' OR position > 0)
 ORDER BY id LIMIT 1
"""
MOVE = """
UPDATE store_tillfile
   SET progress = %s, position = %s, length = %s, state = %s, ended_at_ms = %s, trouble = %s
 WHERE id = %s AND position = %s AND state <> 'done' RETURNING id
"""
ADD = "INSERT INTO store_tillslip (campaign_id, key, content)"
CHANGE = "UPDATE store_tillslip SET content = %s WHERE campaign_id = %s AND key = %s"
MOST_ASKED = 500
"""Receipts that are asked for at once."""

_PROGRESS = msgspec.json.Decoder(Progress)


class _Kept(msgspec.Struct, array_like=True):
    """A receipt as it is written; what came later stands at the end."""

    bought: dict[str, tuple[int, int]] | None
    returned: dict[str, tuple[int, int]]
    acts: dict[str, int]
    refused_in: int = 0


_SLIP = msgspec.json.Decoder(_Kept)
_TOLD = msgspec.json.Decoder(tuple[str, str])
_encode = msgspec.json.Encoder().encode


class DatabaseTills:
    """What is known of partners' till data."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def find(self, campaign_id: int, partner: str, checksum: str) -> TillFile | None:
        """Return the file with that content."""
        row = self._rows.first(FIND, [campaign_id, partner, checksum])
        return _file(row) if row else None

    def elsewhere(self, campaign_id: int, partner: str, checksum: str) -> str:
        """Return another partner of whose that content was read, if only in part; or nothing."""
        row = self._rows.first(ELSEWHERE, [campaign_id, partner, checksum])
        return str(row[0]) if row else ""

    def begin(self, file: TillFile) -> TillFile:
        """Write a file down, or find that it was just then; return it with its number."""
        row = self._rows.first(
            BEGIN,
            [
                file.campaign_id,
                file.partner,
                file.name,
                file.checksum,
                file.size_bytes,
                file.length,
                file.begun_at_ms,
                _encode(file.progress).decode(),
                file.state.value,
                file.ended_at_ms,
                _told(file.trouble),
                file.progress.position,
            ],
        )
        if row:
            return file._replace(number=int(row[0]))
        return self.find(file.campaign_id, file.partner, file.checksum) or file

    def move(self, file: TillFile, position: int) -> bool:
        """Store how far *file* has been read, if it stood at *position* and is not done."""
        values = [
            _encode(file.progress).decode(),
            file.progress.position,
            file.length,
            file.state.value,
            file.ended_at_ms,
            _told(file.trouble),
            file.number,
            position,
        ]
        return self._rows.first(MOVE, values) is not None

    def files(self, campaign_id: int, most: int) -> list[TillFile]:
        """Return the files of a campaign, the latest first."""
        return [_file(row) for row in self._rows.all(FILES, [campaign_id, most])]

    def slips(self, campaign_id: int, keys: Collection[bytes]) -> dict[bytes, Slip]:
        """Return what is kept of these receipts, by key; what is not known is left out."""
        found: dict[bytes, Slip] = {}
        for some in chunks(sorted(keys), MOST_ASKED):
            sql = (
                "SELECT key, content FROM store_tillslip"  # noqa: S608 - marks
                f" WHERE campaign_id = %s AND key IN ({marks(len(some))})"
            )
            for key, content in self._rows.all(sql, [campaign_id, *some]):
                found[bytes(key)] = read_slip(content)
        return found

    def add_slips(self, campaign_id: int, slips: Sequence[tuple[bytes, Slip]]) -> None:
        """Write down receipts that are not known yet."""
        if slips:
            self._rows.insert(ADD, [(campaign_id, key, _content(slip)) for key, slip in slips])

    def change_slips(self, campaign_id: int, slips: Mapping[bytes, Slip]) -> None:
        """Store what has become of receipts that are known."""
        for key, slip in slips.items():
            self._rows.run(CHANGE, [_content(slip), campaign_id, key])


def _told(trouble: Text) -> str:
    return _encode((trouble.en, trouble.fr)).decode() if trouble.en else ""


def _content(slip: Slip) -> str:
    returned, acts = dict(slip.returned), dict(slip.acts)
    kept = (slip.bought, returned, acts)
    return _encode((*kept, slip.refused_in) if slip.refused_in else kept).decode()


def read_slip(content: str) -> Slip:
    """Return the receipt that was written as *content*."""
    kept = _SLIP.decode(content)
    bought = None if kept.bought is None else _measures(kept.bought)
    return Slip(bought, _measures(kept.returned), kept.acts, kept.refused_in)


def _measures(raw: Mapping[str, tuple[int, int]]) -> dict[str, Amount]:
    return {name: Amount(*each) for name, each in raw.items()}


def _file(row: Row) -> TillFile:
    values: list[Any] = list(row)
    values[7], values[8] = _PROGRESS.decode(values[7]), FileState(values[8])
    values[10] = Text(*_TOLD.decode(values[10])) if values[10] else NO_TROUBLE
    return TillFile(*values)
