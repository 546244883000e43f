"""Steps taken with share links, in the database."""

from collections import Counter
from collections.abc import Collection

from tablee.core.act import Act
from tablee.ports.traces import Step, Trace
from tablee.store.database.act_rows import SELECT, read_act
from tablee.store.database.rows import Rows, marks
from tablee.store.numbering import first_id

LEAVE = """
INSERT INTO store_trace (campaign_id, owner, step, visitor, network, act_number, at_ms)
VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (campaign_id, owner, step, visitor) DO UPDATE
   SET act_number = excluded.act_number
 WHERE excluded.act_number > store_trace.act_number
"""
COUNTS = """
SELECT network, COUNT(*) FROM store_trace
 WHERE campaign_id = %s AND owner = %s AND step = %s GROUP BY network
"""
BROUGHT = (
    f"{SELECT} WHERE id IN (SELECT act_number + %s FROM store_trace"  # noqa: S608 - our own names
    " WHERE campaign_id = %s AND owner = %s AND step = %s AND act_number > 0) ORDER BY id"
)
INTENTS = "SELECT COUNT(*) FROM store_trace WHERE campaign_id = %s AND step = 'pressed'"


class DatabaseTraces:
    """The steps."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def leave(self, campaign_id: int, trace: Trace) -> None:
        """Write a step down, unless that visitor has taken it before with these links."""
        owner, step, *rest = trace
        self._rows.run(LEAVE, [campaign_id, owner, step.value, *rest])

    def is_left(
        self, campaign_id: int, owner: int, step: Step, visitors: Collection[bytes]
    ) -> bool:
        """Return whether one of *visitors* has taken that step with the links of *owner*."""
        sql = (
            "SELECT 1 FROM store_trace WHERE campaign_id = %s AND owner = %s AND step = %s"  # noqa: S608 - marks
            f" AND visitor IN ({marks(len(visitors))})"
        )
        values = [campaign_id, owner, step.value, *visitors]
        return self._rows.first(sql, values) is not None

    def counts(self, campaign_id: int, owner: int, step: Step) -> Counter[str]:
        """Return by network how many visitors have taken that step with the links of *owner*."""
        rows = self._rows.all(COUNTS, [campaign_id, owner, step.value])
        return Counter({str(network): int(count) for network, count in rows})

    def brought(self, campaign_id: int, owner: int) -> list[Act]:
        """Return the acts that came by the links of *owner*, oldest first."""
        values = [first_id(campaign_id), campaign_id, owner, Step.CAME.value]
        return [read_act(row) for row in self._rows.all(BROUGHT, values)]

    def intents(self, campaign_id: int) -> int:
        """Return how often a button was pressed, with whosever links."""
        row = self._rows.first(INTENTS, [campaign_id])
        return int(row[0]) if row else 0
