"""The logs in the database: how far each was sealed, and where its acts lie."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db import IntegrityError

from tablee.ports.log.logs import PLACE_BYTES, Log, Place, Staged
from tablee.store.database.rows import Row, Rows, chunks, marks
from tablee.store.wording import earned_text, read_earned

ASKED_AT_ONCE = 500
ACTS_IN_ROW = 256
"""Places in one row: few enough to rewrite when a salt is erased."""
LEAF_BYTES = 8
NO_SALT = bytes(PLACE_BYTES - LEAF_BYTES)
"""What stands where a salt was."""

BEGIN = """
INSERT INTO store_log
       (campaign_id, origin, vkey, pepper, policy, size, root, act_number, happening, sequence,
        sealed_at_ms, published_size, published_at_ms, pending_since_ms, stopped, stopped_at_ms)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (campaign_id) DO NOTHING
"""
SELECT = """
SELECT campaign_id, origin, vkey, pepper, policy, size, root, act_number, happening, sequence,
       sealed_at_ms, published_size, published_at_ms, pending_since_ms, stopped, stopped_at_ms
  FROM store_log WHERE campaign_id = %s
"""
STAGE = """
INSERT INTO store_stagedbatch
       (campaign_id, size, root, new_size, new_root, act_number, happening, sequence,
        entries, places, earned, made_at_ms)
SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s
 WHERE EXISTS (SELECT 1 FROM store_log WHERE campaign_id = %s AND size = %s AND root = %s)
    ON CONFLICT (campaign_id) DO NOTHING RETURNING campaign_id
"""
STAGED = """
SELECT campaign_id, size, root, new_size, new_root, act_number, happening, sequence,
       entries, places, earned, made_at_ms
  FROM store_stagedbatch WHERE campaign_id = %s
"""
SEAL = """
UPDATE store_log
   SET size = %s, root = %s, act_number = %s, happening = %s, sequence = %s, sealed_at_ms = %s,
       pending_since_ms = CASE WHEN pending_since_ms = 0 THEN %s ELSE pending_since_ms END
 WHERE campaign_id = %s AND size = %s AND root = %s RETURNING campaign_id
"""
PUBLISHED = """
UPDATE store_log
   SET published_size = %s, published_at_ms = %s,
       pending_since_ms = CASE WHEN size = %s THEN 0 ELSE pending_since_ms END
 WHERE campaign_id = %s
"""
PLACED = "INSERT INTO store_placedacts (campaign_id, first_act, places)"
PLACE = """
SELECT first_act, places FROM store_placedacts
 WHERE campaign_id = %s AND first_act <= %s ORDER BY first_act DESC LIMIT 1
"""
PLACE_AGAIN = """
UPDATE store_placedacts SET places = %s WHERE campaign_id = %s AND first_act = %s
"""
KEYS_OF = "SELECT supporter, key FROM store_tagkey WHERE campaign_id = %s AND supporter IN"
TAG_KEYS = "INSERT INTO store_tagkey (campaign_id, supporter, key)"


class DatabaseLogs:
    """The logs."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def begin(self, log: Log) -> None:
        """Write a log down, unless the campaign has one."""
        self._rows.run(BEGIN, list(log))

    def of(self, campaign_id: int) -> Log | None:
        """Return a campaign's log, once it was begun."""
        row = self._rows.first(SELECT, [campaign_id])
        return _read_log(row) if row else None

    def choose(self, campaign_id: int, policy: str) -> None:
        """Write down who must have signed from now on."""
        sql = "UPDATE store_log SET policy = %s WHERE campaign_id = %s"
        self._rows.run(sql, [policy, campaign_id])

    def stage(self, staged: Staged) -> bool:
        """Write a batch down; return whether the log stands where it begins, and is free.

        The log's row is locked until the end, so that nobody moves it meanwhile.
        """
        if self._rows.connection.vendor == "postgresql":
            self._rows.first(f"{SELECT} FOR UPDATE", [staged.campaign_id])
        values = [*staged._replace(earned={})]
        values[10] = earned_text(staged.earned)
        head = [staged.campaign_id, staged.size, staged.root]
        return self._rows.first(STAGE, [*values, *head]) is not None

    def staged(self, campaign_id: int) -> Staged | None:
        """Return the batch that is on its way, if there is one."""
        row = self._rows.first(STAGED, [campaign_id])
        return _read_staged(row) if row else None

    def seal(self, staged: Staged) -> bool:
        """Let the log stand at the end of *staged*, its acts in their places.

        Return whether it stood at the beginning: if not, nothing is written.
        """
        new, at_ms = staged[3:8], staged.made_at_ms
        values = [*new, at_ms, at_ms, staged.campaign_id, staged.size, staged.root]
        if self._rows.first(SEAL, values) is None:
            return False
        raw, width = staged.places, ACTS_IN_ROW * PLACE_BYTES
        first = staged.act_number - len(raw) // PLACE_BYTES + 1
        placed = [
            (staged.campaign_id, first + start // PLACE_BYTES, raw[start : start + width])
            for start in range(0, len(raw), width)
        ]
        if placed:
            self._rows.insert(PLACED, placed)
        sql = "DELETE FROM store_stagedbatch WHERE campaign_id = %s"
        self._rows.run(sql, [staged.campaign_id])
        return True

    def published(self, campaign_id: int, size: int, at_ms: int) -> None:
        """Write down that a checkpoint of that size was published."""
        self._rows.run(PUBLISHED, [size, at_ms, size, campaign_id])

    def stop(self, campaign_id: int, why: str, at_ms: int) -> None:
        """Write down that nothing more is sealed, and why; no reason lets it go on."""
        sql = "UPDATE store_log SET stopped = %s, stopped_at_ms = %s WHERE campaign_id = %s"
        self._rows.run(sql, [why, at_ms, campaign_id])

    def place(self, campaign_id: int, number: int) -> Place | None:
        """Return where an act lies in the log, once it was sealed."""
        row = self._rows.first(PLACE, [campaign_id, number])
        start = (number - row[0]) * PLACE_BYTES if row else 0
        found = bytes(row[1][start : start + PLACE_BYTES]) if row else b""
        if not found:
            return None
        salt = found[LEAF_BYTES:]
        return Place(int.from_bytes(found[:LEAF_BYTES]), b"" if salt == NO_SALT else salt)

    def erase_salts(self, campaign_id: int, numbers: Collection[int]) -> int:
        """Erase the salts of acts, for good; return of how many."""
        rows: dict[int, bytearray] = {}
        starts: defaultdict[int, set[int]] = defaultdict(set)
        for number in numbers:
            row = self._rows.first(PLACE, [campaign_id, number])
            if row and (number - row[0]) * PLACE_BYTES < len(row[1]):
                rows.setdefault(row[0], bytearray(row[1]))
                starts[row[0]].add((number - row[0]) * PLACE_BYTES + LEAF_BYTES)
        erased = 0
        for first, places in rows.items():
            for start in starts[first]:
                erased += places[start : start + len(NO_SALT)] != NO_SALT
                places[start : start + len(NO_SALT)] = NO_SALT
            self._rows.run(PLACE_AGAIN, [bytes(places), campaign_id, first])
        return erased

    def tag_keys(self, campaign_id: int, supporters: Collection[bytes]) -> dict[bytes, bytes]:
        """Return what supporters' tags are made with, of those who have such a key."""
        found: dict[bytes, bytes] = {}
        for part in chunks(list(supporters), ASKED_AT_ONCE):
            rows = self._rows.all(f"{KEYS_OF} ({marks(len(part))})", [campaign_id, *part])
            found.update((bytes(supporter), bytes(key)) for supporter, key in rows)
        return found

    def add_tag_keys(self, campaign_id: int, keys: Mapping[bytes, bytes]) -> None:
        """Write down further such keys, by supporter.

        Raises:
            ValueError: one of them has a key already; the transaction must be given up.
        """
        rows = [(campaign_id, supporter, key) for supporter, key in sorted(keys.items())]
        try:
            if rows:
                self._rows.insert(TAG_KEYS, rows)
        except IntegrityError as error:
            raise ValueError("A supporter has one tag key in a campaign.") from error

    def erase_tag_keys(self, campaign_id: int, supporters: Collection[bytes] | None = None) -> int:
        """Erase these supporters' keys, or all of a campaign's, for good; return how many."""
        sql = "DELETE FROM store_tagkey WHERE campaign_id = %s"
        if supporters is None:
            return len(self._rows.all(f"{sql} RETURNING 1", [campaign_id]))
        erased = 0
        for part in chunks(list(supporters), ASKED_AT_ONCE):
            some = f"{sql} AND supporter IN ({marks(len(part))}) RETURNING 1"
            erased += len(self._rows.all(some, [campaign_id, *part]))
        return erased

    def erase_pepper(self, campaign_id: int) -> None:
        """Erase what objects' and judges' tags are made with, for good."""
        sql = "UPDATE store_log SET pepper = %s WHERE campaign_id = %s"
        self._rows.run(sql, [b"", campaign_id])


def _read_log(row: Row) -> Log:
    campaign_id, origin, vkey, pepper, policy, size, root, *rest = row
    return Log(campaign_id, origin, vkey, bytes(pepper), policy, size, bytes(root), *rest)


def _read_staged(row: Row) -> Staged:
    return Staged(*row)._replace(
        root=bytes(row[2]),
        new_root=bytes(row[4]),
        entries=bytes(row[8]),
        places=bytes(row[9]),
        earned=read_earned(row[10]),
    )
