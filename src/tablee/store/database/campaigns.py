"""The campaigns of a site in the database, decoded once and remembered."""

from dataclasses import replace

from tablee.core.campaign import Campaign, Stage, Version
from tablee.core.errors import UnknownCampaign
from tablee.store.database.rows import Row, Rows
from tablee.store.wording import read_terms, terms_text

SEEN = "SELECT id, slug, is_replay, stage, versions FROM store_campaign"
VERSIONS = """
SELECT number, effective_at_ms, published_at_ms, author, reason, terms
  FROM store_version WHERE campaign_id = %s ORDER BY number
"""
INSERT_VERSION = (
    "INSERT INTO store_version"
    " (campaign_id, number, effective_at_ms, published_at_ms, author, reason, terms)"
)

Known = dict[int, Campaign]
"""Campaigns by id. Versions are only ever added, so their number says whether one is fresh."""


class DatabaseCampaigns:
    """The campaigns, in one transaction."""

    def __init__(self, rows: Rows, known: Known) -> None:
        self._rows = rows
        self._known = known
        self._has_published = False

    def by_id(self, campaign_id: int) -> Campaign:
        """Return a campaign to read from, by its id, which is known to exist.

        Raises:
            UnknownCampaign: it does not exist after all.
        """
        row = self._rows.first(f"{SEEN} WHERE id = %s", [campaign_id])
        if row is None:
            raise UnknownCampaign(f"There is no campaign number {campaign_id} here.")
        return self._read(row)

    def hold(self, slug: str) -> Campaign:
        """Return a campaign, and keep everybody else from writing to it until the end.

        On SQLite the transaction itself does that already: there is one writer. On PostgreSQL
        rows that only refer to the campaign (pages told, tasks) may be written meanwhile.

        Raises:
            UnknownCampaign: there is none of that name.
        """
        lock = " FOR NO KEY UPDATE" if self._rows.connection.vendor == "postgresql" else ""
        return self._named(slug, lock)

    def see(self, slug: str) -> Campaign:
        """Return a campaign to read from.

        Raises:
            UnknownCampaign: there is none of that name.
        """
        return self._named(slug, "")

    def every(self) -> list[Campaign]:
        """Return all campaigns, the latest first."""
        return [self._read(row) for row in self._rows.all(f"{SEEN} ORDER BY id DESC")]

    def create(self, slug: str, version: Version, *, is_replay: bool) -> Campaign:
        """Write down a new campaign with its first version.

        Raises:
            ValueError: there is one of that name already.
        """
        row = self._rows.first(
            "INSERT INTO store_campaign (slug, is_replay, stage, versions,"
            " supporters, last_number, sequence, clock_ms)"
            " VALUES (%s, %s, %s, 0, 0, 0, 0, 0) ON CONFLICT (slug) DO NOTHING RETURNING id",
            [slug, is_replay, Stage.OPEN.value],
        )
        if row is None:
            message = f"There is a campaign '{slug}' already."
            raise ValueError(message)
        return self.publish(Campaign(row[0], slug, is_replay, Stage.OPEN, ()), version)

    def publish(self, campaign: Campaign, version: Version) -> Campaign:
        """Write down a further version."""
        self._has_published = True
        row = (
            campaign.id,
            version.number,
            version.effective_at_ms,
            version.published_at_ms,
            version.author,
            version.reason,
            terms_text(version.terms),
        )
        self._rows.insert(INSERT_VERSION, [row])
        versions = (*campaign.versions, version)
        sql = "UPDATE store_campaign SET versions = %s WHERE id = %s"
        self._rows.run(sql, [len(versions), campaign.id])
        return replace(campaign, versions=versions)

    def document(self, campaign: Campaign, number: int) -> str:
        """Return the text of a version of the terms, exactly as it was written down.

        Raises:
            LookupError: there is no such version.
        """
        sql = "SELECT terms FROM store_version WHERE campaign_id = %s AND number = %s"
        row = self._rows.first(sql, [campaign.id, number])
        if row is None:
            raise LookupError(number)
        return str(row[0])

    def move_to(self, campaign: Campaign, stage: Stage) -> Campaign:
        """Write down that the campaign is closed or settled."""
        sql = "UPDATE store_campaign SET stage = %s WHERE id = %s"
        self._rows.run(sql, [stage.value, campaign.id])
        return replace(campaign, stage=stage)

    def _named(self, slug: str, lock: str) -> Campaign:
        row = self._rows.first(f"{SEEN} WHERE slug = %s{lock}", [slug])
        if row is None:
            raise UnknownCampaign(f"There is no campaign '{slug}' here.")
        return self._read(row)

    def _read(self, row: Row) -> Campaign:
        """Return the campaign of *row*, from memory when nothing was published since."""
        campaign_id, slug, is_replay, stage, versions = row
        known = self._known.get(campaign_id)
        if known is None or len(known.versions) != versions or self._has_published:
            known = Campaign(campaign_id, slug, bool(is_replay), Stage(stage), self._versions(row))
            # What this transaction has published may still be rolled back.
            if not self._has_published:
                self._known[campaign_id] = known
        elif known.stage != stage:
            known = replace(known, stage=Stage(stage))
        return known

    def _versions(self, row: Row) -> tuple[Version, ...]:
        return tuple(
            Version(number, effective_at_ms, published_at_ms, author, reason, read_terms(terms))
            for number, effective_at_ms, published_at_ms, author, reason, terms in self._rows.all(
                VERSIONS, [row[0]]
            )
        )
