"""What networks say in sum, in the database."""

from tablee.ports.networks.estimates import Estimate
from tablee.store.database.rows import Rows

KEEP = """
INSERT INTO store_estimate (campaign_id, network, measure, number, source, at_ms)
VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (campaign_id, network, measure) DO UPDATE
   SET number = excluded.number, source = excluded.source, at_ms = excluded.at_ms
"""
EVERY = """
SELECT network, measure, number, source, at_ms FROM store_estimate
 WHERE campaign_id = %s
"""


class DatabaseEstimates:
    """The figures."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def keep(self, campaign_id: int, estimate: Estimate) -> None:
        """Keep a figure in place of the one before it."""
        self._rows.run(KEEP, [campaign_id, *estimate])

    def every(self, campaign_id: int) -> list[Estimate]:
        """Return the figures of a campaign, by network and measure."""
        return sorted(Estimate(*row) for row in self._rows.all(EVERY, [campaign_id]))
