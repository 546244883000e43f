"""Erasing in the database: plain SQL over every table that knows somebody.

Which columns those are is written down in ``docs/privacy/register.toml``.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from tablee.ports.erasures import Leftovers, Wish
from tablee.ports.log.logs import PLACE_BYTES
from tablee.store.anonymity import Rename, forgetful
from tablee.store.database.log.logs import LEAF_BYTES, NO_SALT
from tablee.store.database.privacy.hanging import Hanging
from tablee.store.database.privacy.scrubbing import mark
from tablee.store.database.rows import Rows, chunks, marks
from tablee.store.numbering import NUMBER_MASK, first_id, last_id

ASKED_AT_ONCE = 500
PRESENCE = "presence"
"""The source of acts whose objects are numbers of ours, and name nobody."""
SUPPORTED = "SELECT id FROM store_act WHERE id BETWEEN %s AND %s AND supporter = %s ORDER BY id"
NAMED = (
    "SELECT id, object FROM store_act WHERE id BETWEEN %s AND %s AND object <> '' AND source <> %s"
)
TOLD_AGAIN = """
SELECT DISTINCT act_number FROM store_submission
 WHERE campaign_id = %s AND act_number > 0 AND source <> '' AND EXISTS (
       SELECT 1 FROM store_act
        WHERE store_act.id = %s + store_submission.act_number AND object = '')
 ORDER BY act_number
"""
RENAMED = "UPDATE store_act SET supporter = %s WHERE id BETWEEN %s AND %s AND supporter = %s"


class DatabaseErasures:
    """Erasing in one transaction."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def acts_of(self, campaign_id: int, supporter: bytes) -> list[int]:
        """See `Erasures.acts_of`."""
        if not supporter:
            return []
        values = [first_id(campaign_id), last_id(campaign_id), supporter]
        return [act_id & NUMBER_MASK for (act_id,) in self._rows.all(SUPPORTED, values)]

    def named_alike(self, campaign_id: int, numbers: Collection[int]) -> list[int]:
        """See `Erasures.named_alike`."""
        own = {first_id(campaign_id) | number for number in numbers}
        named = self._named(campaign_id, own)
        objects = sorted({name for _, name in named})
        alike = {act_id for act_id, _ in named}
        values = [first_id(campaign_id), last_id(campaign_id), PRESENCE]
        for part in chunks(objects, ASKED_AT_ONCE):
            sql = f"{NAMED} AND object IN ({marks(len(part))})"
            alike |= {act_id for act_id, _ in self._rows.all(sql, [*values, *part])}
        return sorted(act_id & NUMBER_MASK for act_id in alike)

    def erase(self, campaign_id: int, wish: Wish) -> Leftovers:
        """See `Erasures.erase`."""
        mark(self._rows)
        first = first_id(campaign_id)
        ids = sorted(first | number for number in wish.numbers)
        objects = sorted({name for _, name in self._named(campaign_id, ids)})
        leftovers = Hanging(self._rows, campaign_id).erase(wish, ids, objects)
        self._each(
            "UPDATE store_act SET object = '' WHERE source <> %s AND id", ids, before=[PRESENCE]
        )
        renamed = forgetful()
        for supporter in wish.supporters:
            self._rename(campaign_id, supporter, renamed)
        return leftovers

    def told_again(self, campaign_id: int) -> list[int]:
        """See `Erasures.told_again`."""
        rows = self._rows.all(TOLD_AGAIN, [campaign_id, first_id(campaign_id)])
        return [number for (number,) in rows]

    def forget_names(self, campaign_id: int) -> int:
        """See `Erasures.forget_names`."""
        mark(self._rows)
        renamed = forgetful()
        first, last = first_id(campaign_id), last_id(campaign_id)
        forgotten = 0
        while acts := self._rows.all(
            "SELECT id, claim, supporter FROM store_act WHERE id > %s AND id <= %s"
            " ORDER BY id LIMIT %s",
            [first, last, ASKED_AT_ONCE],
        ):
            for act_id, claim, supporter in acts:
                names = [renamed(bytes(claim)), _renamed(renamed, supporter), act_id]
                sql = "UPDATE store_act SET claim = %s, supporter = %s WHERE id = %s"
                self._rows.run(sql, names)
            first = acts[-1][0]
            forgotten += len(acts)
        self._forget_salts(campaign_id)
        for table in ("store_allowance", "store_volunteer"):
            sql = f"SELECT DISTINCT supporter FROM {table} WHERE campaign_id = %s"  # noqa: S608 - our own names
            for (supporter,) in self._rows.all(sql, [campaign_id]):
                self._replace(table, "supporter", campaign_id, (bytes(supporter), renamed))
        self._rows.run("DELETE FROM store_firstclaim WHERE campaign_id = %s", [campaign_id])
        self._rename_where("store_trace", "visitor", campaign_id, renamed)
        self._rename_where("store_drawing", "sender", campaign_id, renamed)
        return forgotten

    def _forget_salts(self, campaign_id: int) -> None:
        sql = "SELECT first_act, places FROM store_placedacts WHERE campaign_id = %s"
        for first, places in self._rows.all(sql, [campaign_id]):
            rows = chunks(bytes(places), PLACE_BYTES)
            blank = b"".join(bytes(row[:LEAF_BYTES]) + NO_SALT for row in rows)
            change = (
                "UPDATE store_placedacts SET places = %s WHERE campaign_id = %s AND first_act = %s"
            )
            self._rows.run(change, [blank, campaign_id, first])

    def _named(self, campaign_id: int, ids: Iterable[int]) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        values = [first_id(campaign_id), last_id(campaign_id), PRESENCE]
        for part in chunks(sorted(ids), ASKED_AT_ONCE):
            rows = self._rows.all(f"{NAMED} AND id IN ({marks(len(part))})", [*values, *part])
            found += [(act_id, name) for act_id, name in rows]
        return found

    def _each(self, head: str, values: Sequence[Any], before: Sequence[Any] = ()) -> None:
        """Execute a statement over some values at a time: *head* ends with their column."""
        for part in chunks(values, ASKED_AT_ONCE):
            self._rows.run(f"{head} IN ({marks(len(part))})", [*before, *part])

    def _rename(self, campaign_id: int, supporter: bytes, renamed: Rename) -> None:
        """Let one person be somebody else, in every table."""
        where = [first_id(campaign_id), last_id(campaign_id), supporter]
        self._rows.run(RENAMED, [renamed(supporter), *where])
        for table in ("store_allowance", "store_volunteer"):
            self._replace(table, "supporter", campaign_id, (supporter, renamed))
        self._replace("store_trace", "visitor", campaign_id, (supporter, renamed))

    def _replace(
        self, table: str, column: str, campaign_id: int, name: tuple[bytes, Rename]
    ) -> None:
        old, renamed = name
        sql = f"UPDATE {table} SET {column} = %s WHERE campaign_id = %s AND {column} = %s"  # noqa: S608 - our own names
        self._rows.run(sql, [renamed(old), campaign_id, old])

    def _rename_where(self, table: str, column: str, campaign_id: int, renamed: Rename) -> None:
        sql = f"SELECT id, {column} FROM {table} WHERE campaign_id = %s"  # noqa: S608 - our own names
        for number, name in self._rows.all(sql, [campaign_id]):
            change = f"UPDATE {table} SET {column} = %s WHERE id = %s"  # noqa: S608 - our own names
            self._rows.run(change, [renamed(bytes(name)), number])


def _renamed(renamed: Rename, name: bytes) -> bytes:
    """Return another name; whoever has none stays nobody."""
    return renamed(bytes(name)) if name else b""
